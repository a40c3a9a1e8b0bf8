// Where things are. `cargo xtask test` names the browser it found; by hand, Debian's place is assumed.
import { existsSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = new URL("../../../", import.meta.url);

export const chromium = process.env.SHIZU_CHROMIUM ?? "/usr/bin/chromium";
export const dist = fileURLToPath(new URL("dist/", root));
export const singleFile = fileURLToPath(new URL("dist/shizu.html", root));
export const singleFileAddress = pathToFileURL(singleFile).href;
export const engines = fileURLToPath(new URL("target/engines/", root));
export const examples = fileURLToPath(new URL("public/examples/", root));
export const scenarios = fileURLToPath(new URL("public/scenarios/", root));
export const screenshots = fileURLToPath(new URL("target/screenshots/", root));
export const packages = fileURLToPath(new URL("../node_modules/", import.meta.url));

/** Flags that make Chromium run as root, without a screen, and without asking anybody anything. */
export const flags = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--window-size=1366,768",
];

if (!existsSync(singleFile)) {
  throw new Error(`${singleFile} is missing: run \`cargo xtask build\` first`);
}
