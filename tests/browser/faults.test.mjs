// Files that cannot be opened, or not at once: each is told with what to do, and what lies on the desk stays.
import assert from "node:assert/strict";
import { closeSync, openSync, truncateSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { withPage } from "./lib/browser.mjs";
import { start } from "./lib/killable.mjs";
import { singleFileAddress } from "./lib/places.mjs";
import { serveDist } from "./lib/server.mjs";
import { says } from "./lib/steps.mjs";
import { bar, begin, handedOver, named } from "./lib/workbook.mjs";

const address = `${singleFileAddress}#/data`;

let folder;
before(async () => (folder = await mkdtemp(join(tmpdir(), "shizu-faults-"))));
after(() => rm(folder, { recursive: true }));

/** Writes a file to choose. */
function file(name, content) {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** A workbook of two clues, as a file's text. */
async function workbook(page) {
  await begin(page, "原册");
  await page.click("#data-tab-import");
  await page.setInputFiles("#im-file", file("rows.csv", "id,summary\nX-1,虚构一\nX-2,虚构二\n"));
  await page.waitForSelector("#data-plan");
  await page.click("[data-do=im-take]");
  await says(page.locator(".data-note"), /已从/);
  await page.click("#data-tab-book");
  return handedOver(page, ".page.data [data-do=save-plain]");
}

/** Chooses `path` and resolves to what the page says of it; the desk must not change. */
async function told(page, path) {
  const before = await bar(page);
  const earlier = page.locator("#data-pending [data-do=pending-close]");
  if ((await earlier.count()) > 0) await earlier.click();
  await page.waitForSelector("#data-pending", { state: "detached" });
  await page.setInputFiles("#data-file", path);
  const words = await page.locator("#data-pending").innerText();
  const now = await bar(page);
  assert.deepEqual([now.name, now.revision], [before.name, before.revision]);
  return words;
}

test("damaged, altered, newer, foreign, too large: told, with the way on, and nothing is lost", () =>
  withPage(address, async ({ page, errors }) => {
    const text = await workbook(page);

    assert.match(await told(page, file("cut.shizu", text.slice(0, Math.floor(text.length * 0.8)))), /不完整|截断|提前结束|中断/);
    const altered = text.replace("虚构二", "虚构三");
    assert.notEqual(altered, text);
    assert.match(await told(page, file("altered.shizu", altered)), /改动|校验|不一致/);
    await says(page.locator("#data-pending"), /仍可读出 \d+ 行/);

    const newer = text.replace('"version":1', '"version":99');
    assert.match(await told(page, file("newer.shizu", newer)), /99/);
    assert.equal(await page.locator("#data-pending [data-do=pending-take]").count(), 0);

    const foreign = text.replace('"space":"training"', '"space":"work"');
    assert.notEqual(foreign, text);
    const words = await told(page, file("foreign.shizu", foreign));
    assert.match(words, /空间|改动|校验/);

    assert.match(await told(page, file("rows.shizu", "id,summary\nX-9,虚构九\n")), /不是/);
    await page.click("#data-pending [data-do=pending-import]");
    await page.waitForSelector("#data-plan");
    await page.click("[data-do=im-close]");
    await page.click("#data-tab-book");

    // 1 GB, of which nothing is on the disk: refused before it is read.
    const large = join(folder, "large.shizu");
    closeSync(openSync(large, "w"));
    truncateSync(large, 1024 ** 3);
    assert.match(await told(page, large), /1024 MB/);

    // What can be read of the cut file opens as a workbook of its own.
    await page.setInputFiles("#data-file", join(folder, "altered.shizu"));
    await page.click("#data-pending [data-do=pending-take]");
    await page.waitForSelector("#data-pending", { state: "detached" });
    await says(page.locator(".data-registers tr", { hasText: "线索" }), /2/);
    assert.deepEqual(errors, []);
  }));

test("a file of the layout before the first release: what changes is shown first", () =>
  withPage(address, async ({ page, errors }) => {
    await page.waitForSelector("html[data-start=done]");
    const old = {
      shizu: "workbook",
      version: 0,
      id: "00000000000000aa",
      name: "虚构旧稿",
      space: "training",
      created: "2025-12-01T08:00:00+08:00",
      registers: { matter: [{ id: "X-1", summary: "虚构", handler: "王虚构" }] },
    };
    await page.setInputFiles("#data-file", file("old.shizu", JSON.stringify(old)));
    await says(page.locator("#data-pending"), /handler.*follower/);
    await page.click("#data-pending [data-do=pending-take]");
    await named(page, "虚构旧稿");
    assert.deepEqual(errors, []);
  }));

test("the storage is full during an import: told, the rows are in the tab and in a file", async () => {
  // A browser with a profile, for in a private window nobody measures how much is stored.
  const profile = await mkdtemp(join(tmpdir(), "shizu-quota-"));
  const site = await serveDist();
  const browser = await start(profile);
  try {
    const { page } = browser;
    const devtools = await page.context().newCDPSession(page);
    await devtools.send("Storage.overrideQuotaForOrigin", { origin: new URL(site.address).origin, quotaSize: 300_000 });
    await page.goto(`${site.address}#/data`);
    await begin(page, "满册");
    const rows = Array.from({ length: 20000 }, (_, at) => `L-${at},${"虚构内容".repeat(20)}${at}`);
    await page.click("#data-tab-import");
    await page.setInputFiles("#im-file", file("many.csv", `id,summary\n${rows.join("\n")}\n`));
    await page.waitForSelector("#data-plan", { timeout: 60000 });
    await page.click("[data-do=im-take]");
    await says(page.locator(".data-note"), /新增 20000 行/);
    await says(page.locator(".notice-bad"), /已满/);
    await page.click("#data-tab-book");
    const text = await handedOver(page, ".page.data [data-do=save-plain]");
    assert.equal(JSON.parse(text).registers.matter.rows.length, 20000);
  } finally {
    await browser.kill();
    site.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
});
