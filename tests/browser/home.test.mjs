// 今日: the day of the demo, what one press does and undo takes back, the papers for the meeting on screen, on paper and as DOCX, checks by list whose
// findings land in the ledger, English, narrow, where the site starts.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { withPage } from "./lib/browser.mjs";
import { screenshots, singleFileAddress } from "./lib/places.mjs";
import { says } from "./lib/steps.mjs";
import { begin, closePanel, enter, panel } from "./lib/workbook.mjs";

const address = `${singleFileAddress}#/home`;
mkdirSync(screenshots, { recursive: true });

/** The demo on the page. */
async function demo(page) {
  await page.click("[data-testid=nothing-demo]");
  await page.waitForSelector(".home-line", { timeout: 60000 });
}

/** Says who works here. */
async function name(page, who = "王虚构") {
  await panel(page);
  await enter(page, "book-who", who);
  await closePanel(page);
}

const count = async (page, section) => Number(await page.textContent(`[data-testid=home-${section}] .home-number`));
const chinese = /[\u4e00-\u9fff]/;

test("the demo's day: sections with lines, filters, basis, and the way to the ledger", () =>
  withPage(address, async ({ page, errors }) => {
    await says(page.locator(".page.home"), /还没有打开工作簿/);
    await demo(page);
    for (const section of ["overdue", "review", "hand_over", "triggers", "clock", "follow_up"]) {
      assert.ok((await count(page, section)) > 0, section);
      // Each line says what, and what can be done.
      const line = page.locator(`[data-testid=home-${section}] .home-line`).first();
      assert.notEqual((await line.locator(".home-name").innerText()).trim(), "", section);
      assert.ok((await line.locator("button.button").count()) > 0, section);
    }
    // Overdue lines say so in words, with working days.
    assert.match(await page.locator("[data-testid=home-overdue] .home-left").first().innerText(), /逾期/);
    // Colours of the clock have a word.
    assert.match(await page.locator(".home-signal").first().innerText(), /黄|红/);

    const all = await count(page, "overdue");
    await page.selectOption("#home-scope", { index: 1 });
    await page.waitForFunction((all) => Number(document.querySelector("[data-testid=home-overdue] .home-number")?.textContent ?? 0) < all, all);
    await page.selectOption("#home-scope", { index: 0 });
    await says(page.locator("[data-testid=home-overdue] .home-number"), String(all));

    await page.locator(".home-counts [data-arg=hand_over]").click();
    await page.waitForSelector("[data-testid=home-overdue]", { state: "detached" });
    await page.locator("[data-testid=home-hand_over] .home-name").first().click();
    assert.match(await page.textContent("aside.basis"), /SF15/);

    await page.locator("[data-testid=home-hand_over] button[data-do=open]").first().click();
    await page.waitForSelector("#ledger-detail-title");
    assert.match(page.url(), /#\/ledger$/);
    assert.deepEqual(errors, []);
  }));

test("one press makes a task, reviews, takes over; undo takes it back; nobody's name is missing", () =>
  withPage(address, async ({ page, errors }) => {
    await demo(page);
    // A review is somebody's: without a name the panel asks for it.
    await page.locator("[data-testid=home-review] button[data-do=deed]").first().click();
    await page.waitForSelector("#book-who");
    await closePanel(page);
    await name(page);

    const before = await count(page, "hand_over");
    await page.locator("[data-testid=home-hand_over] button[data-do=deed]").first().click();
    await says(page.locator(".home-note"), /已接续跟进/);
    await says(page.locator("[data-testid=home-hand_over] .home-number"), String(before - 1));
    await page.click("#home-undo");
    await says(page.locator("[data-testid=home-hand_over] .home-number"), String(before));

    const trigger = page.locator("[data-testid=home-triggers] .home-line").first();
    await trigger.locator("button[data-do=deed]").click();
    await says(page.locator(".home-note"), /已列为任务/);
    await says(trigger.locator("button.button").first(), /看任务/);
    await trigger.locator("button.button").first().click();
    await page.waitForSelector("#ledger-detail-title");
    // What one did is among the changes, with one's name.
    await page.evaluate(() => (location.hash = "#/home"));
    await page.waitForSelector("[data-testid=home-news]");
    await page.locator("[data-do=news][data-arg=week]").click();
    assert.match(await page.locator(".home-changes li").first().innerText(), /王虚构/);
    assert.deepEqual(errors, []);
  }));

test("only what I have in hand, and the clock of another place or none", () =>
  withPage(address, async ({ page }) => {
    await demo(page);
    const who = (await page.locator("[data-testid=home-overdue] .home-who").first().innerText()).trim();
    await name(page, who);
    await page.check("#home-mine");
    await page.waitForFunction((who) => [...document.querySelectorAll(".home-lines .home-who")].every((it) => it.textContent.trim() === who), who);
    assert.ok((await page.locator(".home-line").count()) > 0);
    await page.uncheck("#home-mine");
    await page.waitForSelector("[data-testid=home-clock]");
    await page.selectOption(".home-clock-choice", "none");
    await page.waitForSelector("[data-testid=home-clock]", { state: "detached" });
    await page.click("#home-undo");
    await page.waitForSelector("[data-testid=home-clock]");
  }));

test("the papers of a quarter: on the screen, on paper, as a document, and for others without names", () =>
  withPage(
    address,
    async ({ page, errors }) => {
      await demo(page);
      await name(page);
      await page.click("#home-tab-meeting");
      await page.waitForSelector(".paper h3");
      await page.selectOption("#pack-office", { index: 1 });
      const office = await page.locator("#pack-office option:checked").innerText();
      await says(page.locator(".paper-head"), new RegExp(office));
      const paper = await page.innerText("[data-testid=pack-paper]");
      for (const heading of ["一、本季线索情况", "三、拟会办、联查联办事项", "四、零报告、缺报和触发项", "八、拟定议程", "九、签到表", "十、议定事项"]) {
        assert.ok(paper.includes(heading), heading);
      }
      assert.match(paper, /信息分级：涉案保密信息/);
      // Shares of each table add up to a hundred.
      const tables = await page.evaluate(() =>
        [...document.querySelectorAll(".paper-table")]
          .filter((table) => table.querySelector("th:last-child").textContent === "占比")
          .map((table) => [...table.querySelectorAll("tbody tr:not(:last-child) td:last-child")].map((cell) => Math.round(parseFloat(cell.textContent) * 10))),
      );
      assert.equal(tables.length, 5);
      for (const shares of tables) assert.equal(shares.reduce((sum, share) => sum + share, 0), 1000);

      const pdf = await page.pdf({ preferCSSPageSize: true });
      writeFileSync(join(screenshots, "home-pack.pdf"), pdf);
      const text = pdf.toString("latin1");
      assert.ok((text.match(/\/Type\s*\/Page\b/g) ?? []).length >= 3);
      // A4 in points.
      assert.match(text, /MediaBox\s*\[0 0 59[45](\.\d+)? 84[12]/);

      const names = await page.evaluate(() =>
        [...document.querySelectorAll(".paper-table")]
          .filter((table) => table.querySelector("th:nth-child(3)")?.textContent === "被反映人")
          .flatMap((table) => [...table.querySelectorAll("tbody td:nth-child(3)")].map((cell) => cell.textContent.trim()))
          .filter((name) => name.length > 1),
      );
      assert.ok(names.length > 0);
      const [file] = await Promise.all([page.waitForEvent("download"), page.click("#pack-docx")]);
      assert.match(file.suggestedFilename(), /季度例会材料.*\.docx$/);
      const path = join(screenshots, "home-pack.docx");
      await file.saveAs(path);
      const xml = execFileSync("unzip", ["-p", path, "word/document.xml"], { maxBuffer: 1 << 26 }).toString();
      for (const words of ["季度例会材料", "一、本季线索情况", "拟定议程", names[0]]) assert.ok(xml.includes(words), words);
      assert.ok((xml.match(/<w:tbl>/g) ?? []).length >= 8);

      await page.locator("#pack-tier-restricted").check({ force: true });
      await says(page.locator(".paper-head"), /信息分级：限定知悉范围/);
      const others = await page.innerText("[data-testid=pack-paper]");
      for (const name of names) assert.ok(!others.includes(name), name);

      // What goes to others is entered in the disclosure log first; what the rules refuse does not go.
      const changes = async () => Number(await page.getAttribute("#book", "data-revision"));
      const print = () => page.evaluate(() => (window.printed = [], (window.print = () => window.printed.push(document.querySelector("[data-testid=pack-paper]").className))));
      await print();
      assert.ok(await page.isDisabled("#pack-docx"));
      assert.ok(await page.isDisabled("#pack-print"));
      await page.emulateMedia({ media: "print" });
      assert.equal(await page.isVisible("[data-testid=pack-paper]"), false);
      await page.emulateMedia({ media: "screen" });
      await page.selectOption("#hand-recipient", "external");
      await page.selectOption("#hand-purpose", "other");
      await says(page.locator("#pack-says"), /不得提供/);
      assert.ok(await page.isDisabled("#pack-docx"));
      await page.selectOption("#hand-recipient", "other_office");
      await page.selectOption("#hand-purpose", "supervision");
      await says(page.locator("#pack-says"), /须经.*审批/);
      assert.ok(await page.isDisabled("#pack-docx"));
      await page.selectOption("#hand-purpose", "training");
      await page.fill("#hand-approval", "虚构批示 2026-1");
      await page.press("#hand-approval", "Enter");
      await says(page.locator("#pack-says"), /须遮蔽/);
      await page.selectOption("#hand-purpose", "supervision");
      await says(page.locator("#pack-says"), /可以提供/);
      await page.locator("#pack-handing").scrollIntoViewIfNeeded();
      await page.screenshot({ path: join(screenshots, "home-handing.png") });
      const before = await changes();
      const [given] = await Promise.all([page.waitForEvent("download"), page.click("#pack-docx")]);
      assert.match(given.suggestedFilename(), /季度例会材料.*\.docx$/);
      await says(page.locator("#pack-says"), /已登记/);
      assert.equal(await changes(), before + 1);
      // The same papers to the same recipient once more, now on paper: they are in the log already.
      await page.click("#pack-print");
      await page.waitForFunction(() => window.printed.length === 1);
      assert.deepEqual(await page.evaluate(() => window.printed), ["paper"]);
      assert.equal(await changes(), before + 1);
      // To somebody else: another row.
      await page.selectOption("#hand-recipient", "standing_committee");
      await says(page.locator("#pack-says"), /可以提供/);
      await page.click("#pack-print");
      await page.waitForFunction(() => window.printed.length === 2);
      assert.equal(await changes(), before + 2);
      await page.evaluate(() => (location.hash = "#/ledger"));
      await page.click("#ledger-tab-exchange");
      await page.fill("#ledger-search", "季度例会材料");
      await says(page.locator("#ledger-shown b"), /^2$/);
      const rows = await page.locator("#ledger-grid tbody tr[aria-rowindex]").allInnerTexts();
      assert.match(rows.join("\n"), /另一监督检查室.*须经审批/);
      assert.match(rows.join("\n"), /常委会/);
      assert.deepEqual(errors, []);
    },
    { options: { acceptDownloads: true } },
  ));

test("a check of a meeting: begun, ticked, its finding in the ledger with its origin, and out again by undo", () =>
  withPage(address, async ({ page, errors }) => {
    await begin(page, "试用台账");
    assert.match(await page.textContent(".page.home"), /工作簿还是空的/);
    await page.click("#home-tab-checks");
    await page.click("#check-begin");
    await says(page.locator(".errors"), /被监督单位/);
    await page.fill("#check-body", "市虚构局");
    await page.fill("#check-meeting", "党组会（虚构）");
    await page.fill("#check-on", "2026-03-05");
    await page.click("#check-begin");
    await page.waitForSelector("[data-testid=check-open] .home-item");
    const text = await page.innerText("[data-testid=check-open]");
    // LS38: before, during, after; what goes beyond it says so.
    for (const words of ["会前了解", "会中列席", "会后查阅", "来源", "假设"]) assert.ok(text.includes(words), words);
    assert.ok((await page.locator(".home-item").count()) >= 10);

    const first = page.locator(".home-item").first();
    await first.locator("select").selectOption("problem");
    await first.locator("[data-do=into][data-arg^=finding]").click();
    assert.equal(await page.locator(".home-note", { hasText: "已转入" }).count(), 0, "nothing without words");
    await first.locator("textarea").fill("虚构：议题未提前告知 <b>");
    await first.locator("[data-do=into][data-arg^=finding]").click();
    await says(page.locator(".home-note"), /已转入巡察发现台账/);
    await says(first, /已转入台账：巡察发现 F-/);
    await first.locator("[data-do=open-row]").click();
    await page.waitForSelector("#ledger-detail-title");
    assert.match(await page.textContent(".page.ledger"), /虚构：议题未提前告知 <b>/);

    await page.evaluate(() => (location.hash = "#/home"));
    await page.waitForSelector("#home-tab-checks");
    await page.click("#home-tab-checks");
    await page.locator("#undo, [data-do=undo]").first().click();
    await page.locator(".home-checks button.link").first().click();
    await page.waitForSelector(".home-item");
    assert.equal(await page.locator(".home-item [data-do=open-row]").count(), 0);
    assert.deepEqual(errors, []);
  }));

test("in English nothing but what people wrote is Chinese; narrow nothing scrolls sideways", () =>
  withPage(address, async ({ page }) => {
    await begin(page, "book", "Wang");
    await page.getByText("EN", { exact: true }).first().click();
    await says(page.locator(".page.home h1"), /Today/);
    for (const tab of ["today", "meeting", "checks"]) {
      await page.click(`#home-tab-${tab}`);
      assert.doesNotMatch(await page.innerText(".page.home"), chinese, tab);
      assert.doesNotMatch(await page.innerText("aside.basis"), chinese, tab);
    }
    await page.fill("#check-body", "Bureau");
    await page.fill("#check-meeting", "Meeting");
    await page.click("#check-begin");
    await page.waitForSelector(".home-item");
    assert.doesNotMatch(await page.innerText(".page.home"), chinese);
    await page.setViewportSize({ width: 390, height: 844 });
    for (const tab of ["today", "meeting", "checks"]) {
      await page.click(`#home-tab-${tab}`);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(width <= 390, `${tab}: ${width}`);
    }
  }));

test("the site starts with this page once a workbook is open, and with intake before", () =>
  withPage(singleFileAddress, async ({ page }) => {
    await page.waitForSelector("html[data-start=done]");
    assert.equal(await page.evaluate(() => location.hash), "");
    await begin(page, "试用台账");
    await page.locator("#book.book-good").waitFor();
    await page.goto(`${singleFileAddress}#/rules`);
    await page.reload();
    await page.waitForSelector("html[data-start=done]");
    assert.match(page.url(), /#\/rules$/);
    await page.goto("about:blank");
    await page.goto(singleFileAddress);
    await page.waitForURL(/#\/home$/);
    await says(page.locator("h1"), /今日/);
  }));
