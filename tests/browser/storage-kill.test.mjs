// The workbook survives being killed while it is stored: tab or browser, a hundred times. After each kill what comes back
// is a beginning of what was done, whole, and lacks nothing that is older than a second.
//
// What is done is renaming, through the panel, to `第n次` where n is the revision it makes. So the name tells the revision,
// and the file tells whether every change is there and in order. Each change is reported with its time as soon as it is
// made; whether it was stored by then is what the test finds out.
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { start } from "./lib/killable.mjs";
import { serveDist } from "./lib/server.mjs";
import { bar, begin, handedOver, namesOf, notices, panel } from "./lib/workbook.mjs";

const KILLS = { tab: 70, browser: 30 };
const SECOND = 1000;

let site;
let profile;
before(async () => {
  site = await serveDist();
  profile = await mkdtemp(join(tmpdir(), "shizu-kill-"));
});
after(async () => {
  site.close();
  await rm(profile, { recursive: true, force: true, maxRetries: 5 });
});

/** Runs in the page: renames without end, a change every few milliseconds, and reports each that was made, with the time. */
function renameForEver(pause) {
  const button = document.getElementById("book");
  const field = document.getElementById("book-name");
  const revision = () => Number(button.getAttribute("data-revision"));
  const step = () => {
    const next = revision() + 1;
    field.value = `第${next}次`;
    field.dispatchEvent(new Event("change", { bubbles: true }));
    const at = Date.now();
    setTimeout(() => {
      if (revision() === next) console.log(`changed ${next} ${at}`);
      step();
    }, pause);
  };
  step();
}

/** Follows what the page reports: the last revision that was made at least a second before `now`. */
function follow(page) {
  const made = [];
  page.on("console", (message) => {
    const found = /^changed (\d+) (\d+)$/.exec(message.text());
    if (found) made.push({ revision: Number(found[1]), at: Number(found[2]) });
  });
  return {
    last: () => made.at(-1)?.revision ?? 0,
    due: (now) => made.filter(({ at }) => at <= now - SECOND).at(-1)?.revision ?? 0,
  };
}

/** Checks what came back: at least `due`, named as its revision, nothing mended, every change in its file. Its revision. */
async function restored(page, due, what) {
  await page.waitForSelector("html[data-start=done]");
  try {
    await page.locator(".book-name", { hasText: /^第\d+次$/ }).waitFor();
  } catch (late) {
    const seen = { ...(await bar(page)), notices: await notices(page) };
    throw new Error(`${what}: no workbook came back; the bar says ${JSON.stringify(seen)}`, { cause: late });
  }
  const { name, revision } = await bar(page);
  assert.equal(name, `第${revision}次`, what);
  assert.ok(revision >= due, `${what}: revision ${due} was made more than a second before, but ${revision} came back`);
  assert.deepEqual(await notices(page), [], what);
  await panel(page);
  const names = namesOf(await handedOver(page, "#book-panel [data-do=save-file]"));
  assert.equal(names.length, revision, what);
  names.forEach((name, index) => assert.equal(name, `第${index + 1}次`, what));
  return revision;
}

test("killed while storing, 100 times: always whole, never a second lost", { timeout: 900_000 }, async (context) => {
  let browser = await start(profile);
  let page = browser.page;
  const tally = { tab: 0, browser: 0, changes: 0, lost: 0, most: 0 };
  try {
    await page.goto(site.address);
    await begin(page, "待改名");
    await panel(page);
    let due = 0;
    let last = 0;
    let reached = 0;
    const kinds = [...Array(KILLS.browser).fill("browser"), ...Array(KILLS.tab).fill("tab")];
    for (const [round, kind] of kinds.entries()) {
      if (round > 0) {
        const what = `after kill ${round} (${kinds[round - 1]})`;
        reached = await restored(page, due, what);
        tally.lost += Math.max(0, last - reached); // More than was heard of may have been stored.
        tally.most = Math.max(tally.most, last - reached);
      }
      const made = follow(page);
      await page.evaluate(renameForEver, [0, 2, 7][round % 3]);
      await new Promise((done) => setTimeout(done, 250 + ((round * 137) % 1250)));
      const now = Date.now();
      if (kind === "browser") {
        await browser.kill();
        browser = await start(profile);
        page = browser.page;
      } else {
        const crashed = page.waitForEvent("crash");
        assert.ok((await browser.killTabs()) > 0);
        await crashed;
        await page.close();
        page = await browser.context.newPage();
      }
      tally[kind] += 1;
      due = Math.max(reached, made.due(now));
      last = Math.max(reached, made.last());
      tally.changes += last - reached;
      await page.goto(site.address);
    }
    reached = await restored(page, due, "after the last kill");
    tally.lost += Math.max(0, last - reached); // More than was heard of may have been stored.
    context.diagnostic(
      `${tally.browser} browsers and ${tally.tab} tabs killed over ${reached} stored changes; ` +
        `${tally.lost} changes younger than a second were lost, at most ${tally.most} at a time`,
    );
    assert.equal(tally.tab + tally.browser, 100);
    assert.ok(reached > 1000, `only ${reached} changes were made`);
  } finally {
    await browser.kill();
  }
});
