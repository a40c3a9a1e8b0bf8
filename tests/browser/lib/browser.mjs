// Today's Chromium through Playwright, for tests that need more than the tour does.
import { chromium as playwright } from "playwright-core";
import { chromium, flags } from "./places.mjs";

/**
 * Opens `address` in a fresh browser and hands `use` an object with Playwright's `page`, the `errors` the page
 * reported and the addresses of its `requests`. `options` go to the browser context; `prepare(page)` runs before the
 * address is opened.
 */
export async function withPage(address, use, { options = {}, prepare = async () => {} } = {}) {
  const browser = await playwright.launch({ executablePath: chromium, args: flags });
  try {
    const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: "zh-CN", ...options });
    const page = await context.newPage();
    const errors = [];
    const requests = [];
    page.on("pageerror", (error) => errors.push(error.message));
    page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
    page.on("request", (request) => requests.push(request.url()));
    await prepare(page);
    await page.goto(address);
    await use({ page, errors, requests });
  } finally {
    await browser.close();
  }
}
