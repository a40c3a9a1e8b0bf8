// Chromium builds of other years. They were made for cloud functions and are published inside npm packages, packed
// with Brotli; we unpack them once and start the executable ourselves. No code of those packages runs.
import { execFile } from "node:child_process";
import { createReadStream, createWriteStream, existsSync } from "node:fs";
import { chmod, mkdir, rename } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { promisify } from "node:util";
import { createBrotliDecompress } from "node:zlib";
import { chromium, engines, packages } from "../lib/places.mjs";

const single = ["--single-process", "--no-zygote"];

const published = [
  { major: 75, archive: "bin/chromium-75.0.3738.0.br" },
  { major: 80, archive: "bin/chromium.br", libraries: "bin/aws.tar.br" },
  { major: 109, archive: "bin/chromium.br", libraries: "bin/aws.tar.br" },
];

/** Every engine the app has to run on: `{ name, start }`, where `start()` resolves to arguments for `launch`. */
export const all = [
  ...published.map((engine) => ({ name: `Chromium ${engine.major}`, major: engine.major, start: () => unpacked(engine) })),
  { name: "the installed Chromium", start: async () => ({ executable: chromium }) },
];

async function unpacked({ major, archive, libraries }) {
  const from = join(packages, `chromium-${major}`);
  const folder = join(engines, String(major));
  const executable = join(folder, "chromium");
  await mkdir(folder, { recursive: true });
  if (libraries && !existsSync(join(folder, "lib"))) {
    const tar = join(folder, "libraries.tar");
    await unpack(join(from, libraries), tar);
    await promisify(execFile)("tar", ["-xf", tar, "-C", folder]);
  }
  if (!existsSync(executable)) {
    await unpack(join(from, archive), executable);
    await chmod(executable, 0o755);
  }
  return { executable, libraries: libraries && join(folder, "lib"), extra: single };
}

/** Under its final name only when complete: an interrupted run must not leave half a browser behind. */
async function unpack(archive, file) {
  const partial = `${file}.partial`;
  await pipeline(createReadStream(archive), createBrotliDecompress(), createWriteStream(partial));
  await rename(partial, file);
}
