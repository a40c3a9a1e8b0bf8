// 台账: from a new workbook through every state of a matter, bad input, filters, bulk edit, keyboard only, hostile cells, re-routing, print, English.
import assert from "node:assert/strict";
import test from "node:test";
import { withPage } from "./lib/browser.mjs";
import { singleFileAddress } from "./lib/places.mjs";
import { says } from "./lib/steps.mjs";
import { begin } from "./lib/workbook.mjs";

const address = `${singleFileAddress}#/ledger`;

/** An empty workbook on the ledger page. */
async function ledger(page) {
  await begin(page, "试用台账");
  await page.waitForSelector("#ledger-grid");
}

/** The demo on the ledger page. */
async function demo(page) {
  await page.click("[data-testid=nothing-demo]");
  await page.waitForSelector("#ledger-grid td.ledger-id", { timeout: 60000 });
}

/** Adds a matter by the form; resolves to its id. */
async function add(page, summary, person = "张虚构") {
  const before = await shown(page);
  if ((await page.locator("#ledger-new-summary").count()) === 0) await page.click("#ledger-new");
  await page.fill("#ledger-new-received", "2026-03-02");
  await page.fill("#ledger-new-person", person);
  await page.fill("#ledger-new-summary", summary);
  await page.press("#ledger-new-summary", "Enter");
  await says(page.locator("#ledger-shown b"), new RegExp(`^${before + 1}$`));
  return page.locator("#ledger-grid td.ledger-id").last().textContent();
}

const shown = async (page) => Number(await page.textContent("#ledger-shown b"));
const state = (page, words) => says(page.locator(".ledger-state"), words);
const step = (page, to) => page.click(`#ledger-step-${to}`);
const here = (page) => page.evaluate(() => document.getElementById(document.getElementById("ledger-grid").getAttribute("aria-activedescendant"))?.textContent);

/** Opens the row with this id. */
async function open(page, id) {
  await page.locator("#ledger-grid td.ledger-id", { hasText: id }).click();
  await says(page.locator("#ledger-detail-title"), id);
}

test("a matter from registration until it is struck off, reopened, and back by undo", () =>
  withPage(address, async ({ page, errors }) => {
    await ledger(page);
    assert.match(await page.textContent(".ledger-empty"), /还没有记录/);
    const id = await add(page, "虚构：违规发放补贴");
    await page.press("#ledger-new-summary", "Escape");
    await open(page, id);
    await state(page, "已登记");
    // LS43: without a named follower a matter is not assigned.
    assert.match(await page.textContent(".ledger-steps"), /还须：跟踪人/);
    await step(page, "assigned");
    await page.fill("#ledger-step-field-follower", "李虚构");
    await page.click("#ledger-step-do");
    await state(page, "已分办");
    await step(page, "under_way");
    await state(page, "办理中");
    await step(page, "reported");
    await page.fill("#ledger-step-field-process", "虚构：核查台账");
    await page.click("#ledger-step-do");
    await says(page.locator(".ledger-step-form .errors"), "办理结果");
    await page.fill("#ledger-step-field-result", "虚构：属实，已纠正");
    await page.click("#ledger-step-do");
    await state(page, "已报结果");
    // Whoever handled the matter does not review it.
    await step(page, "reviewed");
    await page.fill("#ledger-step-field-reviewer", "李 虚构");
    await page.click("#ledger-step-do");
    await says(page.locator(".ledger-step-form .errors"), "与承办人不同的审核人");
    await page.fill("#ledger-step-field-reviewer", "赵虚构");
    await page.click("#ledger-step-do");
    await state(page, "已审核");
    await step(page, "closed");
    await page.fill("#ledger-step-field-evidence", "虚构文书1号");
    await page.click("#ledger-step-do");
    await state(page, "已销号");
    // Evidence cannot be taken away from what is struck off.
    await page.fill("#ledger-field-evidence", "");
    await page.locator("#ledger-field-evidence").dispatchEvent("change");
    await says(page.locator(".ledger-detail .ledger-problem"), "佐证材料");
    await step(page, "reopened");
    await page.fill("#ledger-step-why", "虚构：又有新情况");
    await page.click("#ledger-step-do");
    await state(page, "已重启");
    assert.match(await page.textContent(".ledger-timeline"), /理由：虚构：又有新情况/);
    await page.locator("[data-do=undo-last]").first().click();
    await state(page, "已销号");
    // Every change is in the history, the newest first, with who made it.
    const heads = await page.locator(".ledger-entry-head").allTextContents();
    assert.equal(heads.length, 8);
    assert.ok(heads.every((head) => head.includes("王虚构")));
    assert.deepEqual(errors, []);
  }));

