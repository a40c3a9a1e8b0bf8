// 教员: scenarios written with live checking, tried and played; sets handed out and opened in 实训; a class from good, edited, other and broken files, its
// picture checked by hand; exports, print, English.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { withPage } from "./lib/browser.mjs";
import { scenarios, singleFileAddress } from "./lib/places.mjs";
import { chinese, open, says } from "./lib/steps.mjs";
import { savedFile } from "./lib/workbook.mjs";

/** A test of the page; no error may be reported while it runs. */
const onTeach = (name, use, options) =>
  test(name, () =>
    withPage(
      singleFileAddress,
      async (tools) => {
        await open(tools.page, "#/teach");
        await use(tools.page, tools);
        assert.deepEqual(tools.errors, []);
      },
      { options },
    ));

const text = (page) => page.locator("#teach-text");
const findings = (page) => page.locator("#teach-findings");
const lineOf = (all, words) => all.split("\n").findIndex((line) => line.includes(words)) + 1;

/** Changes the text of the open draft. */
async function change(page, from, to) {
  const before = await text(page).inputValue();
  assert.ok(before.includes(from), from);
  await text(page).fill(before.replace(from, to));
}

/** Begins a draft from the template and waits until it was looked at. */
async function template(page) {
  await page.locator("#teach-template").click();
  await says(findings(page), "✓ 可以使用");
}

const file = (name, content) => ({ name, mimeType: "application/json", buffer: Buffer.from(content) });

onTeach("a mistake is told with its line while one writes, and is gone when it is mended", async (page) => {
  await template(page);
  await says(page.locator(".teach-figures"), "2个场景；走一遍2个决策，约4分钟");
  const whole = await text(page).inputValue();

  await change(page, 'kind = "route"', 'kind = "rout"');
  await says(findings(page), /✗ 1处要改/);
  const line = lineOf(whole, 'kind = "route"');
  await says(findings(page), new RegExp(`第${line}行第\\d+列 写法有误.*rout.*route`));
  await says(page.locator(".teach-line-bad"), String(line));
  // The preview stays as it last was, and says so.
  await says(page.locator(".teach-right"), "下面是上一次读得通时的样子");
  assert.ok(await page.locator("#teach-play").isDisabled());
  await findings(page).locator("button.link").first().click();
  const selected = await text(page).evaluate((area) => area.value.slice(area.selectionStart, area.selectionEnd));
  assert.equal(selected, 'kind = "rout"');

  await change(page, 'kind = "rout"', 'kind = "route"');
  await says(findings(page), "✓ 可以使用");
  assert.equal(await page.locator(".teach-line-bad").count(), 0);
  assert.equal(await text(page).inputValue(), whole);
});

onTeach("broken TOML, a circle, and an id that ships: told, and the text is never lost", async (page) => {
  await template(page);
  const whole = await text(page).inputValue();
  await text(page).fill(`${whole}\n[[scene\n`);
  await says(findings(page), new RegExp(`第${whole.split("\n").length + 1}行`));
  // What is broken is kept all the same.
  await page.reload();
  await says(findings(page), /✗ 1处要改/);
  assert.equal(await text(page).inputValue(), `${whole}\n[[scene\n`);

  await text(page).fill(whole.replace("end = true", 'next = "receive"'));
  await says(findings(page), /绕圈.*场景只能向前走/);
  // It can be looked at all the same.
  await page.locator("#teach-scene-1").click();
  await says(page.locator(".teach-decision").first(), /派驻纪检监察组/);

  await text(page).fill(whole.replace('id = "own-1"', 'id = "first-week"'));
  await says(findings(page), new RegExp(`第${lineOf(whole, 'id = "own-1"')}行.*编号“first-week”与另一个情景相同`));
  await text(page).fill(whole);
  await says(findings(page), "✓ 可以使用");
});

onTeach("several drafts, discarded and brought back; from a shipped scenario; as a file", async (page) => {
  await template(page);
  await page.locator("#teach-more > summary").click();
  await page.locator("#teach-base").selectOption("first-week");
  await says(findings(page), "✓ 可以使用");
  assert.match(await text(page).inputValue(), /^id = "own-first-week"$/m);
  assert.equal(await page.locator(".teach-drafts button").count(), 2);
  await page.locator("#teach-discard").click();
  assert.equal(await page.locator(".teach-drafts button").count(), 1);
  await page.locator("#teach-take-back").click();
  assert.match(await text(page).inputValue(), /own-first-week/);
  const saved = await savedFile(page, page.locator("#teach-save"));
  const shipped = readFileSync(`${scenarios}first-week.toml`, "utf8");
  assert.equal(saved.text, shipped.replace('id = "first-week"', 'id = "own-first-week"'));
  // A file of another kind changes nothing.
  await page.setInputFiles("#teach-open", { name: "x.toml", mimeType: "text/plain", buffer: Buffer.from([0xff, 0xfe, 0x41, 0x00]) });
  await says(page.locator("[role=alert]"), "不是 UTF-8 编码的文本");
  assert.equal(await page.locator(".teach-drafts button").count(), 2);
});

