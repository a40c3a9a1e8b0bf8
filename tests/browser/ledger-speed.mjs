// Measures the ledger with 100,000 matters: opening against JSON.parse of the same file, scrolling against an empty page, sorting, filtering and searching.
//
//   cargo run --release -p shizu-cli -- casebook demo --matters 100000 --out target/ledger/demo-100000.shizu
//   node tests/browser/ledger-speed.mjs [FILE] [ADDRESS]
//
// Everything is measured in one browser in one run; figures are medians unless they say otherwise.
import { readFile } from "node:fs/promises";
import { chromium as playwright } from "playwright-core";
import { chromium, flags, singleFileAddress } from "./lib/places.mjs";

const [file = new URL("../../target/ledger/demo-100000.shizu", import.meta.url).pathname, address = singleFileAddress] = process.argv.slice(2);
const ROUNDS = 5;

const median = (numbers) => [...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)];
const round = (number) => Math.round(number * 10) / 10;

/** Runs in the page: gaps between frames while the wheel turns over `selector`, `steps` times by `by` pixels. */
async function scroll(page, selector, steps, by) {
  const box = await page.locator(selector).boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.evaluate(() => {
    window.gaps = [];
    let last = performance.now();
    const frame = (now) => {
      window.gaps.push(now - last);
      last = now;
      window.watching = requestAnimationFrame(frame);
    };
    window.watching = requestAnimationFrame((now) => {
      last = now;
      window.watching = requestAnimationFrame(frame);
    });
  });
  for (let step = 0; step < steps; step += 1) {
    await page.mouse.wheel(0, by);
    await page.waitForTimeout(16);
  }
  return page.evaluate(() => {
    cancelAnimationFrame(window.watching);
    return window.gaps;
  });
}

function told(gaps) {
  const sorted = [...gaps].sort((one, other) => one - other);
  const at = (share) => round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]);
  const above = (limit) => `${round((100 * gaps.filter((gap) => gap > limit).length) / gaps.length)} %`;
  return { frames: gaps.length, p50: at(0.5), p95: at(0.95), p99: at(0.99), "above 16.7 ms (+1)": above(17.7), "above 33 ms": above(34) };
}

/** Time from a press until the rows drawn follow from it. */
async function answered(page, press, until) {
  return page.evaluate(
    async ([press, until]) => {
      const done = new Function(`return ${until}`)();
      const start = performance.now();
      new Function(`return ${press}`)()();
      while (!done()) {
        if (performance.now() - start > 20000) throw new Error("not answered");
        await new Promise((next) => requestAnimationFrame(next));
      }
      return performance.now() - start;
    },
    [press.toString(), until.toString()],
  );
}

