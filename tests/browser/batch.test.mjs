// The page 受理分办, many clues at once: read, filtered, opened, refused with words, taken away.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { withPage } from "./lib/browser.mjs";
import { examples, singleFileAddress } from "./lib/places.mjs";
import { fill, leads, open, says } from "./lib/steps.mjs";

/** A test of the batch mode, opened from disk; no error may be reported while it runs. */
const onBatch = (name, use) =>
  test(name, () =>
    withPage(singleFileAddress, async (tools) => {
      await open(tools.page, "#/intake");
      await tools.page.locator("[data-testid=intake-tab-batch]").click();
      await use(tools.page);
      assert.deepEqual(tools.errors, []);
      assert.deepEqual(tools.requests.filter((request) => !/^(file|blob):/.test(request)), []);
    }),
  );

/** Gives the page a file and waits until it is routed or refused. */
async function give(page, name, buffer) {
  await page.locator("[data-testid=batch-file]").setInputFiles({ name, mimeType: "", buffer });
  await page.locator("[data-testid=batch-window], [data-testid=batch-failed]").first().waitFor();
}

const giveText = (page, text) => give(page, "clues.csv", Buffer.from(text));

/** Takes the example that the page offers. */
async function takeExample(page) {
  await page.locator("[data-testid=batch-example]").click();
  await page.locator("[data-testid=batch-window]").waitFor();
}

/** The bytes of the file that the button `id` saves, and its name. */
async function saved(page, id) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator(`[data-testid=${id}]`).click()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

/** The rows of a CSV text without line breaks in cells, as lists of cells. */
function cells(bytes) {
  const lines = bytes.toString("utf8").replace(/^\uFEFF/, "").trimEnd().split(/\r?\n/);
  return lines.map((line) =>
    Array.from(line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g), ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain),
  );
}

/** How many rows of a kind the tiles count. */
const counted = async (page, kind) => Number(await page.locator(`[data-testid=batch-count-${kind}] .tile-count`).innerText());

const shows = (page, shown, all) => says(page.locator("[data-testid=batch-shown]"), `显示 ${shown} / ${all} 行`);

onBatch("the example routes 200 clues; filters narrow them; a row opens in the form", async (page) => {
  const [head, ...clues] = cells(await readFile(`${examples}clues.csv`));
  const authority = head.indexOf("authority");
  // Both rows lead to the superior commission whatever else is known: article P15.
  const upward = clues.filter((clue) => ["superior", "own_head"].includes(clue[authority]));
  await takeExample(page);
  await shows(page, 200, 200);
  const kinds = await Promise.all(["determined", "undetermined", "not_accepted", "error"].map((kind) => counted(page, kind)));
  assert.equal(kinds.reduce((sum, count) => sum + count), 200);
  assert.equal(kinds[3], 0);

  await page.locator("[data-testid=batch-filter-lead]").selectOption("superior_commission");
  await shows(page, upward.length, 200);
  await page.locator("[data-testid=batch-filter-text]").fill(upward[0][0]);
  await shows(page, 1, 200);
  await page.locator("[data-testid=batch-filter-clear]").click();
  await shows(page, 200, 200);
  await page.locator("[data-testid=batch-filter-text]").fill("没有这样的线索");
  await says(page.locator("[data-testid=batch-window]"), "没有符合筛选条件的行");
  await page.locator("[data-testid=batch-filter-clear]").click();
  await page.locator("[data-testid=batch-count-not_accepted]").click();
  await shows(page, kinds[2], 200);
  await page.locator("[data-testid=batch-count-not_accepted]").click();

  await page.getByRole("button", { name: upward[0][0], exact: true }).click();
  await page.locator("[data-testid=intake-form]").waitFor();
  assert.equal(await page.locator("#intake-id").inputValue(), upward[0][0]);
  await leads(page, "上级纪委监委");
  // The table is still there, and the row can be changed like any clue.
  await fill(page, { authority: "被监督单位党组管理的干部", conflict: "无" });
  await leads(page, "派驻纪检监察组");
  await page.locator("[data-testid=intake-tab-batch]").click();
  await shows(page, 200, 200);
});