onTeach("erasing what one has learned leaves drafts alone", async (page) => {
  await template(page);
  await page.evaluate(() => (location.hash = "#/train/record"));
  await page.locator("#record-erase").click();
  await page.locator("#record-erase-all").click();
  await page.locator("#record-erase-all").waitFor({ state: "detached" });
  await page.evaluate(() => (location.hash = "#/teach"));
  await page.reload();
  assert.match(await text(page).inputValue(), /own-1/);
});

onTeach("the browser's own undo works in the text", async (page) => {
  await template(page);
  const whole = await text(page).inputValue();
  await text(page).focus();
  await page.keyboard.press("Control+Home");
  await page.keyboard.type("abc");
  await says(findings(page), "第1行");
  await page.keyboard.press("Control+z");
  await says(findings(page), "✓ 可以使用");
  assert.equal(await text(page).inputValue(), whole);
});

onTeach("a scenario is tried from a scene on, and played in training", async (page) => {
  await template(page);
  await page.locator("#teach-scene-1").click();
  await page.locator("#teach-try").click();
  await page.locator("input[value=office]").check();
  await page.locator("#trial-answer").click();
  await says(page.locator(".q-graded"), /不对.*派驻纪检监察组/s);
  await page.locator("#trial-go").click();
  await page.locator("input[type=date]").fill("2026-04-02");
  await page.locator("#trial-answer").click();
  await says(page.locator(".q-graded"), "正确");
  await page.locator("#trial-go").click();
  await says(page.locator(".teach-figures"), "得分：50%");
  await page.locator("#teach-try-end").click();
  await page.locator("#teach-play").click();
  await page.waitForFunction(() => location.hash === "#/train/own-1");
  await page.locator("#train-scene").waitFor();
});

/** Assigns the own scenario, the first lesson and an exam; resolves to the file of the set. */
async function assigned(page) {
  await template(page);
  await page.locator("#teach-tab-assign").click();
  await page.locator("#assign-save").click();
  await says(page.locator("[role=alert]"), /请给任务单起个名字.*请至少选一个情景/s);
  assert.equal(await page.evaluate(() => document.activeElement.id), "assign-title");
  await page.locator("#assign-title").fill("第一周");
  await page.locator("#assign-s-own-1").check();
  await page.locator("#assign-s-first-week").check();
  await page.locator("#assign-exam").check();
  await page.locator("#assign-count").fill("五");
  await says(page.locator("#assign-count-fault"), "题数写 1 到 200 的整数");
  await page.locator("#assign-count").fill("5");
  await page.locator("#assign-minutes").fill("10");
  await page.locator("#assign-f-routing").check({ force: true });
  await page.locator("#assign-note").fill("先读材料。");
  return (await savedFile(page, page.locator("#assign-save"))).text;
}

onTeach("a set is put together, and opened in training as a list with progress", async (page) => {
  const set = await assigned(page);
  const content = JSON.parse(set);
  assert.deepEqual([content.kind, content.format, content.title], ["shizu-training-set", 1, "第一周"]);
  assert.deepEqual(content.scenarios.map(({ id, text }) => [id, typeof text]), [["first-week", "undefined"], ["own-1", "string"]]);
  assert.deepEqual([content.exam.terms.count, content.exam.terms.seconds, content.exam.terms.families], [5, 600, ["routing"]]);
  // What was typed is there after a reload.
  await page.reload();
  await page.locator("#teach-tab-assign").click();
  assert.equal(await page.locator("#assign-title").inputValue(), "第一周");

  // Another machine.
  await page.evaluate(() => localStorage.clear());
  await page.evaluate(() => (location.hash = "#/train"));
  await page.reload();
  await page.locator("#train-file").waitFor({ state: "attached" });
  await page.setInputFiles("#train-file", file("set.json", set));
  const list = page.locator(".train-set");
  await says(list, /任务单：第一周 0\/3/);
  await says(list, "先读材料。");
  await says(list, "考核：5题，10分钟");
  assert.equal(await list.locator(".train-notice").count(), 0);
  await list.locator("a", { hasText: "新情景" }).click();
  await playOwn(page);
  await page.evaluate(() => (location.hash = "#/train"));
  await says(list, /第一周 1\/3/);
  await says(list.locator("li", { hasText: "新情景" }), "✓ 已完成 100%");
  // The exam waits where exams are taken.
  await list.locator("a", { hasText: "考核" }).click();
  await says(page.locator(".exam-set"), /第一周.*5.*10/s);
});

