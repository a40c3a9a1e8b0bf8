// The page 职责矩阵: filtered, opened, read for one organ, compared, exported, printed, kept.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { withPage } from "./lib/browser.mjs";
import { singleFileAddress } from "./lib/places.mjs";
import { chinese, says } from "./lib/steps.mjs";

/** A test that begins at the matrix, opened from disk; no error may be reported while it runs. */
const onMatrix = (name, use, options) =>
  test(name, () =>
    withPage(
      `${singleFileAddress}#/matrix`,
      async (tools) => {
        await tools.page.locator("[data-testid=matrix]").waitFor();
        await use(tools.page);
        assert.deepEqual(tools.errors, []);
      },
      options,
    ),
  );

const rows = ".matrix-grid tbody tr:not(.group)";
const duty = (page, id) => page.locator(`[id='matrix-${id}']`);

onMatrix("a duty opens beside the matrix with who does what, its note and its paragraphs", async (page) => {
  assert.ok((await page.locator(rows).count()) >= 80);
  await duty(page, "duty.clue.party_group_cadres").click();
  const basis = page.locator("aside.basis");
  await says(basis, "派驻纪检监察组主办，监督检查室指导");
  await says(basis, "LS34");
  await says(basis, "线索处置");
  await basis.getByRole("link", { name: "处置党组管理干部线索" }).click();
  await says(page.locator("main"), "duty.clue.party_group_cadres");
});

onMatrix("filters hold together, are counted, and can be cleared; nothing found says what to do", async (page) => {
  await page.locator("#matrix-field").selectOption("clue_disposal");
  await page.locator("#matrix-organ").selectOption("group");
  await page.locator("#matrix-role").selectOption("lead");
  const shown = await page.locator(rows).count();
  await says(page.locator("[data-testid=matrix-count]"), `显示 ${shown} /`);
  assert.equal(await page.locator(`${rows} .matrix-lead`).count(), shown);
  await page.locator("#matrix-words").fill("此词不在任何职责里");
  await says(page.locator("main"), "请放宽筛选");
  assert.equal(await page.evaluate(() => document.activeElement.id), "matrix-words");
  await page.locator("#matrix-clear").click();
  await page.waitForFunction((rows) => document.querySelectorAll(rows).length >= 80, rows);
});

onMatrix("the head and the first column stay in sight while the table scrolls", async (page) => {
  const box = page.locator("[data-testid=matrix]");
  await box.evaluate((box) => box.scrollTo(400, 2000));
  const { head, first, frame } = await box.evaluate((box) => ({
    head: box.querySelector(".matrix-corner").getBoundingClientRect().toJSON(),
    first: [...box.querySelectorAll("tbody th[scope=row]")].find((cell) => cell.getBoundingClientRect().top > 300).getBoundingClientRect().toJSON(),
    frame: box.getBoundingClientRect().toJSON(),
  }));
  assert.ok(Math.abs(head.top - frame.top) < 3, `${head.top} ${frame.top}`);
  assert.ok(Math.abs(first.left - frame.left) < 3, `${first.left} ${frame.left}`);
});

onMatrix("one organ reads its duties; the choice is kept across a reload", async (page) => {
  await page.locator("#matrix-tab-mine").click();
  await page.locator("#matrix-mine").selectOption("zone_trial_team");
  await says(page.locator(".matrix-count"), "划片案件审理小组共有职责");
  await says(page.locator(".matrix-duties"), "FP52");
  await page.reload();
  await says(page.locator(".matrix-count"), "划片案件审理小组共有职责");
});

onMatrix("two organs are compared and change places; loads and gaps lead into the matrix", async (page) => {
  await page.locator("#matrix-tab-compare").click();
  await says(page.locator(".matrix-count"), "监督检查室与派驻纪检监察组");
  await page.locator("#matrix-swap").click();
  await says(page.locator(".matrix-count"), "派驻纪检监察组与监督检查室");
  await page.locator("#matrix-tab-load").click();
  await says(page.locator("main"), "空白只说明来源没有写明");
  await page.locator("[data-do=see]").first().click();
  await page.locator("[data-testid=matrix]").waitFor();
  await page.locator("#matrix-tab-load").click();
  await page.locator("#read-office").click();
  await says(page.locator(".matrix-count"), "监督检查室共有职责");
});

onMatrix("every export is a file of its kind", async (page) => {
  for (const [kind, begins] of [["xlsx", "PK"], ["csv", "\ufeff领域"], ["md", "# 职责矩阵"]]) {
    const [download] = await Promise.all([page.waitForEvent("download"), page.locator(`#matrix-save-${kind}`).click()]);
    assert.equal(download.suggestedFilename(), `职责矩阵.${kind}`);
    const text = (await readFile(await download.path())).toString("utf8");
    assert.ok(text.startsWith(begins), kind);
  }
});

onMatrix("A3 prints the table, A4 a list", async (page) => {
  await page.evaluate(() => (window.print = () => {}));
  for (const [paper, display] of [["a3", "table"], ["a4", "block"]]) {
    await page.locator(`#matrix-print-${paper}`).click();
    await page.emulateMedia({ media: "print" });
    await page.waitForFunction((display) => getComputedStyle(document.querySelector(".matrix-grid")).display === display, display);
    await page.emulateMedia({ media: "screen" });
  }
});

onMatrix(
  "on a phone the duties are a list that names organs and roles",
  async (page) => {
    const row = page.locator("[id='row-duty.clue.general_staff']");
    const shown = await row.evaluate((row) =>
      [...row.querySelectorAll("td[data-organ]")].map((cell) => [getComputedStyle(cell, "::before").content, cell.innerText.trim()]),
    );
    assert.deepEqual(shown.map(([organ]) => organ).sort(), ['"机关纪委"', '"派驻纪检监察组"']);
    assert.ok(shown.every(([, role]) => /主办|指导/.test(role)));
  },
  { options: { viewport: { width: 390, height: 844 } } },
);

onMatrix(
  "all of it is in English",
  async (page) => {
    for (const tab of ["mine", "compare", "load", "matrix"]) {
      await page.locator(`#matrix-tab-${tab}`).click();
      await page.locator(`#matrix-tab-${tab}[aria-pressed=true]`).waitFor();
      assert.deepEqual(await page.evaluate(chinese), []);
    }
  },
  { prepare: (page) => page.addInitScript(() => localStorage.setItem("shizu.lang", "en")) },
);
