// The release build starts, asks nobody anything, and when it cannot start says so.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { withPage } from "./lib/browser.mjs";
import { dist, screenshots, singleFileAddress } from "./lib/places.mjs";
import { serveDist } from "./lib/server.mjs";
import { walk } from "./lib/tour.mjs";

let site;
before(async () => (site = await serveDist()));
after(() => site.close());

test("from a web server: the whole tour; the page's own files are asked for at the start, and nothing later", () =>
  withPage(site.address, async ({ page, errors, requests }) => {
    // The second module and the pages' modules are fetched as soon as the page is at rest, not when they are needed.
    await page.waitForSelector("html[data-office=here][data-pages=here]");
    const before = [...requests];
    const files = readdirSync(dist).filter((file) => !/\.html$/.test(file));
    assert.deepEqual([...before].sort(), ["", ...files].map((file) => site.address + file).sort(), "each file once");
    await walk((source) => page.evaluate(source));
    await page.screenshot({ path: join(screenshots, "served.png") });
    assert.deepEqual(errors, []);
    assert.deepEqual(outward(requests), before, "and none because of what the user does");
  }));

test("a page opened by its address comes before the others, and each file still once", () =>
  withPage(`${site.address}#/zero`, async ({ page, errors, requests }) => {
    await page.waitForSelector("main h1");
    assert.match(await page.innerText("main h1"), /零报告/);
    await page.waitForSelector("html[data-pages=here]");
    assert.equal(new Set(requests).size, requests.length);
    assert.deepEqual(errors, []);
  }));

test("a page whose module does not arrive says so, and comes when it is asked for again", () => {
  let down = true;
  const prepare = (page) => page.route(laterModules, (route) => (down ? route.abort() : route.continue()));
  return withPage(
    site.address,
    async ({ page }) => {
      await page.waitForSelector("html[data-pages=here]");
      await page.evaluate(() => (location.hash = "#/score"));
      await page.locator("main [role=alert] h1").waitFor();
      await page.screenshot({ path: join(screenshots, "page-not-arrived.png") });
      down = false;
      await page.locator("main [role=alert] button").click();
      await page.locator("#score-example").waitFor();
    },
    { prepare },
  );
});

test("a part of a page whose module does not arrive says so below the head of its page, and comes when it is asked for again", () => {
  let down = true;
  const prepare = (page) => page.route(/\/exam-[^/]*\.wasm$/, (route) => (down ? route.abort() : route.continue()));
  return withPage(
    site.address,
    async ({ page }) => {
      await page.waitForSelector("html[data-pages=here]");
      await page.evaluate(() => (location.hash = "#/train/exam"));
      await page.locator("main .train [role=alert] h2").waitFor();
      assert.equal(await page.locator("main h1").count(), 1);
      await page.screenshot({ path: join(screenshots, "part-not-arrived.png") });
      // The other parts are not concerned.
      await page.locator("#train-tab-").click();
      await page.locator(".train-card").first().waitFor();
      await page.locator("#train-tab-exam").click();
      await page.locator("main .train [role=alert]").waitFor();
      down = false;
      await page.locator("main .train [role=alert] button").click();
      await page.locator("#exam-seed").waitFor();
    },
    { prepare },
  );
});

test("a page whose module takes long shows that it is on its way", () =>
  withPage(
    site.address,
    async ({ page, errors }) => {
      await page.waitForSelector("html[data-start=done]");
      await page.evaluate(() => (location.hash = "#/score"));
      await page.locator(".skeleton").waitFor();
      await page.locator("#score-example").waitFor();
      assert.deepEqual(errors, []);
    },
    {
      prepare: (page) =>
        page.route(laterModules, async (route) => {
          await new Promise((done) => setTimeout(done, 1000));
          await route.continue();
        }),
    },
  ));

test("from disk: the whole tour, and no request at all", () =>
  withPage(singleFileAddress, async ({ page, errors, requests }) => {
    await walk((source) => page.evaluate(source));
    await page.screenshot({ path: join(screenshots, "single.png") });
    assert.deepEqual(errors, []);
    assert.deepEqual(outward(requests), [singleFileAddress]);
  }));

test("from disk, after a reload at another page: it starts again", () =>
  withPage(`${singleFileAddress}#/`, async ({ page, errors }) => {
    await walk((source) => page.evaluate(source));
    await page.reload();
    await walk((source) => page.evaluate(source));
    assert.deepEqual(errors, []);
  }));

test("an engine without WebAssembly is told so in Chinese and English", () =>
  withPage(
    singleFileAddress,
    async ({ page }) => {
      const words = await failure(page);
      assert.match(words, /浏览器版本过低/);
      assert.match(words, /too old/);
      assert.match(words, /missing: WebAssembly/);
    },
    { prepare: (page) => page.addInitScript("delete window.WebAssembly") },
  ));

test("a module that does not arrive is reported instead of a white page", () =>
  withPage(
    site.address,
    async ({ page }) => {
      assert.match(await failure(page), /程序没有启动成功/);
      await page.screenshot({ path: join(screenshots, "start-failure.png") });
    },
    { prepare: (page) => page.route("**/*.wasm", (route) => route.fulfill({ status: 500, body: "" })) },
  ));

test("the static site opened from disk points to the single file", () =>
  withPage(pathToFileURL(join(dist, "index.html")).href, async ({ page }) => {
    assert.match(await failure(page), /请改为打开 shizu.html/);
  }));

test("without JavaScript the page says that it needs it", () =>
  withPage(
    singleFileAddress,
    async ({ page }) => assert.match(await page.innerText("body"), /需要启用 JavaScript/),
    { options: { javaScriptEnabled: false } },
  ));

/** Requests that leave the page; the script of a worker is one of its own memory. */
const outward = (requests) => requests.filter((request) => !request.startsWith("blob:"));

/** Whether an address is that of a module which is loaded after the first. The page names that one where it starts. */
function laterModules(address) {
  const first = /shizuStart\.run\("([^"]+)"/.exec(readFileSync(join(dist, "index.html"), "utf8"))[1];
  return address.pathname.endsWith(".wasm") && !address.pathname.endsWith(first);
}

/** The text of the message that stands where the app would; it must be readable, not merely present. */
async function failure(page) {
  const box = page.locator("#start-failure");
  await box.waitFor({ state: "visible" });
  assert.equal(await page.locator("#boot").count(), 0, "the waiting line has to go");
  assert.equal(await page.getAttribute("html", "data-start"), "failed");
  return box.innerText();
}
