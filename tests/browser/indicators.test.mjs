// The page 指标测算: published figures, what is typed, what is wrong, a pasted table, kept across a reload, export, print, English.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { withPage } from "./lib/browser.mjs";
import { singleFileAddress } from "./lib/places.mjs";
import { chinese, says } from "./lib/steps.mjs";

/** A test that begins at the page, opened from disk; no error may be reported while it runs. */
const onIndicators = (name, use) =>
  test(name, () =>
    withPage(`${singleFileAddress}#/indicators`, async (tools) => {
      await tools.page.locator("#indicators-add").waitFor();
      await use(tools.page);
      assert.deepEqual(tools.errors, []);
    }),
  );

const tab = (page, kind) => page.click(`#indicators-tab-${kind}`);

onIndicators("published shares come out, also where plain rounding misses them", async (page) => {
  await page.click("#indicators-example");
  const province = page.locator(".indicators-whole", { hasText: "2021（某省）" });
  await says(province, "与公布值一致");
  await says(province.locator(".indicators-differs"), "4.4");
  await says(province.locator(".indicators-glass"), "99.9%");
  assert.equal(await province.locator(".indicators-part").count(), 4);
  assert.equal(await page.locator(".indicators-good").count(), 4);
  await tab(page, "share");
  await says(page.locator(".indicators-whole"), "65.1");
  await tab(page, "change");
  await says(page.locator(".indicators-bars"), "上期应为 1574");
});

onIndicators("what is typed is computed at once, what cannot be is told, and the focus stays", async (page) => {
  await tab(page, "rate");
  await page.click("#indicators-add");
  await page.click("#indicators-add");
  await page.fill("#indicators-0-part", "324");
  await page.fill("#indicators-0-whole", "397");
  await says(page.locator(".indicators-bars"), "81.6%");
  await page.fill("#indicators-1-part", "-3");
  await page.fill("#indicators-1-whole", "10");
  assert.equal(await page.evaluate(() => document.activeElement.id), "indicators-1-whole");
  await says(page.locator("[role=alert]"), "第2行：部分：数量不能为负");
  await says(page.locator(".indicators-bars"), "81.6%");
  await page.locator("[role=alert] button").click();
  assert.equal(await page.evaluate(() => document.activeElement.id), "indicators-1-part");
  await page.fill("#indicators-1-part", "3");
  await says(page.locator(".indicators-bars"), "30.0%");
  assert.equal(await page.locator("[role=alert]").count(), 0);
});

onIndicators("a pasted table is taken by its headings, kept across a reload, deleted and brought back", async (page) => {
  await page.click("#indicators-more summary");
  await page.fill("#indicators-paste", "名称\t本期\t上期\t颜色\n立案\t1224\t963\t红\n说明\t\t\t红\n");
  await page.click("#indicators-take");
  await says(page.locator(".indicators-bars"), "+27.1%");
  await says(page.locator("[role=alert]"), "“颜色”列未使用");
  await says(page.locator("[role=alert]"), "第3行没有读入");
  await page.reload();
  await says(page.locator(".indicators-bars"), "+27.1%");
  await page.click("#indicators-delete-0");
  await page.locator(".indicators-bars").waitFor({ state: "detached" });
  await page.click("#indicators-undo");
  await says(page.locator(".indicators-bars"), "+27.1%");
});

onIndicators("figures are exported, printed, and told in English", async (page) => {
  await page.click("#indicators-example");
  const [download] = await Promise.all([page.waitForEvent("download"), page.click("#indicators-csv")]);
  const csv = await readFile(await download.path(), "utf8");
  assert.match(csv, /^\ufeffrow,kind,period,name,/);
  assert.match(csv, /61\.6; 30\.6; 3\.4; 4\.4/);
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator("#indicators-csv:visible, .indicators-grid:visible").count(), 0);
  assert.ok(await page.locator(".indicators-stack").first().isVisible());
  await page.emulateMedia({ media: "screen" });
  await page.click("#indicators-clear");
  await page.getByRole("button", { name: "EN", exact: true }).click();
  await page.locator("h1", { hasText: "Indicators" }).waitFor();
  assert.deepEqual(await page.evaluate(chinese), []);
});