test("what is missing, taken or unreadable is said beside where it was written; nothing is lost", () =>
  withPage(address, async ({ page }) => {
    await ledger(page);
    await page.click("#ledger-new");
    await page.fill("#ledger-new-person", "张虚构");
    await page.click("#ledger-new-add");
    await says(page.locator(".ledger-add .ledger-problem"), "反映问题摘要");
    assert.equal(await page.inputValue("#ledger-new-person"), "张虚构");
    await page.fill("#ledger-new-id", "X-1");
    await page.fill("#ledger-new-summary", "虚构");
    await page.press("#ledger-new-summary", "Enter");
    await says(page.locator("#ledger-shown b"), "1");
    await page.fill("#ledger-new-id", "X-1");
    await page.fill("#ledger-new-summary", "又一条");
    await page.press("#ledger-new-summary", "Enter");
    await says(page.locator(".ledger-add .ledger-problem"), "编号已有");
    assert.equal(await page.inputValue("#ledger-new-summary"), "又一条");
    await page.click("#ledger-tab-body");
    await page.click("#ledger-new");
    await page.fill("#ledger-new-name", "虚构局");
    await page.selectOption("#ledger-new-kind", "unit");
    await page.fill("#ledger-new-covered", "十八");
    await page.click("#ledger-new-add");
    await says(page.locator(".ledger-add .ledger-problem"), "不是数字");
    await page.fill("#ledger-new-covered", "18");
    await page.click("#ledger-new-add");
    await says(page.locator("#ledger-shown b"), "1");
    // In a cell: the old text stays until the new one can be read.
    await page.press("#ledger-new-name", "Escape");
    const cell = page.locator("#ledger-grid td.ledger-figure").first();
    await cell.dblclick();
    await page.fill("#ledger-editor", "很多");
    await page.press("#ledger-editor", "Enter");
    await says(page.locator("#ledger-cell-fault"), "不是数字");
    await page.press("#ledger-editor", "Escape");
    assert.equal(await cell.textContent(), "18");
  }));

test("search by initials, filters with counts, sorting by several columns, a saved view", () =>
  withPage(address, async ({ page }) => {
    await ledger(page);
    for (const [summary, person] of [["虚构：采购", "张建国"], ["虚构：补贴", "李明"], ["虚构：用车", "张建军"]]) await add(page, summary, person);
    await page.press("#ledger-new-summary", "Escape");
    const people = () => page.locator("#ledger-grid tbody tr[aria-rowindex] td:nth-child(5)").allTextContents();
    await page.fill("#ledger-search", "zjg");
    await says(page.locator("#ledger-shown b"), /^1$/);
    assert.deepEqual(await people(), ["张建国"]);
    await page.fill("#ledger-search", "张");
    await says(page.locator("#ledger-shown b"), /^2$/);
    await page.fill("#ledger-search", "没有这样的");
    await says(page.locator(".ledger-nothing"), "没有符合条件");
    await page.click(".ledger-nothing [data-do=clear]");
    await says(page.locator("#ledger-shown b"), /^3$/);
    await page.click("[data-do=filter][data-arg=person]");
    await page.locator(".ledger-values .ledger-facet", { hasText: "李明" }).click();
    await says(page.locator("#ledger-shown b"), /^1$/);
    await says(page.locator(".ledger-chip"), "被反映人：李明");
    await page.click("#ledger-clear");
    await page.click("[data-do=close-panel]");
    await page.click("[data-do=sort][data-arg=received]");
    await page.click("[data-do=sort][data-arg=person]", { modifiers: ["Shift"] });
    assert.deepEqual(await people(), ["李明", "张建国", "张建军"]);
    await page.click("[data-do=sort][data-arg=person]", { modifiers: ["Shift"] });
    assert.deepEqual(await people(), ["张建军", "张建国", "李明"]);
    await page.click("#ledger-views");
    await page.fill("#ledger-view-name", "按人倒序");
    await page.click("#ledger-view-save");
    await page.click("[data-do=view-usual]");
    const sortOf = () => page.locator("th[aria-sort]").count();
    assert.equal(await sortOf(), 0);
    await page.click("[data-do=view][data-arg=按人倒序]");
    await page.waitForSelector("th[aria-sort=descending]");
    assert.deepEqual(await people(), ["张建军", "张建国", "李明"]);
    await page.click("#ledger-columns");
    await page.click("#ledger-column-rank");
    await page.waitForSelector("[data-do=sort][data-arg=rank]");
  }));

