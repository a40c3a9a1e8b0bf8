// The page 规则与日历: found, read, proved, and adjusted by a local overlay.
import assert from "node:assert/strict";
import { test } from "node:test";
import { withPage } from "./lib/browser.mjs";
import { singleFileAddress } from "./lib/places.mjs";
import { chinese, fill, leads, open, says } from "./lib/steps.mjs";

/** A test that begins at `hash`, opened from disk; no error may be reported while it runs. */
const onRules = (name, hash, use) =>
  test(name, () =>
    withPage(`${singleFileAddress}${hash}`, async (tools) => {
      await tools.page.locator("main h1:visible").waitFor();
      await use(tools.page);
      assert.deepEqual(tools.errors, []);
    }),
  );

onRules("an address can name a row: it is in sight, marked and focused", "#/rules/lead.party_group", async (page) => {
  const row = page.locator("tr.aimed");
  await page.locator("tr.aimed:focus").waitFor();
  assert.equal(await row.getAttribute("id"), "row-lead.party_group");
  await page.waitForFunction(() => {
    const { top, bottom } = document.querySelector("tr.aimed").getBoundingClientRect();
    return top >= 0 && bottom <= window.innerHeight;
  });
  await says(row, "派驻纪检监察组");
  await says(row, "LS34");
  // Its own link leads to itself; another row takes the mark over.
  await page.locator("tr[id='row-lead.own_head'] .rule-title").click();
  await page.locator("tr.aimed[id='row-lead.own_head']").waitFor();
  assert.equal(await row.count(), 1);
});

onRules("an address can name a paragraph: our paraphrase, and the rules that cite it", "#/rules/LS43", async (page) => {
  const entry = page.locator("article.entry");
  await says(entry.locator("h2"), "LS43");
  assert.ok((await entry.locator(".entry-says").innerText()).length > 10);
  await says(entry, "不是原文");
  const citing = entry.locator(".entry-citing a");
  assert.ok((await citing.count()) > 1);
  // LS43 is about the leading team, whose row rests on it.
  await citing.and(page.locator("[href='#/rules/lead.same_level.ordinary']")).click();
  await page.locator("tr.aimed[id='row-lead.same_level.ordinary']").waitFor();
  await page.goBack();
  await says(entry.locator("h2"), "LS43");
});

onRules("an address that names nothing says so and proposes the nearest", "#/rules/LS430", async (page) => {
  await says(page.locator("main"), "没有编号为“LS430”的规则或条目");
  await page.getByRole("link", { name: /是否指/ }).click();
  await page.locator("article.entry").waitFor();
});

onRules("rules are found by words, by basis, and from anywhere with Ctrl+K", "#/rules", async (page) => {
  const field = page.locator(".rule-filter input[type=search]");
  await field.fill("party_group.recused");
  const rows = page.locator(".rule-grid tbody tr");
  await page.waitForFunction(() => document.querySelectorAll(".rule-grid tbody tr").length === 1);
  assert.equal(await rows.getAttribute("id"), "row-lead.party_group.recused");
  // A table chosen instead: the box says no longer what was looked for.
  await page.locator(".table-links a", { hasText: "协同主体" }).click();
  await page.waitForFunction(() => document.querySelectorAll(".rule-grid tbody tr").length > 1);
  assert.equal(await field.inputValue(), "");
  await field.fill("此词不在任何规则里");
  await says(page.locator("main"), "没有符合条件的规则");
  await page.getByRole("button", { name: "清除筛选" }).click();
  await rows.nth(5).waitFor();
  const all = await rows.count();
  await page.locator(".rule-filter label", { hasText: "假设" }).click();
  await page.waitForFunction(() => Array.from(document.querySelectorAll(".rule-basis")).every((basis) => basis.innerText.includes("假设")));
  const assumed = await rows.count();
  assert.ok(assumed > 0 && assumed < all, `${assumed} of ${all} rows`);

  await page.keyboard.press("Control+k");
  await page.locator("[role=combobox]:focus").fill("LS43");
  await says(page.locator("#found [aria-selected=true]"), "LS43");
  await page.keyboard.press("Enter");
  await says(page.locator("article.entry h2"), "LS43");
});

onRules("the proof runs in the browser and finds nothing", "#/rules/proof", async (page) => {
  await says(page.locator(".proof-statement"), "没有空白、没有冲突、没有永远不起作用的行");
  assert.equal(await page.locator(".proof-statement-bad, .proof-findings, .proof-fault").count(), 0);
  const lead = page.locator("tbody tr").filter({ has: page.locator("[href='#/rules/lead']") });
  // 6 authorities × 4 natures × 2 gravities × 4 conflicts × 4 commissions.
  await says(lead, "768");
});

