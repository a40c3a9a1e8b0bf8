// 数据: the workbook as a file with and without a passphrase, rows in and out, a colleague's copy, snapshots, the self-check.
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { withPage } from "./lib/browser.mjs";
import { screenshots, singleFileAddress } from "./lib/places.mjs";
import { open, says } from "./lib/steps.mjs";
import { bar, begin, closePanel, enter, named, panel, stored } from "./lib/workbook.mjs";

const address = `${singleFileAddress}#/data`;
mkdirSync(screenshots, { recursive: true });

let folder;
before(async () => (folder = await mkdtemp(join(tmpdir(), "shizu-data-"))));
after(() => rm(folder, { recursive: true }));

/** Writes a file to choose. */
function file(name, content) {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** Presses `button` and resolves to the name and bytes that the browser is handed to save. */
async function saved(page, button) {
  const [download] = await Promise.all([page.waitForEvent("download", { timeout: 60000 }), button.click()]);
  const parts = [];
  for await (const part of await download.createReadStream()) parts.push(part);
  return { name: download.suggestedFilename(), bytes: Buffer.concat(parts) };
}

const tab = (page, word) => page.click(`#data-tab-${word}`);
const act = (page, name) => page.locator(`.page.data [data-do=${name}]`).first();
const counts = async (page, list) => {
  const rows = await page.locator(`#${list} dd`).allInnerTexts();
  return rows.map(Number);
};

/** Imports the text of a CSV file into the register and takes it over. */
async function importRows(page, name, content, kind = "matter") {
  await tab(page, "import");
  await page.selectOption("#im-kind", kind);
  await page.setInputFiles("#im-file", file(name, content));
  await page.waitForSelector("#data-plan");
  await act(page, "im-take").click();
  await says(page.locator(".data-note"), /已从/);
}

const CLUES = "编号,反映问题摘要,被反映人\nX-1,虚构：违规接待,甲例\nX-2,虚构：虚报支出,乙例\n";

test("a passphrase: asked for twice, needed to open, not lost unasked", () =>
  withPage(address, async ({ page, errors }) => {
    await begin(page, "密册");
    await importRows(page, "clues.csv", CLUES);
    await tab(page, "book");
    await page.fill("#data-phrase", "kite under 7 elms");
    await page.fill("#data-phrase-again", "kite under 7 elm");
    await act(page, "save-sealed").click();
    await says(page.locator(".data-fault"), /两次输入的口令不同/);
    await page.fill("#data-phrase-again", "kite under 7 elms");
    const sealed = await saved(page, act(page, "save-sealed"));
    assert.match(sealed.name, /^密册 .*\.shizu$/);
    assert.equal(sealed.bytes.subarray(0, 22).toString("latin1"), "age-encryption.org/v1\n");

    // The next file without one is asked about, here and from the frame.
    await panel(page);
    await page.click("#book-panel [data-do=save-file]");
    await page.waitForSelector("#book-panel", { state: "detached" });
    await tab(page, "book");
    await act(page, "save-plain").click();
    await says(page.locator("[role=alert]"), /不加口令/);
    const plain = await saved(page, page.locator("[data-do=save-plain][data-arg=sure]"));
    assert.equal(JSON.parse(plain.bytes.toString("utf8")).shizu, "workbook");

    const path = file("sealed.shizu", sealed.bytes);
    await page.setInputFiles("#data-file", path);
    await page.fill("#data-key", "wrong");
    await act(page, "unseal").click();
    await says(page.locator("#data-pending .data-fault"), /口令/);
    await page.fill("#data-key", "kite under 7 elms");
    await act(page, "unseal").click();
    await page.waitForSelector("#data-pending", { state: "detached" });
    await named(page, "密册");
    assert.deepEqual(errors, []);
  }));

test("rows come in: columns by their names, a dry run, refused rows back, one undo, the mapping remembered", () =>
  withPage(address, async ({ page, errors }) => {
    await begin(page, "导入册");
    await tab(page, "import");
    // GB18030 for 编号,内容,收到日期 and two rows, the second with a day that does not exist.
    const text = "编号,内容,收到日期\nG-1,虚构一,2026-03-05\nG-2,虚构二,2026-02-30\n";
    const gb = Buffer.concat(
      Array.from(text, (sign) => GB.get(sign) ?? Buffer.from(sign, "latin1")),
    );
    await page.setInputFiles("#im-file", file("gb.csv", gb));
    await page.waitForSelector("#data-plan");
    // 内容 is no field: it is mapped by hand.
    await page.selectOption("#im-col-1", "summary");
    await page.waitForFunction(() => document.querySelectorAll("#data-plan dd").length === 5);
    assert.deepEqual(await counts(page, "data-plan"), [1, 0, 0, 0, 1]);
    await says(page.locator(".data-faults"), /第 3 行/);
    const errorsFile = await saved(page, act(page, "im-errors"));
    assert.equal(errorsFile.bytes.subarray(0, 2).toString("latin1"), "PK");
    const before = (await bar(page)).revision;
    await act(page, "im-take").click();
    await says(page.locator(".data-note"), /新增 1 行/);
    await page.click("#data-undo");
    await page.waitForSelector(".data-note", { state: "detached" });
    assert.ok((await bar(page)).revision > before);
    // The same header again: 内容 is known now, and the row is not there any more.
    await page.setInputFiles("#im-file", file("gb2.csv", gb));
    await page.waitForSelector("#data-plan");
    assert.equal(await page.inputValue("#im-col-1"), "summary");
    assert.deepEqual(await counts(page, "data-plan"), [1, 0, 0, 0, 1]);
    assert.deepEqual(errors, []);
  }));

test("many rows: it is said before the work begins, and they are one change with one undo", () =>
  withPage(address, async ({ page, errors }) => {
    await begin(page, "大册");
    const rows = Array.from({ length: 20000 }, (_, at) => `L-${at},虚构第${at}件,甲例${at}`);
    await tab(page, "import");
    await page.setInputFiles("#im-file", file("many.csv", `编号,反映问题摘要,被反映人\n${rows.join("\n")}\n`));
    await page.waitForSelector("#data-plan", { timeout: 60000 });
    // What is drawn between the press and the work: a frame must have come in which it stood there, before the workbook changed.
    await page.evaluate(() => {
      window.seen = [];
      const look = () => {
        const text = document.getElementById("data-taking")?.innerText;
        if (text) window.seen.push([text.split("\n")[0], document.getElementById("book").getAttribute("data-revision"), document.getElementById("data-taking").getAttribute("aria-live")]);
        requestAnimationFrame(look);
      };
      look();
    });
    const before = (await bar(page)).revision;
    await act(page, "im-take").click();
    await says(page.locator(".data-note"), /新增 20000 行/);
    const [first] = await page.evaluate(() => window.seen);
    assert.deepEqual(first, ["正在导入 20000 行…", String(before), "polite"]);
    assert.equal(await page.locator("#data-taking").count(), 0);
    assert.equal((await bar(page)).revision, before + 1);
    await page.click("#data-undo");
    await tab(page, "book");
    await says(page.locator(".data-registers .data-sum"), /合计\s*0$/);
    assert.deepEqual(errors, []);
  }));

const GB = new Map(
  Object.entries({
    编: [0xb1, 0xe0], 号: [0xba, 0xc5], 内: [0xc4, 0xda], 容: [0xc8, 0xdd], 收: [0xca, 0xd5], 到: [0xb5, 0xbd], 日: [0xc8, 0xd5], 期: [0xc6, 0xda],
    虚: [0xd0, 0xe9], 构: [0xb9, 0xb9], 一: [0xd2, 0xbb], 二: [0xb6, 0xfe],
  }).map(([sign, bytes]) => [sign, Buffer.from(bytes)]),
);

const HOSTILE = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "<img src=x onerror=alert(1)>", "\u202Eevil\u202C", "'quoted", "310000199001011234"];