test("the edge of a head: dragged with mouse and finger, pressed twice to fit, remembered like a width by keyboard", () =>
  withPage(
    address,
    async ({ page, errors }) => {
      await ledger(page);
      await add(page, "虚构：违规发放补贴，并以培训名义组织公款旅游，附有票据复印件", "欧阳虚构");
      await add(page, "虚构：短", "王例");
      await page.press("#ledger-new-summary", "Escape");
      const edge = (code) => page.locator(`[data-edge=${code}]`);
      const head = (code) => page.locator("#ledger-grid th").filter({ has: edge(code) });
      const width = async (code) => Math.round((await head(code).boundingBox()).width);
      const at = async (code) => {
        await edge(code).scrollIntoViewIfNeeded();
        const box = await edge(code).boundingBox();
        return [box.x + box.width / 2, box.y + box.height / 2];
      };
      const before = await width("summary");
      const rest = await width("person");
      const [x, y] = await at("summary");
      await page.mouse.move(x, y);
      await page.mouse.down();
      await page.mouse.move(x - 30, y + 40, { steps: 3 });
      assert.equal(await width("summary"), before - 30, "it follows the pointer");
      await page.mouse.move(x - 60, y + 90, { steps: 3 });
      await page.mouse.up();
      assert.equal(await width("summary"), before - 60);
      assert.equal(await width("person"), rest);
      assert.equal(await head("summary").getAttribute("aria-sort"), null);
      // Another page and back, and with the keyboard's way from there.
      await page.evaluate(() => (location.hash = "#/data"));
      await page.waitForSelector(".page.data");
      await page.evaluate(() => (location.hash = "#/ledger"));
      await page.waitForSelector("#ledger-grid td.ledger-id");
      assert.equal(await width("summary"), before - 60);
      await page.click("#ledger-columns");
      await page.click("[data-do=column-wide][data-arg=summary]");
      assert.ok((await width("summary")) > before - 60);
      await page.click("#ledger-columns");
      // Pressed twice: nothing that is shown is cut, and not a column wider than that.
      for (const code of ["summary", "person"]) {
        await edge(code).dblclick();
        const place = await head(code).getAttribute("aria-colindex");
        const cells = await page.locator(`#ledger-grid tbody td[aria-colindex='${place}']`).evaluateAll((cells) =>
          cells.map((cell) => {
            const range = document.createRange();
            range.selectNodeContents(cell);
            return [range.getBoundingClientRect().width, cell.clientWidth - 16];
          }),
        );
        for (const [text, room] of cells) assert.ok(text <= room, `${code}: ${text} in ${room}`);
        const label = await head(code).locator(".ledger-sort").evaluate((button) => [button.scrollWidth, button.clientWidth]);
        assert.ok(label[0] <= label[1], `${label}`);
        const widest = Math.max(...cells.map(([text]) => text));
        assert.ok((await width(code)) < Math.max(widest + 40, label[0] + 50), code);
      }
      // A finger on the edge widens the column and does not scroll the table.
      const session = await page.context().newCDPSession(page);
      const narrow = await width("person");
      const [fx, fy] = await at("person");
      const touch = (type, points) => session.send("Input.dispatchTouchEvent", { type, touchPoints: points });
      const scrolled = () => page.evaluate(() => document.getElementById("ledger-grid").scrollLeft);
      const still = await scrolled();
      await touch("touchStart", [{ x: fx, y: fy }]);
      for (const by of [10, 25, 50]) await touch("touchMove", [{ x: fx + by, y: fy }]);
      await touch("touchEnd", []);
      assert.equal(await width("person"), narrow + 50);
      assert.equal(await scrolled(), still);
      assert.deepEqual(errors, []);
    },
    { options: { hasTouch: true } },
  ));

