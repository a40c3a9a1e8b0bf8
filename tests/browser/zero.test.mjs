// 零报告: the example, a file with mistakes, setting aside, sliders, English, what is kept, a long file without freezing.
import assert from "node:assert/strict";
import test from "node:test";
import { withPage } from "./lib/browser.mjs";
import { singleFileAddress } from "./lib/places.mjs";

const address = `${singleFileAddress}#/zero`;

async function example(page) {
  await page.click("#zero-example");
  await page.waitForSelector("#zero-tab-grid");
}

/** Chooses a file with this content. */
async function choose(page, content, name = "returns.csv") {
  await page.setInputFiles("#zero-file", { name, mimeType: "text/csv", buffer: Buffer.from(content) });
}

test("the example: triggers, heat grid, one body, what comes next", async () => {
  await withPage(address, async ({ page, errors }) => {
    await example(page);
    assert.match(await page.textContent(".zero-counts"), /76/);
    assert.match(await page.textContent(".zero-overview"), /Z13/);
    await page.click("#zero-tab-grid");
    const missing = page.locator("td.zero-missing").first();
    assert.equal((await missing.textContent()).trim(), "缺");
    assert.match(await missing.getAttribute("title"), /缺报/);
    await page.fill("#zero-text", "林业局纪检");
    await page.waitForFunction(() => document.querySelectorAll(".zero-grid tbody tr").length === 1);
    await page.click(".zero-grid button.link");
    const detail = await page.textContent("#zero-detail");
    assert.match(detail, /Z2/);
    assert.match(detail, /分母：监督对象18人/);
    assert.match(detail, /不足为奇/);
    assert.match(await page.textContent("aside.basis"), /零报告窗口/);
    await page.fill("#zero-text", "");
    await page.click("#zero-tab-upcoming");
    assert.match(await page.textContent(".zero-upcoming"), /Z1/);
    assert.deepEqual(errors, []);
  });
});

test("setting aside needs a reason and a reviewer, is kept, and can be undone", async () => {
  await withPage(address, async ({ page }) => {
    await example(page);
    await page.click(".zero-fired button.link");
    await page.click("#zero-aside-Z2");
    await page.click("#zero-suppress");
    assert.match(await page.textContent(".zero-aside .errors"), /理由/);
    await page.fill("#zero-reason", "十八人小单位");
    await page.fill("#zero-reviewer", "李某");
    await page.click("#zero-suppress");
    await page.waitForSelector("#zero-restore-Z2");
    assert.match(await page.textContent(".zero-fired"), /已搁置/);
    await page.reload();
    await page.waitForSelector("#zero-tab-grid");
    assert.match(await page.textContent(".zero-fired"), /已搁置/);
    await page.click(".zero-fired button.link");
    await page.click("#zero-restore-Z2");
    await page.waitForSelector("#zero-aside-Z2");
    assert.doesNotMatch(await page.textContent(".zero-fired"), /已搁置/);
  });
});

test("a slider shows at once what it would catch, and applies when asked to", async () => {
  await withPage(address, async ({ page }) => {
    await example(page);
    await page.click("#zero-tab-thresholds");
    const row = page.locator("tr", { has: page.locator('[id="zero-number-zero.window.quarter"]') });
    const before = Number(await row.locator("td.figure b").textContent());
    await page.locator('[id="zero-number-zero.window.quarter"]').fill("2");
    await page.waitForFunction(
      (before) => [...document.querySelectorAll(".zero-sliders b")].some((it) => Number(it.textContent) > before),
      before,
    );
    await page.click("#zero-apply");
    await page.waitForSelector("#zero-tab-triggers");
    await page.click("#zero-tab-triggers");
    const counts = await page.textContent(".zero-overview");
    await page.click("#zero-tab-thresholds");
    await page.click("#zero-defaults");
    await page.waitForSelector("#zero-tab-triggers");
    await page.click("#zero-tab-triggers");
    assert.notEqual(await page.textContent(".zero-overview"), counts);
  });
});

test("mistakes are told with row and column, the rest is evaluated; what is no table is refused", async () => {
  await withPage(address, async ({ page }) => {
    await choose(page, "body,kind,period,clues,cases\nA,unit,2024,0,0\nA,unit,2024-Q2,1,1\nB,unit,2024,-3,0\nC,unit,2024-Q9,0,0\n");
    await page.waitForSelector(".zero-bad");
    const told = await page.textContent(".zero-bad");
    for (const words of ["第3行", "第4行“clues”列", "第5行"]) assert.ok(told.includes(words), told);
    assert.match(await page.textContent(".zero-fired"), /Z1/);
    await page.click("#zero-close");
    await choose(page, "name,count\nA,1\n");
    await page.waitForSelector(".errors");
    assert.match(await page.textContent(".errors"), /body/);
  });
});

test("in English nothing but names is Chinese", async () => {
  await withPage(address, async ({ page }) => {
    await page.evaluate(() => localStorage.setItem("shizu.language", "en"));
    await page.reload();
    if (await page.locator("html[lang^=zh]").count()) await page.getByText("EN", { exact: true }).click();
    await choose(page, "body,kind,period,clues,cases\nA,unit,2024,0,0\nB,group,2024,,\n");
    await page.waitForSelector("#zero-tab-grid");
    for (const tab of ["triggers", "grid", "thresholds", "upcoming"]) {
      await page.click(`#zero-tab-${tab}`);
      const text = await page.textContent(".page.zero");
      assert.doesNotMatch(text, /[\u4e00-\u9fff]/, tab);
    }
  });
});

test("6,000 bodies over 60 periods: the page answers while it works, and can be stopped", async () => {
  const lines = ["body,kind,period,clues,cases"];
  for (let body = 0; body < 6000; body += 1) {
    for (let at = 0; at < 60; at += 1) {
      const month = String((at % 12) + 1).padStart(2, "0");
      lines.push(`body ${body},unit,${2021 + Math.floor(at / 12)}-${month},${(body * at) % 3},0`);
    }
  }
  await withPage(address, async ({ page }) => {
    await page.evaluate(() => {
      window.longest = 0;
      let last = performance.now();
      setInterval(() => {
        const now = performance.now();
        window.longest = Math.max(window.longest, now - last);
        last = now;
      }, 10);
    });
    const content = lines.join("\n");
    await choose(page, content);
    await page.waitForSelector("#zero-cancel");
    await page.click("#zero-cancel");
    await page.waitForSelector("#zero-example");
    await choose(page, content);
    await page.waitForSelector("#zero-cancel");
    // Handing the file over is the browser driver's work; from here on it is the page's.
    await page.evaluate(() => (window.longest = 0));
    await page.waitForSelector("#zero-tab-grid", { timeout: 60000 });
    const longest = await page.evaluate(() => window.longest);
    assert.ok(longest < 500, `the page stood still for ${longest} ms`);
    assert.ok((await page.locator(".zero-fired tbody tr").count()) < 100);
  });
});