onBatch("long tables keep only the rows in sight in the page, and the last one can be reached", async (page) => {
  await takeExample(page);
  assert.ok((await page.locator(".batch-row").count()) < 100);
  await page.locator("[data-testid=batch-window]").evaluate((window) => window.scrollTo(0, window.scrollHeight));
  await page.locator(".batch-row[data-row='201']").waitFor();
});

onBatch("wrong cells are marked with row, column and the nearest code; the other rows are answered", async (page) => {
  await giveText(
    page,
    [
      "id,received,authority,nature,conflict",
      "A-1,2026-03-05,unit_party_group,discipline,none",
      "A-2,2026-03-05,same_levle,discipline,none",
      ",2026-03-05,general,discipline,none",
      "A-4,2026-02-30,general,discipline,none",
      "A-5,2026-03-05,general,discipline,",
      "A-1,2026-03-05,general,discipline,none",
    ].join("\r\n"),
  );
  await shows(page, 6, 6);
  assert.deepEqual([await counted(page, "determined"), await counted(page, "error")], [2, 4]);
  const row = (number) => page.locator(`.batch-row[data-row='${number}']`);
  await says(row(2), "派驻纪检监察组");
  await says(row(3).locator(".cell-error"), /authority.*same_levle.*same_level\b/);
  await says(row(4).locator(".cell-error"), "id");
  await says(row(5).locator(".cell-error"), /received.*2026-02-30/);
  await says(row(6), "机关纪委");
  await says(row(7).locator(".cell-error"), /A-1.*2/);
  await row(3).getByRole("button").click();
  await says(page.locator("[data-testid=batch-details]"), "第 3 行");

  const { bytes } = await saved(page, "batch-save-errors");
  const [, ...errors] = cells(bytes);
  assert.deepEqual(
    errors.map(([number, , column]) => [number, column]),
    [["3", "authority"], ["4", "id"], ["5", "received"], ["7", "id"]],
  );
});

onBatch("the results are saved whole, and are the same from CSV, GB18030 and XLSX", async (page) => {
  const results = [];
  for (const name of ["clues.csv", "clues-gb18030.csv", "clues.xlsx"]) {
    await give(page, name, await readFile(`${examples}${name}`));
    await shows(page, 200, 200);
    const result = await saved(page, "batch-save-csv");
    assert.equal(result.name, "routing.csv");
    results.push(result.bytes);
    await page.locator("[data-testid=batch-close]").click();
  }
  const [head, ...rows] = cells(results[0]);
  assert.equal(rows.length, 200);
  assert.ok(rows.every((row) => row.length === head.length));
  const clues = cells(await readFile(`${examples}clues.csv`)).slice(1);
  assert.deepEqual(rows.map(([id]) => id), clues.map(([id]) => id));
  assert.ok(results[1].equals(results[0]), "GB18030 differs");
  assert.ok(results[2].equals(results[0]), "XLSX differs");
});

onBatch("results saved as XLSX are a workbook", async (page) => {
  await takeExample(page);
  const { name, bytes } = await saved(page, "batch-save-xlsx");
  assert.equal(name, "routing.xlsx");
  assert.equal(bytes.subarray(0, 4).toString("latin1"), "PK\u0003\u0004");
});

onBatch("a template can be filled in: it reads back", async (page) => {
  for (const kind of ["csv", "xlsx"]) {
    const { name, bytes } = await saved(page, `batch-template-${kind}`);
    assert.equal(name, `clues-template.${kind}`);
    await give(page, name, bytes);
    await shows(page, 1, 1);
    assert.equal(await counted(page, "determined"), 1);
    await page.locator("[data-testid=batch-close]").click();
  }
});

onBatch("files with nothing to route say so, and the next file can be chosen at once", async (page) => {
  const failed = page.locator("[data-testid=batch-failed]");
  await give(page, "empty.csv", Buffer.alloc(0));
  await says(failed, "empty.csv");
  await says(failed, "没有内容");
  await giveText(page, "name,authority\r\nx,general\r\n");
  await says(failed, "id");
  await giveText(page, "id,authority\r\n");
  await says(page.locator("[data-testid=batch]"), "只有表头，没有数据");
  await giveText(page, "id,authority\r\nB-1,own_head\r\n");
  await shows(page, 1, 1);
});
