// What holds on every page that the navigation leads to, whatever the page is about.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";
import { withPage } from "./lib/browser.mjs";
import { screenshots, singleFileAddress } from "./lib/places.mjs";
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

/** Calls `check(route)` on the page as it starts (route "") and on every page of the navigation. */
async function onEveryPage(page, check) {
  await page.waitForSelector("html[data-start=done]");
  await check("");
  for (const route of await page.evaluate(routes)) {
    await page.evaluate((hash) => (location.hash = hash), route);
    await page.waitForFunction(isShown, route);
    await check(route);
  }
}
