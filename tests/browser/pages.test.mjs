// What holds on every page that the navigation leads to, whatever the page is about.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";
import { withPage } from "./lib/browser.mjs";
import { examples, screenshots, singleFileAddress } from "./lib/places.mjs";
import { isShown, routes } from "./lib/tour.mjs";

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/** The screens our users have: the office standard, a phone, and the office screen at 200 % text size. */
const screens = [
  { name: "office", viewport: { width: 1366, height: 768 } },
  { name: "phone", viewport: { width: 390, height: 844 } },
  { name: "zoomed", viewport: { width: 683, height: 384 } },
];

for (const { name, viewport } of screens) {
  test(`no page scrolls sideways (${name}, ${viewport.width} px)`, () =>
    withPage(
      singleFileAddress,
      ({ page }) =>
        onEveryPage(page, async (route) => {
          await page.screenshot({ path: join(screenshots, `page-${name}${route.replace(/\W+/g, "-")}.png`) });
          const width = await page.evaluate(() => document.documentElement.scrollWidth);
          assert.ok(width <= viewport.width, `${route || "the start"} is ${width} px wide`);
        }),
      { options: { viewport } },
    ));
}

for (const colorScheme of ["light", "dark"]) {
  test(`no page breaks a WCAG 2.1 A or AA rule that a machine can check (${colorScheme})`, () =>
    withPage(
      singleFileAddress,
      async ({ page }) => {
        const found = [];
        await page.addScriptTag({ path: axe });
        await onEveryPage(page, async (route) => {
          const violations = await page.evaluate(violated);
          found.push(...violations.map((violation) => `${route || "the start"}: ${violation}`));
        });
        assert.equal(found.join("\n"), "");
      },
      { options: { colorScheme } },
    ));
}