onRules("in English no Chinese is left", "#/rules", async (page) => {
  assert.notDeepEqual(await page.evaluate(chinese), []);
  await page.getByTitle("换成英文").click();
  const left = [];
  for (const part of ["", "duties", "LS43", "sources", "calendar", "proof", "assumptions", "overlay", "LS430"]) {
    await page.evaluate((hash) => (location.hash = hash), `#/rules/${part}`);
    await page.waitForFunction((hash) => location.hash === hash, `#/rules/${part}`);
    if (part === "proof") await page.locator(".proof-statement").waitFor();
    left.push(...(await page.evaluate(chinese)).map((words) => `${part}: ${words}`));
  }
  assert.deepEqual(left, []);
});

/** A grave matter of a leading team in a county: the supervision office leads, unless the county has separated the offices. */
const COUNTY_CRIME = { commission: "县级", authority: "同级党委管理（班子成员、一把手）", nature: "职务犯罪", conflict: "无" };

const SEPARATES = "示例：县里已分设审查调查部门";
const CONTRADICTS = "示例：有冲突、会被拒绝";

onRules("an overlay is shown by what it changes, used, and taken away", "#/intake", async (page) => {
  await fill(page, COUNTY_CRIME);
  await leads(page, "监督检查室");

  await open(page, "#/rules/overlay");
  await page.getByRole("button", { name: SEPARATES }).click();
  const sound = page.locator(".overlay-sound");
  await says(sound, "校验通过");
  // Of the grave matters 2 natures, of the crimes 2 gravities; with 3 conflicts each that do not recuse the office: 12.
  const changes = sound.locator(".overlay-changes > li").filter({ hasText: "监督检查室" }).filter({ hasText: "审查调查室" });
  await says(changes, /12 种情形/);
  await open(page, "#/intake");
  await leads(page, "监督检查室");

  await open(page, "#/rules/overlay");
  await page.getByRole("button", { name: SEPARATES }).click();
  await page.getByRole("button", { name: "启用这个调整" }).click();
  await says(page.locator(".overlay-used"), "某县分设审查调查部门（示例）");
  await page.locator(".bar .overlay-in-use").waitFor();
  await open(page, "#/intake");
  await leads(page, "审查调查室");

  await open(page, "#/rules/overlay");
  await page.getByRole("button", { name: /^停用/ }).click();
  await page.locator(".overlay-used").waitFor({ state: "detached" });
  await page.locator(".bar .overlay-in-use").waitFor({ state: "detached" });
  await open(page, "#/intake");
  await leads(page, "监督检查室");
});

onRules("an overlay lasts as long as the page", "#/rules/overlay", async (page) => {
  await page.getByRole("button", { name: SEPARATES }).click();
  await page.getByRole("button", { name: "启用这个调整" }).click();
  await page.locator(".overlay-used").waitFor();
  await page.reload();
  await page.getByRole("button", { name: SEPARATES }).waitFor();
  assert.equal(await page.locator(".overlay-used, .overlay-in-use").count(), 0);
});

onRules("an overlay that contradicts the rulebook is refused with a witness, and nothing changes", "#/rules/overlay", async (page) => {
  await page.getByRole("button", { name: CONTRADICTS }).click();
  const errors = page.locator("[role=alert] .errors");
  await says(errors, "规则库未作任何改动");
  await says(errors, /lead\.sample\.group_takes_all[^]*lead\.party_group|lead\.party_group[^]*lead\.sample\.group_takes_all/);
  // The witness: facts that both rows answer, as the file would write them.
  await says(errors, /authority = unit_party_group, nature = discipline, conflict = (none|handler|office)/);
  assert.equal(await page.locator(".overlay-used, .overlay-in-use, .overlay-sound").count(), 0);
  await open(page, "#/intake");
  await fill(page, { authority: "被监督单位党组管理的干部", nature: "违纪", conflict: "无" });
  await leads(page, "派驻纪检监察组");
});

onRules("a broken file is refused with line and column, and the message leads there", "#/rules/overlay", async (page) => {
  const text = page.locator("textarea.overlay-text");
  // The fifth line lacks its closing quote, which is missed behind its tenth character.
  await text.fill('# 一\n\n[overlay]\nid = "a"\nzh = "没有收尾\nen = "x"\n');
  await page.getByRole("button", { name: "校验", exact: true }).click();
  const errors = page.locator("[role=alert] .errors");
  await says(errors, "规则库未作任何改动");
  await says(errors, /overlay\.toml:5:11/);
  await errors.getByRole("button").first().click();
  const selected = await text.evaluate((area) => area.value.slice(area.selectionStart, area.selectionEnd));
  assert.equal(selected, 'zh = "没有收尾');
});