test("many rows are changed with a reason in one entry, and back with one press", () =>
  withPage(address, async ({ page }) => {
    await demo(page);
    await page.click(".ledger-facet[data-arg='state/under_way']");
    const count = await page.waitForFunction(() => {
      const shown = Number(document.querySelector("#ledger-shown b").textContent);
      return shown > 0 && shown < 2500 ? shown : 0;
    });
    const rows = await count.jsonValue();
    await page.focus("#ledger-grid");
    await page.keyboard.press("Control+a");
    await says(page.locator("#ledger-selected"), `已选 ${rows} 条`);
    await page.click("#ledger-bulk-set");
    await page.selectOption("#ledger-bulk-field", "importance");
    await page.selectOption("#ledger-bulk-text", "major");
    await page.click("#ledger-bulk-do");
    await says(page.locator(".ledger-bulk .errors"), "理由");
    // The name is asked for once, before the first change.
    await page.fill("#ledger-bulk-why", "虚构：统一核定");
    await page.click("#ledger-bulk-do");
    if (await page.locator("#who-asked").count()) {
      await page.fill("#who-asked", "王虚构");
      await page.locator("#who-asked").dispatchEvent("change");
    }
    await page.click("#ledger-grid td.ledger-id >> nth=0");
    await says(page.locator(".ledger-entry-why"), "虚构：统一核定");
    assert.equal(await page.inputValue("#ledger-field-importance"), "major");
    await page.locator("[data-do=undo-last]").first().click();
    await says(page.locator(".ledger-entry-head"), "撤销");
    assert.notEqual(await page.inputValue("#ledger-field-importance"), "");
  }));

test("with the keyboard alone", () =>
  withPage(address, async ({ page }) => {
    await ledger(page);
    const press = async (...keys) => {
      for (const key of keys) await page.keyboard.press(key);
    };
    await page.focus("#ledger-grid");
    await press("n");
    await page.waitForFunction(() => document.activeElement?.id.startsWith("ledger-new-"));
    for (const [person, summary] of [["甲虚构", "虚构一"], ["乙虚构", "虚构二"], ["丙虚构", "虚构三"]]) {
      await page.waitForFunction(() => document.activeElement?.id === "ledger-new-person");
      await page.keyboard.type(person);
      await press("Tab", "Tab");
      await page.keyboard.type(summary);
      await press("Enter");
      await says(page.locator("#ledger-grid tbody tr[aria-rowindex]"), summary);
    }
    await press("Escape");
    await page.waitForFunction(() => document.activeElement?.id === "ledger-grid");
    await press("Control+Home", "ArrowDown", "End", "Home");
    await press("ArrowRight", "ArrowRight", "ArrowRight");
    assert.equal(await here(page), "乙虚构");
    await press("F2");
    await page.waitForSelector("#ledger-editor");
    await press("Control+a");
    await page.keyboard.type("丁虚构");
    await press("Tab");
    await page.waitForFunction(() => document.activeElement?.id === "ledger-editor" && document.activeElement.value === "");
    await press("Escape");
    await says(page.locator("#ledger-grid td"), /^丁虚构$/);
    await page.waitForFunction(() => document.activeElement?.id === "ledger-grid");
    await press("Space", "Shift+ArrowDown");
    await says(page.locator("#ledger-selected"), "已选 2 条");
    assert.equal(await page.locator("tr[aria-selected=true]").count(), 2);
    await press("Escape");
    await page.locator("#ledger-selected").waitFor({ state: "detached" });
    await press("o");
    await page.waitForSelector("#ledger-detail");
    await page.focus("#ledger-grid");
    await press("?");
    await says(page.locator("#ledger-panel"), "PgUp");
    await page.focus("#ledger-grid");
    await press("/");
    await page.waitForFunction(() => document.activeElement?.id === "ledger-search");
    await page.keyboard.type("bxg");
    await says(page.locator("#ledger-shown b"), /^1$/);
  }));