const browser = await playwright.launch({ executablePath: chromium, args: flags });
try {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: "zh-CN" });
  const text = await readFile(file, "utf8");
  console.log(`file: ${round(text.length / 1e6)} M characters, ${round(Buffer.byteLength(text) / 1e6)} MB`);

  const opened = [];
  const parsed = [];
  let page;
  for (let time = 0; time < ROUNDS; time += 1) {
    await page?.close();
    page = await context.newPage();
    page.on("pageerror", (error) => console.log("error:", error.message));
    await page.goto(`${address}#/ledger`);
    await page.waitForSelector("html[data-start=done]");
    // What the browser keeps from the round before is closed first.
    await page.waitForSelector("#book:not([title*='…'])");
    await page.click("#book");
    await page.waitForSelector("#book-panel");
    if (await page.locator("[data-do=close-book]").count()) {
      await page.click("[data-do=close-book]");
      await page.waitForSelector("#book-new-name");
    }
    await page.evaluate(() => {
      document.querySelector("#book-panel input[type=file]").addEventListener("change", () => (window.chosen = performance.now()), true);
      const look = () => {
        const shown = document.querySelector("#ledger-shown b");
        if (shown && shown.textContent !== "0" && document.querySelector("#ledger-grid tbody td.ledger-id")) window.there = performance.now();
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });
    await page.setInputFiles("#book-panel input[type=file]", file);
    await page.waitForFunction(() => window.there, undefined, { timeout: 120000 });
    opened.push(await page.evaluate(() => window.there - window.chosen));
    await page.waitForTimeout(3000);
    const other = await context.newPage();
    await other.setContent("<input type=file id=f>");
    await other.setInputFiles("#f", file);
    parsed.push(
      await other.evaluate(async () => {
        const start = performance.now();
        const text = await document.querySelector("#f").files[0].text();
        const read = performance.now();
        window.kept = JSON.parse(text);
        return { read: read - start, parse: performance.now() - read };
      }),
    );
    await other.close();
  }
  const parse = median(parsed.map((one) => one.parse));
  const both = median(parsed.map((one) => one.read + one.parse));
  console.log(`opening, from the file chosen to rows drawn: ${opened.map(round).join(", ")} ms; median ${round(median(opened))}`);
  console.log(`JSON.parse alone: median ${round(parse)} ms; reading the file and JSON.parse: median ${round(both)} ms`);
  console.log(`ratio to JSON.parse ${round(median(opened) / parse)}, to reading and JSON.parse ${round(median(opened) / both)}`);

  if (await page.locator("#book-panel").count()) await page.keyboard.press("Escape");
  const empty = await context.newPage();
  await empty.setContent("<div id=e style='height:500px;overflow:auto'><div style='height:3200000px'></div></div>");
  const baseline = await scroll(empty, "#e", 150, 120);
  await empty.close();
  await page.bringToFront();
  const wheel = await scroll(page, "#ledger-grid", 150, 120);
  const far = await scroll(page, "#ledger-grid", 150, 2400);
  console.log("scrolling, gaps between frames in ms:");
  console.table({ "empty page": told(baseline), "ledger, 120 px a step": told(wheel), "ledger, 2400 px a step": told(far) });

  const first = () => document.querySelector("#ledger-grid tbody td.ledger-id").textContent;
  const answers = {};
  const measure = async (name, press, until, undo) => {
    const times = [];
    for (let time = 0; time < ROUNDS; time += 1) {
      times.push(await answered(page, press, until));
      await page.evaluate(undo);
      await page.waitForTimeout(700);
    }
    answers[name] = { first: round(times[0]), median: round(median(times)), most: round(Math.max(...times)) };
  };
  const sortBy = (code) => `() => document.querySelector("[data-do=sort][data-arg=${code}]").click()`;
  const sorted = (code) => `() => { const th = document.querySelector("[data-do=sort][data-arg=${code}]").closest("th"); return th.getAttribute("aria-sort") === "ascending"; }`;
  const unsort = (code) => `(async () => { for (let at = 0; at < 2; at += 1) { document.querySelector("[data-do=sort][data-arg=${code}]").click(); await new Promise((next) => setTimeout(next, 300)); } })()`;
  for (const code of ["received", "state", "person", "id"]) await measure(`sort by ${code}`, sortBy(code), sorted(code), unsort(code));
  const shown = () => Number(document.querySelector("#ledger-shown b").textContent);
  const all = await page.evaluate(shown);
  const type = (text) =>
    `() => { const field = document.querySelector("#ledger-search"); field.value = ${JSON.stringify(text)}; field.dispatchEvent(new Event("input", { bubbles: true })); }`;
  const fewer = `() => Number(document.querySelector("#ledger-shown b").textContent) !== ${all}`;
  const none = `(async () => { (${type("")})(); await new Promise((next) => setTimeout(next, 500)); })()`;
  for (const text of ["张", "zw", "采购 物资", "没有这样的文字"]) await measure(`search ${text}`, type(text), fewer, none);
  await measure(
    "filter a state",
    `() => document.querySelector(".ledger-facet[data-arg='state/under_way']").click()`,
    fewer,
    `(async () => { document.querySelector("#ledger-clear").click(); await new Promise((next) => setTimeout(next, 500)); })()`,
  );
  console.log(`from the press to the rows drawn, ${all} matters, in ms (aim: 100):`);
  console.table(answers);
  void first;
} finally {
  await browser.close();
}
