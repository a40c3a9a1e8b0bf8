// 信息共享: an exchange checked, the matrix, obligations, the log with undo and export, kept per space, print, English.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { withPage } from "./lib/browser.mjs";
import { singleFileAddress } from "./lib/places.mjs";
import { chinese, says } from "./lib/steps.mjs";

/** A test that begins at the page, opened from disk; no error may be reported while it runs. */
const onSharing = (name, use) =>
  test(name, () =>
    withPage(`${singleFileAddress}#/share`, async (tools) => {
      await tools.page.locator("#share-tab-check").waitFor();
      await use(tools.page);
      assert.deepEqual(tools.errors, []);
    }),
  );

const verdict = (page, words) => says(page.locator("[data-testid=share-verdict]"), words);

/** Chooses kind of information, sender, recipient and purpose by code. */
async function exchange(page, kind, sender, recipient, purpose) {
  for (const [fact, code] of Object.entries({ data_kind: kind, sender, recipient, purpose })) {
    await page.selectOption(`#share-${fact}`, code);
  }
}

onSharing("an exchange is decided with approver, masks and reasons, on a condition", async (page) => {
  await exchange(page, "clues", "group", "office", "clue_handling");
  await verdict(page, "须经提供方主要负责人审批，前提见下。");
  await says(page.locator(".share-details"), "应当回避");
  await says(page.locator(".basis-rows"), "问题线索严格审批");
  for (const fact of ["recipient_concerned", "superior_matter"]) {
    await page.locator(`label:has(#${fact}-no)`).click();
  }
  await verdict(page, /须经提供方主要负责人审批。$/);
  await page.locator("label:has(#superior_matter-yes)").click();
  await verdict(page, "不得共享");
});

onSharing("the recipient sees the record with masks, or nothing", async (page) => {
  await exchange(page, "clues", "case_management", "inspection_team", "inspection");
  const reporter = page.locator(".share-preview tr", { hasText: "检举控告人" }).locator("td");
  await says(reporter.nth(1), "遮蔽：检举控告人身份");
  await says(reporter.nth(0), "方示例");
  await page.selectOption("#share-recipient", "party_group");
  await verdict(page, "不得共享");
  await says(reporter.nth(1), "不提供");
  // What if: another recipient, one press away.
  await page.click("#share-ways");
  await page.click("#if-recipient-office");
  await verdict(page, "须经本机关主要负责人审批");
  assert.equal(await page.inputValue("#share-recipient"), "office");
});

onSharing("a cell of the matrix leads to its reasons", async (page) => {
  await page.click("#share-tab-matrix");
  await page.selectOption("#share-sender", "office");
  await page.selectOption("#share-purpose", "supervision");
  const cells = page.locator("[data-testid=share-matrix] tbody button");
  assert.equal(await cells.count(), 13 * 19);
  await says(page.locator("#m-policies-trial_office"), "可以");
  await says(page.locator("#m-ecology_evaluation-group"), "范围");
  await says(page.locator("#m-clues-party_group"), "不得");
  await page.click("#m-clues-party_group");
  await verdict(page, "不得共享");
  await says(page.locator(".basis-rows"), "线索不给被监督单位");
});

onSharing("obligations stand in their months, others wait for their event", async (page) => {
  await page.click("#share-tab-calendar");
  await page.selectOption("#share-year", "2026");
  await page.selectOption("#share-organ", "group");
  await says(page.locator("h2"), "2026年9月");
  await says(page.locator(".share-when"), "9月30日");
  await says(page.locator(".share-when"), "日常监督中发现领导干部问题线索");
  await page.locator("[data-arg='flow.group.daily']").first().click();
  await says(page.locator(".basis-rows"), "日常监督情况");
  await page.click("#share-side");
  await says(page.locator(".share-agenda"), "巡察报告和反馈意见");
  assert.equal(await page.locator("[data-arg='flow.group.daily']").count(), 0);
});

onSharing("the log keeps what was registered, undoes a deletion, exports, and stays in its space", async (page) => {
  await exchange(page, "supervision_checks", "group", "office", "supervision");
  await page.fill("#share-subject", "=2026-017");
  await page.click("#share-register");
  await page.click("#share-tab-log");
  const rows = page.locator("[data-testid=share-log] tbody tr");
  await says(rows, "=2026-017");
  await page.reload();
  await page.click("#share-tab-log");
  await says(rows, "限指定范围共享");
  await page.click("#share-delete-0");
  await page.locator(".empty").waitFor();
  await page.click("#share-undo");
  await says(rows, "=2026-017");
  const [download] = await Promise.all([page.waitForEvent("download"), page.click("#share-csv")]);
  const text = await readFile(await download.path(), "utf8");
  assert.ok(text.startsWith("\ufeff日期,信息种类,提供方,接收方"), text);
  assert.ok(!/(^|,)=/m.test(text), "no cell may run as a formula");
  await page.locator("label.space-work").click();
  await page.click("#share-tab-log");
  await page.locator(".empty").waitFor();
  assert.equal(await page.locator("#share-fill").count(), 0);
});

onSharing("a log that cannot be read is put aside and told", async (page) => {
  await page.evaluate(() => localStorage.setItem("shizu.training.share", "v0 broken"));
  await page.reload();
  await says(page.locator("[role=alert]"), "另存");
  const aside = await page.evaluate(() => localStorage.getItem("shizu.training.share-aside"));
  assert.equal(aside, "v0 broken");
});

onSharing("it prints without frame and says everything in English", async (page) => {
  await page.click("#share-first-example");
  await verdict(page, "须经本机关主要负责人审批");
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator(".share-fields").isVisible(), false);
  assert.equal(await page.locator(".share-preview").isVisible(), true);
  await page.emulateMedia({ media: "screen" });
  await page.getByRole("button", { name: "EN", exact: true }).click();
  await verdict(page, "Needs the approval of the head of the commission.");
  for (const tab of ["matrix", "calendar"]) {
    await page.click(`#share-tab-${tab}`);
    assert.deepEqual(await page.evaluate(chinese), [], tab);
  }
});