test("hostile cells are text: script, formula, right-to-left marks, a megabyte", () =>
  withPage(address, async ({ page, errors }) => {
    await ledger(page);
    const script = "<img src=x onerror=window.broken=1><script>window.broken=1</script>";
    await add(page, script, "=1+1");
    await add(page, "\u202e倒写\u202c虚构", "\u202e甲");
    await page.press("#ledger-new-summary", "Escape");
    await says(page.locator("#ledger-grid td"), "<img src=x onerror");
    await says(page.locator("#ledger-grid td"), /^=1\+1$/);
    assert.equal(await page.evaluate(() => window.broken), undefined);
    // A mark that is not closed turns nothing round but its own cell.
    const order = await page.evaluate(() => {
      const row = [...document.querySelectorAll("#ledger-grid tbody tr[aria-rowindex]")].pop();
      return [...row.cells].map((cell) => cell.getBoundingClientRect().left);
    });
    assert.deepEqual(order, [...order].sort((one, other) => one - other));
    const id = await page.locator("#ledger-grid td.ledger-id").first().textContent();
    await open(page, id);
    await page.evaluate(() => {
      const area = document.getElementById("ledger-field-note");
      area.value = "长".repeat(340000);
      area.dispatchEvent(new Event("change", { bubbles: true }));
    });
    await says(page.locator(".ledger-detail"), "全文");
    const drawn = await page.evaluate(() => document.querySelector("main").textContent.length);
    assert.ok(drawn < 20000, `${drawn} characters are drawn`);
    await page.evaluate(() => {
      const area = document.getElementById("ledger-field-result");
      area.value = "长".repeat(400000);
      area.dispatchEvent(new Event("change", { bubbles: true }));
    });
    await says(page.locator(".ledger-detail .ledger-problem"), "上限");
    assert.deepEqual(errors, []);
  }));

test("what the rulebook in use would route otherwise is told, listed with the rule, and taken over in one entry", () =>
  withPage(address, async ({ page }) => {
    await ledger(page);
    await add(page, "虚构：甲", "甲虚构");
    await add(page, "虚构：乙", "乙虚构");
    await page.press("#ledger-new-summary", "Escape");
    const set = async (code, value) => {
      await page.selectOption(`#ledger-field-${code}`, value);
      await page.waitForFunction(([code, value]) => document.getElementById(`ledger-field-${code}`).value === value, [code, value]);
    };
    for (const at of [0, 1]) {
      await page.locator("#ledger-grid td.ledger-id").nth(at).click();
      // LS34: general staff of the unit are the organ committee's; here the record names the group.
      for (const [code, value] of [["commission", "municipal"], ["authority", "same_level"], ["nature", "discipline"], ["gravity", "ordinary"], ["conflict", "none"], ["unit", "resident"], ["lead", "group"]]) await set(code, value);
    }
    await says(page.locator("aside.basis"), "室");
    await says(page.locator("#ledger-rerouted"), /2\s*条/);
    await page.click("#ledger-rerouted-show");
    assert.equal(await page.locator(".ledger-differences tbody tr").count(), 2);
    await page.locator(".ledger-differences tbody tr").first().locator("[data-do=take]").click();
    await says(page.locator("#ledger-rerouted"), /1\s*条/);
    await page.fill("#ledger-take-why", "虚构：规则库更新");
    await page.click("#ledger-take-all");
    await page.locator("#ledger-rerouted").waitFor({ state: "detached" });
    await says(page.locator(".ledger-entry-why"), "虚构：规则库更新");
    assert.match(await page.textContent("aside.basis"), /上次分办所依/);
    await page.locator("#ledger-note [data-do=undo-note]").click();
    await says(page.locator("#ledger-rerouted"), /1\s*条/);
  }));

