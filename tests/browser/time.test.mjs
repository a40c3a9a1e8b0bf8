// The part 时限与节假日: a limit counted day by day, bad input, clue clocks, the calendar of a year, a year file, print, English.
import assert from "node:assert/strict";
import { test } from "node:test";
import { withPage } from "./lib/browser.mjs";
import { singleFileAddress } from "./lib/places.mjs";
import { chinese, open, says } from "./lib/steps.mjs";

/** A test that begins at the part, opened from disk; no error may be reported while it runs. */
const onTime = (name, use, hash = "#/rules/calendar") =>
  test(name, () =>
    withPage(`${singleFileAddress}${hash}`, async (tools) => {
      await tools.page.locator("#time-count").waitFor();
      await use(tools.page);
      assert.deepEqual(tools.errors, []);
    }),
  );

const due = (page, words) => says(page.locator("#time-due"), words);

onTime("a limit is counted day by day, with the festivals by name", async (page) => {
  await page.fill("#time-start", "2026-09-24");
  await page.fill("#time-amount", "5");
  // 25–27 September and 1–7 October 2026 are off.
  await due(page, "2026年10月9日");
  await says(page.locator(".time-day", { hasText: "25日 周五" }), "中秋节 放假");
  await says(page.locator(".time-day", { hasText: "9日 周五" }), "5");
  await page.selectOption("#time-unit", "months");
  await page.fill("#time-amount", "1");
  await due(page, "2026年10月24日");
});

onTime("what is wrong is told, and the rest counted", async (page) => {
  await page.fill("#time-start", "2026-03-02");
  await page.selectOption("#time-unit", "days");
  await page.fill("#time-amount", "5");
  await page.click("#time-pause");
  await page.fill("#time-from-0", "2026-03-08");
  await page.fill("#time-to-0", "2026-03-04");
  await says(page.locator("[role=alert]"), "第1段中止");
  await due(page, "2026年3月7日");
  await page.fill("#time-to-0", "2026-03-09");
  await says(page.locator("[role=alert]"), "不在期限之内");
  await page.fill("#time-from-0", "2026-03-06");
  // 6–9 March are paused.
  await due(page, "2026年3月11日");
  await page.fill("#time-amount", "0");
  await says(page.locator(".time-none"), "大于零");
});

onTime(
  "an address can name a limit, which can then be counted and extended",
  async (page) => {
    await page.locator("tr.aimed[id='row-case_review']:focus").waitFor();
    await page.locator("tr.aimed [data-do=use]").click();
    await page.fill("#time-start", "2026-01-05");
    await due(page, "2026年4月5日");
    await page.fill("#time-extend", "90");
    await due(page, "2026年7月4日");
    await page.fill("#time-extend", "91");
    await says(page.locator("[role=alert]"), "最多延长90日");
  },
  "#/rules/case_review",
);

onTime("a clue clock turns yellow and red on the published days", async (page) => {
  await page.click("#time-clocks");
  await page.fill("#time-event-received", "2026-03-05");
  await page.fill("#time-as-of", "2026-04-06");
  await says(page.locator(".time-track").first(), "黄");
  await says(page.locator(".time-stages").first(), "2026年5月6日");
  await page.selectOption("#time-clock", { label: "西双版纳" });
  await says(page.locator(".time-stages"), "没有公布天数");
});

onTime("a year not announced is provisional until a file is imported, and the file counts", async (page) => {
  await page.fill("#time-start", "2026-12-31");
  await page.fill("#time-amount", "2");
  await says(page.locator(".time-due"), "暂定");
  await page.click("#time-year");
  await page.click("#time-year-2027");
  await says(page.locator(".time-year"), "暂定");
  const contradictory = '[[year]]\nyear = 2027\noff = ["元旦 01-01..01-03"]\nworked = ["元旦 01-02", "元旦 01-09"]\n';
  await page.setInputFiles("#time-file", { name: "2027.toml", mimeType: "text/plain", buffer: Buffer.from(contradictory) });
  await says(page.locator("[role=alert]"), "2027.toml:4:");
  await says(page.locator("[role=alert]"), "2027-01-02 既列为放假又列为上班");
  await page.click("#time-sample");
  await says(page.locator(".time-notice"), "holidays-2027-invented.toml");
  assert.equal(await page.locator("[role=alert]").count(), 0);
  await page.click("#time-count");
  // 1–3 January are off in the sample: 4 and 5 January.
  await due(page, "2027年1月5日");
  assert.equal(await page.locator(".time-provisional").count(), 0);
  // Routing counts with the same calendar.
  await open(page, "#/intake");
  await open(page, "#/rules");
  await page.goto(page.url().replace(/#.*/, "#/rules/calendar"));
  await page.click("#time-year");
  await page.click("#time-restore");
  await page.locator("#time-restore").waitFor({ state: "detached" });
  await page.click("#time-year-2027");
  await says(page.locator(".time-year"), "暂定");
});

onTime("the calendar prints, and says everything in English", async (page) => {
  await page.click("#time-year");
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator(".time-years").isVisible(), false);
  assert.equal(await page.locator(".time-month").count(), 12);
  await page.emulateMedia({ media: "screen" });
  await page.getByRole("button", { name: "EN", exact: true }).click();
  await says(page.locator(".time-month").nth(1), "Spring Festival, off");
  for (const tab of ["count", "limits", "clocks", "year"]) {
    await page.click(`#time-${tab}`);
    assert.deepEqual(await page.evaluate(chinese), [], tab);
  }
});
