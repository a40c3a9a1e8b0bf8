// The page 生态考核: the example, typing, points, bad input, the four tabs, what is kept and what is not, print, English.
import assert from "node:assert/strict";
import { test } from "node:test";
import { withPage } from "./lib/browser.mjs";
import { singleFileAddress } from "./lib/places.mjs";
import { chinese, open, says } from "./lib/steps.mjs";

/** A test of the page, opened from disk; no error may be reported while it runs. */
const onEcology = (name, use, options) =>
  test(name, () =>
    withPage(
      singleFileAddress,
      async (tools) => {
        await open(tools.page, "#/ecology");
        await use(tools.page, tools);
        assert.deepEqual(tools.errors, []);
      },
      { options },
    ));

const headline = (page) => page.locator(".ecology-headline");

onEcology("a unit graded poor brings the measures of its paragraphs", async (page) => {
  await page.locator("#ecology-example").click();
  await page.locator("#ecology-row-3").click();
  await says(headline(page), "51分，差，风险高");
  for (const measure of ["专项督查必查", "作风建设随时抽查", "信访举报加快初核", "对主要负责人谈话提醒"]) {
    await says(page.locator(".ecology-measures"), measure);
  }
  await says(page.locator(".basis-conclusion"), "51分，差，风险高");
  // Typing keeps the focus and is answered at once.
  await page.locator("#ecology-use_of_power").fill("90");
  await says(headline(page), "60分，一般，风险高");
  assert.equal(await page.evaluate(() => document.activeElement.id), "ecology-use_of_power");
});

onEcology("points of a checklist make a mark, and what is open a range", async (page) => {
  await page.locator("#ecology-add").click();
  for (const code of ["democratic_centralism", "use_of_power", "cadre_selection", "clues"]) {
    await page.locator(`#ecology-${code}`).fill("80");
  }
  await page.locator("#ecology-style-points").click();
  await page.locator("#ecology-style-0").selectOption("met");
  await page.locator("#ecology-style-1").selectOption("not_met");
  // 64 for the four, and 25 to 75 for the points: 64 + 5 to 64 + 15.
  await says(headline(page), "69–79分，一般");
  await says(page.locator(".ecology-notice").first(), "作风建设");
});

onEcology("a mark that is none is told beside its field, and put right", async (page) => {
  await page.locator("#ecology-add").click();
  await page.locator("#ecology-style").fill("190");
  await says(page.locator("#ecology-style-error"), "190 超出范围");
  await page.locator(".ecology-main [role=alert]").waitFor();
  await page.locator("#ecology-style").fill("90");
  await headline(page).waitFor();
});

onEcology("the host unit is heard and not counted", async (page) => {
  await page.locator("#ecology-tab-group").click();
  await page.locator("#ecology-example").click();
  await says(headline(page), "91.615分，优秀");
  await page.locator("#ecology-host_unit-cases").fill("0");
  await says(page.locator(".ecology-main"), "只作参考，不计分");
  await says(headline(page), "91.615分，优秀");
});

onEcology("a what-if of a role is one click away", async (page) => {
  await page.locator("#ecology-tab-accountability").click();
  await page.locator("#ecology-kind-role").click();
  await page.locator("#ecology-example").click();
  await page.locator("#ecology-row-5").click();
  await says(headline(page), "角色冲突或可以容许");
  await page.locator("#ecology-way-conflict-hinders").click();
  await says(headline(page), "角色冲突");
});

onEcology("evaluations are kept, archives are forgotten", async (page) => {
  await page.locator("#ecology-example").click();
  await page.locator("#ecology-tab-cadre").click();
  await page.locator("#ecology-kind-archive").click();
  await page.locator("#ecology-example").click();
  await says(page.locator(".ecology-main"), "提醒核实");
  await page.reload();
  await page.locator("#ecology-row-3").waitFor();
  await page.locator("#ecology-tab-cadre").click();
  await page.locator("#ecology-kind-archive").click();
  await page.locator(".empty").waitFor();
  assert.ok(!(await page.evaluate(() => JSON.stringify(localStorage))).includes("示例干部"));
});

onEcology("printed, the task stands without form and buttons", async (page) => {
  await page.locator("#ecology-example").click();
  await page.emulateMedia({ media: "print" });
  assert.ok(!(await page.locator(".ecology-form").isVisible()));
  assert.ok(!(await page.locator(".ecology-tools").isVisible()));
  assert.ok(await page.locator(".ecology-portrait").isVisible());
});

onEcology("in English no Chinese is left but the names entered", async (page) => {
  await page.evaluate(() => localStorage.setItem("shizu.lang", "en"));
  await page.reload();
  await page.locator("#ecology-add").click();
  await page.locator("#ecology-style").fill("55");
  await says(headline(page), "risk");
  assert.deepEqual(await page.evaluate(chinese), []);
});
