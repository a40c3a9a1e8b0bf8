// The second module: heavy files are read and written in a worker, served and from disk; without a worker on the page; a job can be given up;
// the page stays alive; what goes wrong is told.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { withPage } from "./lib/browser.mjs";
import { dist, examples, singleFileAddress } from "./lib/places.mjs";
import { serveDist } from "./lib/server.mjs";
import { open, says } from "./lib/steps.mjs";
import { workbook } from "./lib/xlsx.mjs";

let site;
before(async () => (site = await serveDist()));
after(() => site.close());

const workers = (requests) => requests.filter((request) => request.startsWith("blob:")).length;

/** Opens the batch mode of the intake page. */
async function batch(page) {
  await open(page, "#/intake");
  await page.locator("[data-testid=intake-tab-batch]").click();
}

const give = (page, buffer, name = "clues.xlsx") => page.locator("[data-testid=batch-file]").setInputFiles({ name, mimeType: "", buffer });

/** Reads the example workbook, writes the results as one, and reads that. */
async function thereAndBack(page) {
  await batch(page);
  await give(page, await readFile(`${examples}clues.xlsx`));
  await says(page.locator("[data-testid=batch-shown]"), "200 / 200");
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator("[data-testid=batch-save-xlsx]").click()]);
  const bytes = await readFile(await download.path());
  assert.equal(bytes.subarray(0, 2).toString(), "PK");
  await page.locator("[data-testid=batch-close]").click();
  await give(page, bytes, "routing.xlsx");
  await says(page.locator("[data-testid=batch-shown]"), "200 / 200");
}

const addresses = [
  ["from a web server", () => site.address],
  ["from disk", () => singleFileAddress],
];
for (const [where, address] of addresses) {
  test(`${where}: workbooks in and out, in a worker`, () =>
    withPage(address(), async ({ page, errors, requests }) => {
      await thereAndBack(page);
      assert.equal(workers(requests), 1, "one worker for all jobs");
      assert.deepEqual(errors, []);
    }));
}

const hindrances = [
  ["there are no workers", "delete window.Worker"],
  ["workers are forbidden", "window.Worker = function () { throw new Error('forbidden'); }"],
  ["a worker cannot load its script", "window.Worker = class extends Worker { constructor() { super('data:text/javascript,throw 1'); } }"],
];
for (const [what, script] of hindrances) {
  test(`from disk, where ${what}: the same on the page`, () =>
    withPage(singleFileAddress, ({ page }) => thereAndBack(page), { prepare: (page) => page.addInitScript(script) }));
}

/** Rows of clues that nothing is wrong with. */
const clues = (count) => [
  ["id", "authority", "nature", "conflict", "remark"],
  ...Array.from({ length: count }, (_, at) => [`L-${at}`, "unit_party_group", "discipline", "none", `第 ${at} 条，虚构的说明`.repeat(4)]),
];

test("the page stays alive while a large workbook is read", () =>
  withPage(singleFileAddress, async ({ page, errors }, count = 60_000) => {
    await batch(page);
    await give(page, workbook(clues(1)));
    await says(page.locator("[data-testid=batch-shown]"), "1 / 1");
    await page.locator("[data-testid=batch-close]").click();
    const large = workbook(clues(count));
    await page.evaluate(() => {
      window.gaps = { longest: 0, last: performance.now(), start: 0, whole: 0 };
      const tick = () => {
        const now = performance.now();
        gaps.longest = Math.max(gaps.longest, now - gaps.last);
        gaps.last = now;
        const reading = document.querySelector("[data-testid=batch-busy] progress:not([max])");
        if (reading && !gaps.start) gaps.start = now;
        if (!reading && gaps.start && !gaps.whole) gaps.whole = now - gaps.start;
        if (!gaps.whole) setTimeout(tick, 4);
      };
      tick();
    });
    await give(page, large);
    await page.waitForFunction(() => gaps.whole > 0, undefined, { timeout: 60_000 });
    const { longest, whole } = await page.evaluate(() => gaps);
    console.log(`      ${count} rows, ${(large.length / 1e6).toFixed(1)} MB: read in ${Math.round(whole)} ms, the page stood still for ${Math.round(longest)} ms at most`);
    assert.ok(longest < whole / 2, `${longest} of ${whole} ms`);
    assert.deepEqual(errors, []);
  }));

test("a job that takes a while is told after a moment, and can be given up", () =>
  withPage(singleFileAddress, async ({ page, errors, requests }) => {
    await page.evaluate(() => (location.hash = "#/indicators"));
    const file = page.locator("#indicators-file");
    const rate = (count) => workbook([["name", "part", "whole"], ...Array.from({ length: count }, (_, at) => [`虚构 ${at}`, "1", "4"])]);
    await file.setInputFiles({ name: "large.xlsx", mimeType: "", buffer: rate(200_000) });
    const busy = page.locator("[data-testid=office-busy]");
    await says(busy, "正在读取工作簿");
    await page.locator("[data-testid=office-cancel]").click();
    await says(page.locator("[role=alert]"), "已取消，内容没有改动");
    assert.equal(await busy.count(), 0);
    await file.setInputFiles({ name: "small.xlsx", mimeType: "", buffer: rate(1) });
    await says(page.locator(".indicators-bars"), "25.0%");
    assert.equal(workers(requests), 2, "the first was ended");
    assert.deepEqual(errors, []);
  }));

test("giving up while a file is read on the batch page leaves nothing behind", () =>
  withPage(singleFileAddress, async ({ page, errors }) => {
    await batch(page);
    await give(page, workbook(clues(60_000)));
    await page.locator("[data-testid=batch-cancel]").click();
    await page.locator("[data-testid=batch-example]").waitFor();
    assert.equal(await page.locator("[data-testid=office-busy]").count(), 0, "the page says it itself");
    await give(page, workbook(clues(2)));
    await says(page.locator("[data-testid=batch-shown]"), "2 / 2");
    assert.deepEqual(errors, []);
  }));

test("files that are no workbooks are refused in words", () =>
  withPage(singleFileAddress, async ({ page, errors }) => {
    await batch(page);
    const failed = page.locator("[data-testid=batch-failed]");
    const whole = workbook(clues(2));
    await give(page, whole.subarray(0, whole.length / 2));
    await says(failed, "不是完好的 XLSX 工作簿");
    await give(page, Buffer.from("PK\x03\x04 and nothing more"));
    await says(failed, "不是完好的 XLSX 工作簿");
    await give(page, workbook([["name", "authority"], ["x", "general"]]));
    await says(failed, "id");
    assert.deepEqual(errors, []);
  }));

test("a second module that does not arrive is told when it is needed, and asked for again", async () => {
  const page = await readFile(join(dist, "index.html"), "utf8");
  const [, script, module] = /shizuOffice\.from\("([^"]+)", "([^"]+)"\)/.exec(page);
  let there = false;
  await withPage(
    site.address,
    async ({ page }) => {
      await batch(page);
      await give(page, workbook(clues(2)));
      await says(page.locator("[data-testid=batch-failed]"), "没有载入");
      there = true;
      await give(page, workbook(clues(2)));
      await says(page.locator("[data-testid=batch-shown]"), "2 / 2");
    },
    {
      prepare: async (page) => {
        for (const name of [script, module]) await page.route(`**/${name}`, (route) => (there ? route.continue() : route.abort()));
      },
    },
  );
});
