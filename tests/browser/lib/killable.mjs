// A Chromium of today that can be killed: a process of ours with a profile that outlives it, driven by Playwright.
import { spawn } from "node:child_process";
import { chromium as playwright } from "playwright-core";
import { listeningAddress } from "./devtools.mjs";
import { chromium, flags } from "./places.mjs";

/**
 * Starts Chromium on `profile`. Resolves to the browser, its first page, and two ways to end: `kill()` as when the power
 * fails for the program, `killTab()` as when the system ends the page's process.
 */
export async function start(profile) {
  const own = ["--remote-debugging-port=0", `--user-data-dir=${profile}`, "about:blank"];
  const process = spawn(chromium, [...flags, ...own], { stdio: ["ignore", "ignore", "pipe"] });
  const browser = await playwright.connectOverCDP(await listeningAddress(process));
  const gone = new Promise((done) => process.once("exit", done));
  const context = browser.contexts()[0];
  const page = context.pages()[0] ?? (await context.newPage());
  return {
    browser,
    context,
    page,
    async kill() {
      process.kill("SIGKILL");
      await gone;
      await browser.close().catch(() => {});
    },
    async killTab() {
      const session = await browser.newBrowserCDPSession();
      const { processInfo } = await session.send("SystemInfo.getProcessInfo");
      for (const { type, id } of processInfo) {
        if (type === "renderer") globalThis.process.kill(id, "SIGKILL");
      }
      await session.detach();
    },
  };
}
