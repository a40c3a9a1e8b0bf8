// A Chromium of any age, driven over the DevTools protocol: what modern test libraries no longer speak to.
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import WebSocket from "ws";
import { flags } from "./places.mjs";

const PATIENCE = 30_000;

/**
 * Starts `executable` with one empty page and resolves to `{ version, page, close }`.
 * `libraries` is a folder for LD_LIBRARY_PATH; `extra` are flags beyond the common ones.
 */
export async function launch({ executable, libraries, extra = [] }) {
  const profile = await mkdtemp(join(tmpdir(), "shizu-engine-"));
  const environment = libraries ? { ...process.env, LD_LIBRARY_PATH: libraries, FONTCONFIG_PATH: "/etc/fonts" } : process.env;
  const browser = spawn(
    executable,
    [...flags, ...extra, "--remote-debugging-port=0", `--user-data-dir=${profile}`, "about:blank"],
    { env: environment, stdio: ["ignore", "ignore", "pipe"] },
  );
  const close = async () => {
    const gone = new Promise((done) => browser.once("exit", done));
    if (browser.exitCode === null && browser.signalCode === null && browser.kill("SIGKILL")) await gone;
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const { host } = new URL(await listeningAddress(browser));
    const ask = async (what) => (await fetch(`http://${host}/json/${what}`)).json();
    const page = await attach(await firstPage(ask));
    const { Browser: version } = await ask("version");
    return { version, page, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The address that Chromium prints once it can be driven. */
export function listeningAddress(browser) {
  return new Promise((resolve, reject) => {
    let said = "";
    const give = (reason) => reject(new Error(`the browser ${reason}; it said:\n${said}`));
    const timer = setTimeout(() => give(`did not start within ${PATIENCE / 1000} s`), PATIENCE);
    browser.on("error", (error) => give(`cannot be started (${error.message})`));
    browser.on("exit", (code, signal) => give(`ended with ${code ?? signal}`));
    browser.stderr.on("data", (chunk) => {
      said += chunk;
      const found = /DevTools listening on (ws:\S+)/.exec(said);
      if (found) {
        clearTimeout(timer);
        resolve(found[1]);
      }
    });
  });
}

/** The address of the first page; on a busy machine it appears a while after the browser listens. */
async function firstPage(ask) {
  const end = Date.now() + PATIENCE;
  while (Date.now() < end) {
    const page = (await ask("list")).find((target) => target.type === "page");
    if (page) return page.webSocketDebuggerUrl;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(`the browser opened no page within ${PATIENCE / 1000} s`);
}

/** Connects to one page. `errors` collects exceptions and console errors in words. */
async function attach(address) {
  const socket = new WebSocket(address, { perMessageDeflate: false, maxPayload: 256 * 1024 * 1024 });
  await new Promise((resolve, reject) => socket.once("open", resolve).once("error", reject));
  const waiting = new Map();
  const errors = [];
  let last = 0;
  let loaded = () => {};

  const send = (method, params = {}) =>
    new Promise((resolve, reject) => {
      last += 1;
      const timer = setTimeout(() => reject(new Error(`${method} was not answered within ${PATIENCE / 1000} s`)), PATIENCE);
      waiting.set(last, { resolve, reject, timer });
      socket.send(JSON.stringify({ id: last, method, params }));
    });

  socket.on("message", (data) => {
    const message = JSON.parse(data);
    const asked = waiting.get(message.id);
    if (asked) {
      waiting.delete(message.id);
      clearTimeout(asked.timer);
      if (message.error) asked.reject(new Error(message.error.message));
      else asked.resolve(message.result);
      return;
    }
    if (message.method === "Page.loadEventFired") loaded();
    const complaint = inWords(message);
    if (complaint) errors.push(complaint);
  });

  for (const domain of ["Page", "Runtime", "Log"]) await send(`${domain}.enable`);
  return {
    errors,
    /** Resolves when the new document and its scripts are there, which says nothing about the module. */
    async navigate(url) {
      const arrival = new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`${url} did not load within ${PATIENCE / 1000} s`)), PATIENCE);
        loaded = () => resolve(clearTimeout(timer));
      });
      await Promise.all([send("Page.navigate", { url }), arrival]);
    },
    async evaluate(expression) {
      const { result, exceptionDetails } = await send("Runtime.evaluate", { expression, returnByValue: true, awaitPromise: true });
      if (exceptionDetails) throw new Error(describe(exceptionDetails));
      return result.value;
    },
    /** A screenshot as PNG bytes. */
    screenshot: async () => Buffer.from((await send("Page.captureScreenshot")).data, "base64"),
  };
}

/** What an event complains about, or nothing. */
function inWords({ method, params }) {
  if (method === "Runtime.exceptionThrown") return describe(params.exceptionDetails);
  if (method === "Log.entryAdded" && params.entry.level === "error") return params.entry.text;
  if (method === "Runtime.consoleAPICalled" && ["error", "assert"].includes(params.type)) {
    return params.args.map((argument) => argument.value ?? argument.description).join(" ");
  }
  return undefined;
}

function describe({ text, exception }) {
  return (exception && (exception.description || exception.value)) || text;
}
