// A Chromium of today that can be killed: a process of ours with a profile that outlives it, driven by Playwright.
import { spawn } from "node:child_process";
import { chromium as playwright } from "playwright-core";
import { listeningAddress } from "./devtools.mjs";
import { chromium, flags } from "./places.mjs";

/**
 * Starts Chromium on `profile`. Resolves to the browser, a page in a process of its own, and two ways to end: `kill()` as
 * when the power fails for the program, `killTabs()` as when the system ends the processes of all pages.
 */
export async function start(profile) {
  // Without spare processes a new page gets a new one, by which it is known.
  const own = ["--disable-features=SpareRendererForSitePerProcess", "--remote-debugging-port=0", `--user-data-dir=${profile}`, "about:blank"];
  const process = spawn(chromium, [...flags, ...own], { stdio: ["ignore", "ignore", "pipe"] });
  const browser = await playwright.connectOverCDP(await listeningAddress(process));
  const gone = new Promise((done) => process.once("exit", done));
  const context = browser.contexts()[0];
  const session = await browser.newBrowserCDPSession();
  const renderers = async () => {
    const { processInfo } = await session.send("SystemInfo.getProcessInfo");
    return processInfo.filter(({ type }) => type === "renderer").map(({ id }) => id);
  };
  // What draws the browser itself; without it, no tab opens any more.
  const inner = await renderers();
  return {
    context,
    page: await context.newPage(),
    async kill() {
      process.kill("SIGKILL");
      await gone;
      await browser.close().catch(() => {});
    },
    async killTabs() {
      const pages = (await renderers()).filter((id) => !inner.includes(id));
      for (const id of pages) globalThis.process.kill(id, "SIGKILL");
      return pages.length;
    },
  };
}