test("a second tab reads and offers nothing that it cannot do", () =>
  withPage(address, async ({ page }) => {
    await ledger(page);
    await add(page, "虚构：只读");
    const other = await page.context().newPage();
    await other.goto(address);
    await other.waitForSelector("#ledger-grid td.ledger-id");
    await says(other.locator(".notice"), "只读");
    assert.equal(await other.locator("#ledger-new").count(), 0);
    await other.click("#ledger-grid td.ledger-id");
    await other.waitForSelector("#ledger-detail");
    assert.equal(await other.locator("#ledger-detail input, #ledger-detail textarea, #ledger-remove").count(), 0);
    await other.focus("#ledger-grid");
    await other.keyboard.press("n");
    assert.equal(await other.locator(".ledger-add").count(), 0);
  }));

test("on paper the rows of the view are printed, with what narrows it, up to a sane number", () =>
  withPage(address, async ({ page }) => {
    await demo(page);
    await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
    await page.waitForSelector(".ledger-paper tbody tr", { state: "attached" });
    assert.equal(await page.locator(".ledger-paper tbody tr").count(), 1000);
    assert.match(await page.textContent(".ledger-paper"), /只印前 1000 条/);
    await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
    await page.locator(".ledger-paper").waitFor({ state: "detached" });
    await page.fill("#ledger-search", "采购");
    await page.waitForFunction(() => Number(document.querySelector("#ledger-shown b").textContent) < 2500);
    await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
    await page.waitForSelector(".ledger-paper", { state: "attached" });
    assert.match(await page.textContent(".ledger-paper"), /搜索：采购/);
  }));

test("in English nothing but data is Chinese", () =>
  withPage(
    address,
    async ({ page }) => {
      await page.getByText("EN", { exact: true }).click();
      await begin(page, "Trial", "A. Invented");
      await page.waitForSelector("#ledger-grid");
      for (const tab of ["matter", "finding", "task", "return", "case", "exchange", "score", "result", "check", "body"]) {
        await page.click(`#ledger-tab-${tab}`);
        await page.click("#ledger-new");
        for (const panel of ["views", "columns", "help"]) {
          await page.click(`#ledger-${panel}`);
          assert.doesNotMatch(await page.textContent("main"), /[\u4e00-\u9fff]/, `${tab}, ${panel}`);
        }
        await page.click(`#ledger-help`);
      }
      await page.click("#ledger-tab-matter");
      await page.click("#ledger-new");
      await page.fill("#ledger-new-summary", "invented");
      await page.click("#ledger-new-add");
      await page.click("#ledger-grid td.ledger-id");
      await page.waitForSelector("#ledger-detail");
      await page.click("#ledger-step-assigned");
      assert.doesNotMatch(await page.textContent("main"), /[\u4e00-\u9fff]/, "an open row");
    },
    { options: { locale: "en-GB" } },
  ));

/** The text of a workbook with so many matters and no history. */
function manyMatters(count) {
  const rows = Array.from({ length: count }, (_, at) => [`L-${at}`, "2026-03-02", "registered", `虚构摘要 ${(at * 7919) % count}`]);
  const registers = { matter: { columns: ["id", "received", "state", "summary"], rows } };
  return JSON.stringify({ shizu: "workbook", version: 1, id: "00000000000000bb", name: "大册", space: "training", created: "2026-03-05T09:00:00+08:00", revision: 0, registers, history: [] });
}

test("100,000 matters: few rows in the page, the last one key away", () =>
  withPage(address, async ({ page, errors }) => {
    const large = { name: "large.shizu", mimeType: "application/json", buffer: Buffer.from(manyMatters(100000)) };
    await page.waitForSelector("html[data-start=done]");
    await page.click("#book");
    await page.setInputFiles("#book-panel input[type=file]", large);
    await page.waitForSelector("#ledger-grid td.ledger-id", { state: "attached", timeout: 120000 });
    if (await page.locator("#book-panel").count()) await page.keyboard.press("Escape");
    assert.equal(await shown(page), 100000);
    assert.equal(await page.getAttribute("#ledger-grid", "aria-rowcount"), "100001");
    assert.ok((await page.locator("#ledger-grid tbody tr").count()) < 70);
    await page.focus("#ledger-grid");
    await page.keyboard.press("Control+End");
    await page.waitForSelector("#ledger-grid tr[aria-rowindex='100001']");
    await page.keyboard.press("Control+Home");
    await page.waitForSelector("#ledger-grid tr[aria-rowindex='2']");
    assert.deepEqual(errors, []);
  }));