onTeach("an edited set is taken with a word, a broken or newer one is not", async (page) => {
  const set = await assigned(page);
  await page.evaluate(() => (location.hash = "#/train"));
  await page.locator("#train-file").waitFor({ state: "attached" });
  await page.setInputFiles("#train-file", file("edited.json", set.replace("先读材料。", "后读材料。")));
  await says(page.locator(".train-set .train-notice"), "校验值不符");
  await page.setInputFiles("#train-file", file("newer.json", set.replace('"format": 1', '"format": 2')));
  await says(page.locator("[role=alert]"), /newer\.json.*另一版本（格式2）/s);
  await page.setInputFiles("#train-file", file("cut.json", set.slice(0, 300)));
  await says(page.locator("[role=alert]"), /cut\.json.*第\d+行第\d+列/s);
  await page.locator("[data-do=remove-set]").click();
  assert.equal(await page.locator(".train-set").count(), 0);
});

/** Plays the template's scenario in training, everything right. */
async function playOwn(page) {
  await page.locator("#train-go").click();
  await page.locator("input[value=group]").check();
  await page.locator("#train-answer").click();
  await page.locator("#train-go").click();
  await page.locator("input[type=date]").fill("2026-04-02");
  await page.locator("#train-answer").click();
  await page.locator("#train-go").click();
  if ((await page.locator(".train-end").count()) === 0) await page.locator("#train-go").click();
  await page.locator(".train-end").waitFor();
}

/** The checksum of results, as `crates/training/src/checksum.rs` has it. */
function checksum(text) {
  const mask = (1n << 64n) - 1n;
  let hash = 0xcbf29ce484222325n;
  for (const byte of Buffer.from(text)) if (byte !== 13) hash = ((hash ^ BigInt(byte)) * 0x100000001b3n) & mask;
  hash = ((hash ^ (hash >> 33n)) * 0xff51afd7ed558ccdn) & mask;
  return (hash ^ (hash >> 33n)).toString(16).padStart(16, "0");
}

/** The same record with some fields changed and a checksum that fits. */
function sealed(record, fields) {
  const bare = { ...record, ...fields, checksum: "" };
  return JSON.stringify({ ...bare, checksum: checksum(JSON.stringify(bare)) });
}

/** A record of the template's scenario, played right in this browser; resolves to what its file holds. */
async function ownRecord(page) {
  await template(page);
  await page.locator("#teach-play").click();
  await playOwn(page);
  const record = await page.evaluate(() => {
    const key = Object.keys(localStorage).find((key) => key.startsWith("shizu.training.train.record.own-1"));
    return JSON.parse(localStorage.getItem(key));
  });
  await page.evaluate(() => (location.hash = "#/teach"));
  await page.locator("#teach-tab-class").click();
  assert.equal(JSON.parse(sealed(record, {})).checksum, record.checksum, "the checksum is worked out here as there");
  return record;
}

/** The steps with other answers: the leader, and the last day. */
function steps(record, lead, day) {
  const chosen = { lead: { lead: [lead] }, opinion: Object.fromEntries(Object.keys(slotsOf(record, "opinion")).map((slot) => [slot, [day]])) };
  return record.steps.map((step) => (step.answer ? { answer: { ...step.answer, answer: chosen[step.answer.decision], seconds: 30 } } : step));
}

const slotsOf = (record, decision) => record.steps.find((step) => step.answer && step.answer.decision === decision).answer.answer;