test("what goes out comes in identically, and is no formula to a spreadsheet", () =>
  withPage(address, async ({ page, errors }) => {
    await begin(page, "往返册");
    const rows = HOSTILE.map((cell, at) => `H-${at},"${cell.replaceAll('"', '""')}"`);
    await importRows(page, "hostile.csv", `id,summary\n${rows.join("\n")}\n`);
    await tab(page, "export");
    for (const format of ["csv-bom", "csv-gb", "xlsx"]) {
      await page.selectOption("#ex-format", format);
      const { name, bytes } = await saved(page, act(page, "export"));
      if (format !== "xlsx") {
        const text = new TextDecoder(format === "csv-gb" ? "gb18030" : "utf-8", { fatal: true }).decode(bytes);
        assert.ok(text.includes("反映问题摘要") && text.includes("\u202Eevil"), format);
        for (const line of text.split(/\r?\n/).filter((line) => line.startsWith("H-"))) {
          for (const cell of line.split(",")) assert.doesNotMatch(cell, /^"?[=+\-@\t\r]/, line);
        }
      }
      await tab(page, "import");
      await page.setInputFiles("#im-file", file(name, bytes));
      await page.waitForSelector("#data-plan", { timeout: 60000 });
      assert.deepEqual(await counts(page, "data-plan"), [0, 0, HOSTILE.length, 0, 0], format);
      await act(page, "im-close").click();
      await tab(page, "export");
    }
    await open(page, "#/ledger");
    await says(page.locator("main"), /<img src=x onerror=alert\(1\)>/);
    assert.deepEqual(errors, []);
  }));

test("redacted: what may not go stays, with its reason; what goes is in the disclosure log", () =>
  withPage(address, async ({ page, errors }) => {
    await begin(page, "披露册");
    await importRows(page, "clues.csv", CLUES);
    await tab(page, "export");
    await page.check("#ex-redacted");
    assert.ok(await act(page, "export").isDisabled());
    await page.selectOption("#ex-recipient", "party_group");
    await page.selectOption("#ex-purpose", { index: 1 });
    await says(page.locator("#data-preview"), /不提供/);
    assert.ok(await act(page, "export").isDisabled(), "a clue never goes to the unit");
    await page.screenshot({ path: join(screenshots, "data-refused.png") });

    await page.selectOption("#ex-recipient", "case_management");
    await enter(page, "ex-approval", "虚构批示 2026-1");
    const preview = page.locator("#data-preview");
    await says(preview, /提供/);
    if (await act(page, "export").isEnabled()) {
      const before = (await bar(page)).revision;
      const { name } = await saved(page, act(page, "export"));
      assert.match(name, /\.xlsx$/);
      await says(page.locator(".data-note"), /披露日志/);
      assert.equal((await bar(page)).revision, before + 1);
      await tab(page, "book");
      await says(page.locator(".data-registers tr", { hasText: /信息交换|披露/ }), /1/);
    } else {
      assert.fail(await preview.innerText());
    }
    assert.deepEqual(errors, []);
  }));

test("a colleague's copy: what each side changed, a conflict chosen, one undo", () =>
  withPage(address, async ({ page, errors }) => {
    await begin(page, "合册");
    await importRows(page, "clues.csv", CLUES);
    await tab(page, "book");
    const copy = await saved(page, act(page, "save-plain"));
    await importRows(page, "mine.csv", "id,summary\nX-1,我方写法\n");
    let other;
    await withPage(address, async ({ page }) => {
      await page.waitForSelector("html[data-start=done]");
      await panel(page);
      await enter(page, "book-who", "李拟");
      await closePanel(page);
      await page.setInputFiles("#data-file", file("copy.shizu", copy.bytes));
      await named(page, "合册");
      await importRows(page, "theirs.csv", "id,summary\nX-1,对方写法\nX-3,对方新增\n");
      await tab(page, "book");
      other = await saved(page, act(page, "save-plain"));
    });
    await tab(page, "merge");
    await page.setInputFiles("#merge-file", file("theirs.shizu", other.bytes));
    await page.waitForSelector("#data-rows");
    // Theirs only 1, different fields 0, conflicts 1, alike 0, mine only 0.
    assert.deepEqual(await counts(page, "data-difference"), [1, 0, 1, 0, 0]);
    for (const words of ["虚构：违规接待", "我方写法", "对方写法"]) await says(page.locator("#data-rows .data-conflict"), words);
    await page.selectOption("[data-do=merge-choice]", "theirs");
    await page.screenshot({ path: join(screenshots, "data-merge.png") });
    await act(page, "merge-take").click();
    await says(page.locator(".data-note"), /已合并/);
    await open(page, "#/ledger");
    await says(page.locator("main"), /对方写法/);
    await says(page.locator("main"), /对方新增/);
    await page.keyboard.press("Control+z");
    await says(page.locator("main"), /我方写法/);
    assert.deepEqual(errors, []);
  }));

test("the self-check says of everything what it means", () =>
  withPage(address, async ({ page, errors }) => {
    await page.waitForSelector("html[data-start=done]");
    await tab(page, "check");
    await says(page.locator("#data-checks"), /XLSX、DOCX 与加密模块/);
    await says(page.locator("#data-checks"), /存储容量/);
    for (const row of await page.locator("#data-checks tbody tr").all()) {
      const cells = await row.locator("th, td").allInnerTexts();
      assert.match(cells[1], /正常|受限|没有/);
      assert.ok(cells[2].length > 2, cells[0]);
    }
    assert.match(await page.locator("#data-checks tr", { hasText: "加密模块" }).innerText(), /正常/);
    await page.screenshot({ path: join(screenshots, "data-check.png"), fullPage: true });
    assert.deepEqual(errors, []);
  }));

test("an earlier state comes back as a change that can be undone", () =>
  withPage(address, async ({ page, errors }) => {
    await page.waitForSelector("html[data-start=done]");
    await page.locator("[data-do=nothing-demo]").first().click();
    await page.waitForSelector("#data-registers, .data-registers", { timeout: 60000 });
    await stored(page);
    await panel(page);
    await enter(page, "book-who", "王虚构");
    await closePanel(page);
    await importRows(page, "one.csv", "id,summary\nZ-1,虚构新增\n");
    const later = (await bar(page)).revision;
    await tab(page, "snapshots");
    await page.locator("[data-do=snap-restore]:enabled").first().click();
    await says(page.locator(".data-note"), /已恢复到/);
    assert.equal((await bar(page)).revision, later + 1);
    await page.click("#data-undo");
    await page.waitForSelector(".data-note", { state: "detached" });
    const copy = await saved(page, page.locator("[data-do=snap-save]").first());
    assert.equal(JSON.parse(copy.bytes.toString("utf8")).shizu, "workbook");
    assert.deepEqual(errors, []);
  }));