/** Runs in the page: one line per broken rule, with the elements that break it. */
async function violated() {
  const options = { runOnly: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] } };
  const { violations } = await globalThis.axe.run(document, options);
  return violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`);
}

/**
 * States that a page comes to by use: the address to begin at, what to press one after the other, which files or options
 * to choose then, and what is there when it is done.
 */
const states = [
  { name: "interview", at: "#/intake", press: ["[data-testid=intake-preset-YL-2026-0040]"], there: ".question" },
  { name: "form", at: "#/intake", press: ["[data-testid=intake-reset]", "[data-testid=intake-preset-YL-2026-0023]", "[data-testid=intake-tab-form]"], there: ".organ-lead:visible" },
  {
    name: "contradiction",
    at: "#/intake",
    press: ["[data-testid=intake-tab-form]", "#fact-authority label:has-text('一般干部')", "#fact-post label:has-text('班子成员')"],
    there: "[data-testid=intake-contradictions]",
  },
  { name: "batch", at: "#/intake", press: ["[data-testid=intake-tab-batch]", "[data-testid=batch-example]"], there: "[data-testid=batch-window]" },
  ...["sources", "calendar", "assumptions"].map((part) => ({ name: part, at: `#/rules/${part}`, press: [], there: `.sections a[href$='${part}'][aria-current]` })),
  { name: "scored", at: "#/score", press: ["#score-example", "#score-unit-10"], there: ".score-headline" },
  { name: "proof", at: "#/rules/proof", press: [], there: ".proof-statement" },
  { name: "entry", at: "#/rules/LS43", press: [".entry-citing a >> nth=0"], there: "tr.aimed" },
  { name: "overlay", at: "#/rules/overlay", press: [".overlay-drop button.button >> nth=0"], there: ".overlay-sound .overlay-changes" },
  { name: "overlay-refused", at: "#/rules/overlay", press: [".overlay-drop button.button >> nth=1"], there: "[role=alert] .errors" },
  { name: "decision", at: "#/train/first-week", press: [], there: "#train-question" },
  { name: "grading", at: "#/train/first-week", press: ["#q-0-1", "#train-answer"], there: "#train-graded" },
  { name: "facts", at: "#/train/first-week", press: ["#train-go", "#train-known-routing-clue > summary"], there: ".train-new" },
  { name: "tasks", at: "#/train", press: [], there: ".train-doing" },
  { name: "form", at: "#/train/drills", press: [], there: "#drill-begin" },
  { name: "drill", at: "#/train/drills", press: ["#drill-begin"], there: "#drill-prompt" },
  { name: "graded", at: "#/train/drills", press: ["#drill-give-up"], there: "#drill-verdict" },
  { name: "form", at: "#/train/exam", press: [], there: "#exam-begin" },
  { name: "question", at: "#/train/exam", press: ["#exam-begin", "#exam-mark", "#exam-hand-in"], there: "#exam-sure" },
  { name: "result", at: "#/train/exam", press: ["#exam-sure", "#exam-open-0"], there: "#exam-in-full" },
  { name: "forecast", at: "#/train/review", press: [], there: ".drill-forecast" },
  { name: "map", at: "#/train/record", press: ["#mastery-routing", "#record-erase"], there: ".mastery-table" },
  // From here on the demo is open.
  { name: "day", at: "#/home", press: ["[data-testid=nothing-demo]", "[data-testid=home-hand_over] .home-name >> nth=0"], there: ".home-picked" },
  { name: "papers", at: "#/home", press: ["#home-tab-meeting"], there: ".paper-table" },
  { name: "checks", at: "#/home", press: ["#home-tab-checks", ".home-checks button.link >> nth=0"], there: ".home-item" },
  { name: "columns", at: "#/ledger", press: ["#ledger-columns"], there: ".ledger-columns" },
  { name: "filter", at: "#/ledger", press: ["[data-do=filter][data-arg=state]"], there: ".ledger-values" },
  { name: "row", at: "#/ledger", press: ["[data-do=close-panel]", "#ledger-grid td.ledger-id >> nth=1", "#ledger-detail .ledger-steps button >> nth=0"], there: ".ledger-timeline" },
  { name: "adding", at: "#/ledger", press: ["#ledger-new"], there: ".ledger-add" },
  { name: "bulk", at: "#/ledger", press: ["#ledger-grid td.ledger-pick >> nth=0", "#ledger-bulk-set"], there: "#ledger-bulk-text" },
  { name: "passphrase", at: "#/data", press: ["[data-do=save-sealed]", "[data-do=erase]"], there: "[data-do=erase][data-arg=sure]" },
  { name: "foreign", at: "#/data", press: [], choose: { "#data-file": join(examples, "exchanges.csv") }, there: "#data-pending [role=alert]" },
  { name: "import", at: "#/data", press: ["#data-tab-import"], choose: { "#im-file": join(examples, "clues.csv") }, there: "#data-plan" },
  { name: "export", at: "#/data", press: ["#data-tab-export", "#ex-redacted"], choose: { "#ex-recipient": "case_management", "#ex-purpose": "supervision" }, there: "#data-preview" },
  { name: "merge", at: "#/data", press: ["#data-tab-merge"], there: "#merge-file" },
  { name: "snapshots", at: "#/data", press: ["#data-tab-snapshots"], there: "#data-snapshots" },
  { name: "self-check", at: "#/data", press: ["#data-tab-check"], there: "#data-checks tr >> nth=11" },
  { name: "draft", at: "#/teach", press: ["#teach-template", "#teach-scene-1"], there: ".teach-decision .q-graded" },
  { name: "tried", at: "#/teach", press: ["#teach-scene-1", "#teach-try"], there: "#trial-answer" },
  { name: "assigning", at: "#/teach", press: ["#teach-tab-assign", "#assign-exam", "#assign-save"], there: "#assign-title-fault" },
  { name: "class", at: "#/teach", press: ["#teach-tab-class"], choose: { "#class-files": join(examples, "exchanges.csv") }, there: ".errors li" },
  // The last, for it lies over the page.
  { name: "workbook", at: "#/intake", press: ["#book"], there: "#book-panel" },
];

/** Calls `check(route)` on the page as it starts (route ""), on every page of the navigation and in every state. */
async function onEveryPage(page, check) {
  await page.waitForSelector("html[data-start=done]");
  await check("");
  for (const route of await page.evaluate(routes)) {
    await page.evaluate((hash) => (location.hash = hash), route);
    await page.waitForFunction(isShown, route);
    await check(route);
  }
  for (const { name, at, press, choose = {}, there } of states) {
    await page.evaluate((hash) => (location.hash = hash), at);
    for (const selector of press) await page.locator(selector).click();
    for (const [selector, what] of Object.entries(choose)) {
      if (what.startsWith(examples)) await page.setInputFiles(selector, what);
      else await page.selectOption(selector, what);
    }
    await page.locator(there).first().waitFor();
    // Colours on their way from one state to the next are not what is to be judged.
    await page.evaluate(() => Promise.allSettled(document.getAnimations().map((animation) => animation.finished)));
    await check(`${at}-${name}`);
  }
}