/** A class of seven with eight results, as files. What they are worth follows from LS34 and from a month from 2 March. */
function classOf(record) {
  const [right, wrong] = [["group", "2026-04-02"], ["office", "2026-03-20"]];
  const of = (trainee, [lead, day], fields = {}) => {
    const credits = { lead: lead === "group" ? "1" : "0", opinion: day === "2026-04-02" ? "1" : "0" };
    const sum = Number(credits.lead) + Number(credits.opinion);
    const score = ["0", "1/2", "1"][sum];
    return sealed(record, { trainee, steps: steps(record, lead, day), credits, score, ended: "2026-03-02T10:00:00+08:00", ...fields });
  };
  const whole = steps(record, ...right);
  const upToLead = whole.slice(0, whole.findIndex((step) => step.answer) + 1);
  const gone = whole.map((step) => (step.answer && step.answer.decision === "opinion" ? { answer: { ...step.answer, decision: "gone" } } : step));
  return [
    file("甲.json", of("甲", right)),
    file("甲2.json", of("甲", wrong, { ended: "2026-03-03T10:00:00+08:00" })),
    file("乙.json", of("乙", ["office", right[1]])),
    file("丙.json", of("丙", wrong)),
    file("丁.json", of("丁", right, { steps: upToLead, credits: { lead: "1" }, score: "1", finished: false })),
    file("戊.json", of("戊", wrong).replaceAll('"0"', '"1"')),
    file("己.json", of("己", right, { rules: "0000000000000000" })),
    file("庚.json", of("庚", right, { steps: gone, hash: "0000000000000000" })),
  ];
}

const figure = (page, what) => page.locator(`#class-${what}`).innerText();

onTeach("a class of good, edited, other and unfinished results: every figure by hand", async (page) => {
  const record = await ownRecord(page);
  await page.setInputFiles("#class-files", classOf(record));
  await says(page.locator(".teach-said"), "已导入8份成绩");
  await page.locator("#class-matrix").waitFor();
  assert.deepEqual([await figure(page, "people"), await figure(page, "results"), await figure(page, "finished")], ["7", "8", "6"]);
  // Finished and sound, the best of each: 100, 50, 0, 100.
  assert.deepEqual([await figure(page, "mean"), await figure(page, "median"), await figure(page, "doubtful")], ["62.5%", "75%", "⚠ 1"]);
  assert.deepEqual(await page.locator(".class-bars .class-count").allInnerTexts(), ["1", "", "", "", "", "1", "", "", "", "2"]);

  const row = (name) => page.locator("#class-matrix tbody tr").filter({ has: page.getByRole("button", { name, exact: true }) });
  await says(row("甲"), /100% ×2/);
  await says(row("乙"), /50%/);
  await says(row("丁"), /100% ◐/);
  await says(row("戊"), /0% ⚠/);
  await says(row("己"), /100% △/);
  await says(row("庚"), /100% ◐.* △/);

  // LS34's row: answered six times (甲 once, 乙, 丙, 丁, 己, 庚), missed twice. The last day: four times, missed once.
  const rule = page.locator("#class-rules tbody tr", { hasText: "党组管理的干部" });
  assert.deepEqual(await rule.locator("td.figure").allInnerTexts(), ["2", "6", "66.6%"]);
  await says(rule.locator(".cite summary"), "LS34");
  assert.equal(await rule.locator("th a").getAttribute("href"), "#/rules/lead.party_group");
  const day = page.locator("#class-rules tbody tr", { hasText: "提出处置意见" });
  assert.deepEqual(await day.locator("td.figure").allInnerTexts(), ["1", "4", "75%"]);
  const hardest = page.locator("#class-decisions tbody tr").first();
  await says(hardest, /这件线索由谁主办？.*主办归属：监督检查室 ×2/s);

  // The last instead of the best: 0, 50, 0, 100.
  await page.locator("#class-repeats").selectOption("last");
  await page.locator("#class-mean", { hasText: "37.5%" }).waitFor();
  await page.locator("#class-repeats").selectOption("best");

  // Step by step.
  await row("乙").getByRole("button").click();
  const log = page.locator("#class-person .class-log tbody tr");
  assert.equal(await log.count(), 2);
  await says(log.first(), /这件线索由谁主办？.*30秒.*监督检查室.*应为 派驻纪检监察组.*0%.*党组管理的干部/s);
  await says(log.nth(1), /100%/);
  await row("戊").getByRole("button").click();
  await says(page.locator(".class-notes"), /校验值不符.*文件里写的得分是100%，重新评得0%/s);
  await row("己").getByRole("button").click();
  await says(page.locator(".class-notes"), "规则库与作答时不同");
  await row("庚").getByRole("button").click();
  await says(page.locator(".class-notes"), /情景后来改过，有\d步已对不上/);

  // Kept until it is cleared; the same file again counts once; clearing asks.
  await page.reload();
  await page.locator("#teach-tab-class").click();
  await page.locator("#class-mean", { hasText: "62.5%" }).waitFor();
  await page.setInputFiles("#class-files", classOf(record).slice(0, 1));
  await says(page.locator(".teach-said"), "已导入0份成绩；另有1份已在表中");
  await page.locator("#class-clear").click();
  assert.equal(await figure(page, "results"), "8");
  await page.locator("#class-clear-sure").click();
  await page.locator("#class-matrix").waitFor({ state: "detached" });
  await page.reload();
  await page.locator("#teach-tab-class").click();
  assert.equal(await page.locator("#class-matrix").count(), 0);
});

