// The single file, opened from disk, in engines as old as those in the field.
import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { launch } from "../lib/devtools.mjs";
import { screenshots, singleFileAddress } from "../lib/places.mjs";
import { walk } from "../lib/tour.mjs";
import { all } from "./engines.mjs";

for (const { name, major, start } of all) {
  test(`the whole tour in ${name}`, { timeout: 180_000 }, async (context) => {
    const engine = await launch(await start());
    try {
      if (major) assert.match(engine.version, new RegExp(`Chrome/${major}\\.`));
      await engine.page.navigate(singleFileAddress);
      const steps = await walk(engine.page.evaluate).catch((error) => {
        error.message = [error.message, "errors reported:", ...engine.page.errors].join("\n");
        throw error;
      });
      context.diagnostic(`${engine.version}: ${steps} steps`);
      await mkdir(screenshots, { recursive: true });
      await writeFile(join(screenshots, `engine-${major ?? "current"}.png`), await engine.page.screenshot());
      assert.deepEqual(engine.page.errors, []);
    } finally {
      await engine.close();
    }
  });
}
