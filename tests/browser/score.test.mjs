// The page 整改评分: the example, typing, mistakes, items one by one, schemes side by side, what is kept, print, English.
import assert from "node:assert/strict";
import { test } from "node:test";
import { withPage } from "./lib/browser.mjs";
import { singleFileAddress } from "./lib/places.mjs";
import { chinese, open, says } from "./lib/steps.mjs";

/** A test of the page, opened from disk; no error may be reported while it runs. */
const onScore = (name, use, options) =>
  test(name, () =>
    withPage(
      singleFileAddress,
      async (tools) => {
        await open(tools.page, "#/score");
        await use(tools.page, tools);
        assert.deepEqual(tools.errors, []);
      },
      { options },
    ));

const headline = (page) => page.locator(".score-headline");

onScore("five values make a score, and the way to the next band", async (page) => {
  await page.locator("#score-add").click();
  for (const [index, value] of [["main_responsibility", 90], ["organization", 85], ["tasks", 80], ["transferred", 75], ["satisfaction", 95]]) {
    await page.locator(`#score-${index}`).fill(String(value));
  }
  await says(headline(page), "82.75分，较好");
  assert.equal(await page.evaluate(() => document.activeElement.id), "score-satisfaction");
  await says(page.locator(".score-steps"), "任务落实提高19分");
  await says(page.locator(".basis-conclusion"), "82.75分，较好");
});

onScore("a mistake is told beside its field, and nothing is lost", async (page) => {
  await page.locator("#score-add").click();
  await page.locator("#score-tasks").fill("大部分");
  await says(page.locator("#score-tasks-fault"), "不是数字");
  await says(page.locator(".score-main [role=alert]"), "这些没有采用，其余照算");
  await page.locator("#score-feedback_date").fill("2026-03-01");
  await page.locator("#score-disclosure_date").fill("2026-02-01");
  await says(page.locator("#score-disclosure_date-fault"), "早于反馈日期");
  assert.equal(await page.locator("#score-tasks").inputValue(), "大部分");
});

onScore("items one by one, removed and brought back", async (page) => {
  await page.locator("#score-add").click();
  await page.locator("#score-mode-tasks-list").click();
  await page.locator("#score-tasks-0-state").selectOption("done");
  await page.locator("#score-tasks-1-due").fill("2025-01-31");
  await says(page.locator(".score-main .grid").first(), "50");
  await page.locator("#score-drop-tasks-1").click();
  await says(page.locator(".score-main .grid").first(), "100");
  await page.locator("#score-undo").click();
  assert.equal(await page.locator("#score-tasks-1-due").inputValue(), "2025-01-31");
});

onScore("the example reaches cap and veto; a scheme stands beside ours", async (page) => {
  await page.locator("#score-example").click();
  await page.locator("#score-unit-7").click();
  await says(headline(page), "79分，一般");
  await says(page.locator(".score-main"), "因总分封顶，本次评不到");
  await page.locator("#score-unit-8").click();
  await says(headline(page), "0分，差");
  await page.locator("#score-unit-2").click();
  await page.locator("#score-against").selectOption("fufeng");
  await says(page.locator(".score-compare"), "78.518 一般");
  await page.locator("#score-preset").selectOption("tongshan");
  await says(headline(page), "合格");
});

onScore("what was entered is there after a reload, and clearing can be undone", async (page) => {
  await page.locator("#score-example").click();
  await page.locator("#score-unit-4").click();
  await page.locator("#score-keep").click();
  await page.locator("#score-staff").fill("80");
  await page.reload();
  await says(headline(page), "76.369分，一般");
  assert.equal(await page.locator("#score-staff").inputValue(), "80");
  await page.locator("#score-against").selectOption("last");
  await says(page.locator(".score-compare"), "上次");
  await page.locator("#score-clear").click();
  await page.locator("#score-example").waitFor();
  await page.locator("#score-undo").click();
  await headline(page).waitFor();
});

onScore("the report prints without the form, with places to sign", async (page) => {
  await page.locator("#score-example").click();
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator(".score-side").isVisible(), false);
  await says(page.locator(".score-main h1"), "巡察整改后评估报告");
  await says(page.locator(".score-signatures"), "宣传部门（签字）");
});

onScore("in English no Chinese is left but the names entered", async (page) => {
  await page.evaluate(() => localStorage.setItem("shizu.lang", "en"));
  await page.reload();
  await page.locator("#score-add").click();
  await page.locator("#score-tasks").fill("101");
  await page.locator("#score-against").selectOption("own");
  await says(headline(page), "points");
  assert.deepEqual(await page.evaluate(chinese), []);
});