onTeach("files that are no results are told one by one, the others are counted", async (page) => {
  const record = await ownRecord(page);
  const good = sealed(record, { trainee: "甲" });
  await page.setInputFiles("#class-files", [
    file("good.json", good),
    file("cut.json", good.slice(0, 120)),
    file("newer.json", good.replace('"format":1', '"format":9')),
    file("other.json", '{"a": 1}'),
    file("photo.json", Buffer.from([0x89, 0x50, 0xff, 0x00])),
    file("broken.toml", "format = 1\nid = "),
    file("unknown.json", sealed(record, { scenario: "elsewhere" })),
  ]);
  await says(page.locator(".teach-said"), "已导入2份成绩");
  assert.equal(await figure(page, "results"), "1");
  const told = page.locator(".errors li");
  assert.equal(await told.count(), 5);
  await says(told, /cut\.json：.*第1行第\d+列.*再要一份/);
  await says(told, /newer\.json：.*另一版本（格式9）.*更新程序/);
  await says(told, /other\.json：这不是实训成绩文件/);
  await says(told, /photo\.json：读不出文字/);
  await says(told, /broken\.toml:2:\d+/);
  await says(page.locator(".teach-note"), /unknown\.json.*没有情景“elsewhere”/);
});

onTeach("own scenarios come with a set, which also tells who has something left", async (page) => {
  const set = await assigned(page);
  await page.locator("#teach-tab-write").click();
  await page.locator("#teach-discard").click();
  const record = await ownRecord(page);
  // Another machine, where the scenario is not known.
  await page.evaluate(() => localStorage.clear());
  await page.reload();
  await page.locator("#teach-tab-class").click();
  await page.setInputFiles("#class-files", [file("甲.json", sealed(record, { trainee: "甲" }))]);
  await says(page.locator(".teach-note"), "没有情景“own-1”");
  await page.setInputFiles("#class-files", [file("set.json", set)]);
  await page.locator("#class-matrix").waitFor();
  await says(page.locator("#class-set"), /任务单：第一周.*甲还没做完：到监督检查室的第一周/s);
});

onTeach("the class goes out as a workbook, as CSV, and on paper", async (page) => {
  const record = await ownRecord(page);
  await page.setInputFiles("#class-files", classOf(record));
  await page.locator("#class-matrix").waitFor();
  const book = await savedFile(page, page.locator("#class-xlsx"));
  assert.equal(book.text.slice(0, 2), "PK");
  assert.match(book.name, /^班级成绩 \d{4}-\d\d-\d\d\.xlsx$/);
  const table = (await savedFile(page, page.locator("#class-csv"))).text.trim().split(/\r?\n/);
  assert.equal(table.length, 9);
  assert.match(table[0], /学员,情景,编号,得分%/);
  assert.ok(table.some((line) => /^戊,新情景,own-1,0,2,60,0,是,否,/.test(line)), table.join("\n"));
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator(".teach-drop").isVisible(), false);
  await says(page.locator(".class-report h2:visible"), "班级实训成绩");
  assert.ok(await page.locator("#class-rules").isVisible());
});

onTeach("in English no Chinese is left but the names entered", async (page) => {
  await page.evaluate(() => localStorage.setItem("shizu.lang", "en"));
  await page.reload();
  await page.locator("#teach-template").click();
  await says(findings(page), "Ready for use");
  await page.locator("#teach-scene-1").click();
  const own = (words) => words.filter((line) => !line.includes("own-1.toml"));
  assert.deepEqual(own(await page.evaluate(chinese)), []);
  await page.locator("#teach-tab-assign").click();
  await page.locator("#assign-exam").check();
  await page.locator("#assign-save").click();
  await says(page.locator("[role=alert]"), "Give the set a name");
  assert.deepEqual(own(await page.evaluate(chinese)), []);
  await page.locator("#teach-tab-class").click();
  await page.setInputFiles("#class-files", [file("a.json", "{}")]);
  await says(page.locator(".errors"), "no record of training");
  assert.deepEqual(await page.evaluate(chinese), []);
});
