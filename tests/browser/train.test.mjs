// 实训: the way to the first graded decision, a lesson played with right and wrong answers across reloads, back, the way beside the engine's, certificate and
// file, another tab, a storage that refuses, broken files, keys only, English, narrow.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { withPage } from "./lib/browser.mjs";
import { scenarios, screenshots, singleFileAddress } from "./lib/places.mjs";
import { serveDist } from "./lib/server.mjs";
import { chinese, says } from "./lib/steps.mjs";
import { savedFile } from "./lib/workbook.mjs";

const lesson = `${singleFileAddress}#/train/first-week`;
mkdirSync(screenshots, { recursive: true });

/** What the engine answers in the lesson, worked out from the sources by hand where a choice is to be made; anything else is filled in at random. */
const right = { ask: ["authority"], lead: ["group"] };

const task = (page) => page.locator(".train-card-task");
const asked = (page) => page.innerText("#train-question");

/** Fills in every slot of the decision that is shown: the choice of this number, some day or some number; `codes` are taken instead, where there are some. */
async function fill(page, number = 0, codes = []) {
  const slots = page.locator(".q-slot");
  for (let at = 0; at < (await slots.count()); at += 1) {
    const slot = slots.nth(at);
    const radios = slot.locator("input[type=radio]");
    if ((await radios.count()) > 0) {
      const wanted = codes.length > 0 ? slot.locator(codes.map((code) => `input[value='${code}']`).join(",")) : radios.nth(number);
      await wanted.first().check();
    }
    const day = slot.locator("input[type=date]");
    if ((await day.count()) > 0) await day.fill("2026-04-01");
    const text = slot.locator("input[type=text]");
    if ((await text.count()) > 0) await text.fill("26.9");
  }
}

/** Answers, and resolves to the words of the grading. */
async function answer(page) {
  await page.click("#train-answer");
  await page.locator("#train-graded").waitFor();
  return page.innerText("#train-graded");
}

/** Plays to the end from wherever it is; resolves to the number of decisions taken. */
async function playOn(page) {
  let taken = 0;
  while ((await page.locator(".train-end").count()) === 0) {
    if ((await page.locator("#train-answer").count()) > 0) {
      await fill(page);
      await answer(page);
      taken += 1;
    }
    await page.click("#train-go");
    await page.locator("#train-answer, #train-go, .train-end").first().waitFor();
  }
  return taken;
}

/** What is kept under keys that begin so, by key. */
const kept = (page, beginning) =>
  page.evaluate((beginning) => {
    const keys = Array.from({ length: localStorage.length }, (_, at) => localStorage.key(at));
    const ours = keys.filter((key) => key.startsWith(`shizu.training.train.${beginning}`)).sort();
    return ours.map((key) => [key, localStorage.getItem(key)]);
  }, beginning);

test("from opening the site to the first graded decision: three presses", () =>
  withPage(singleFileAddress, async ({ page, errors }) => {
    const began = Date.now();
    await page.click("#intake-train");
    await page.locator("#q-0-0").check();
    await page.click("#train-answer");
    await page.locator("#train-graded").waitFor();
    const seconds = (Date.now() - began) / 1000;
    assert.ok(seconds < 30, `${seconds} s without thinking`);
    await page.waitForFunction(() => document.activeElement.id === "train-graded");
    // What follows rests on something: badge, and a way to the rules.
    await page.click("#train-go");
    await fill(page, 0, right.lead);
    await answer(page);
    assert.ok((await page.locator(".q-graded .badge").count()) > 0);
    assert.match(await page.locator(".q-graded .basis-title a").first().getAttribute("href"), /^#\/rules\//);
    // Whoever has begun needs no welcome.
    await page.evaluate(() => (location.hash = "#/intake"));
    await page.locator(".intake-head").waitFor();
    assert.equal(await page.locator("#intake-train").count(), 0);
    assert.deepEqual(errors, []);
  }));

test("a lesson with right and wrong answers, across a reload, back and to the end", () =>
  withPage(
    `${singleFileAddress}#/train`,
    async ({ page, errors }) => {
      // The first lesson is pointed out.
      await says(page.locator(".train-first .button"), /从这里开始/);
      await page.click(".train-first .button");
      // Papers lie open and can be folded.
      await says(page.locator(".train-paper"), /未署名/);
      await page.click(".train-paper summary");
      assert.equal(await page.locator(".train-paper[open]").count(), 0);

      await page.click("#q-hint");
      await says(page.locator(".q-hint"), /分办首先看什么/);
      await page.click("#train-answer");
      await says(page.locator("#train-problem"), /还有1空/);
      await fill(page, 0, right.ask);
      assert.match(await answer(page), /正确.*100%/s);
      await page.click("#train-go");

      // What has become known is marked as new.
      assert.equal(await page.innerText("#train-scene"), "案管室的回复");
      assert.ok((await page.locator(".train-new").count()) >= 10);
      await page.waitForFunction(() => document.activeElement.id === "train-scene");
      await fill(page, 0, ["office"]);
      assert.match(await answer(page), /不对/);
      // The scene answers, and the engine says what it takes: LS34 goes by management authority.
      assert.match(await page.innerText(".q-consequence"), /郭主任摇头/);
      assert.match(await page.innerText(".q-why-not"), /干部管理权限/);
      assert.match(await page.innerText(".q-engines"), /派驻纪检监察组/);

      // Killed here, it is taken up here.
      await page.reload();
      await page.locator("#train-question").waitFor();
      assert.match(await asked(page), /联动机制/);
      assert.match(await page.innerText(".train-progress"), /已作2个决策/);

      // Back: to the grading, to the decision as it was filled in, and forward with another answer.
      await page.click("#train-back");
      await says(page.locator("#train-graded"), /不对/);
      await page.click("#train-back");
      assert.ok(await page.locator("input[value=office]").isChecked());
      await fill(page, 0, right.lead);
      assert.match(await answer(page), /正确/);
      await page.click("#train-back");
      await fill(page, 0, ["office"]);
      await answer(page);
      await page.click("#train-go");

      const taken = await playOn(page);
      assert.equal(taken, 13);
      await says(page.locator(".train-debrief"), /分办看干部管理权限/);
      // Whoever was wrong about the leader took the detour; the engine did not.
      await says(page.locator(".train-parts"), /郭主任的三句话.*只在你的路上/s);
      assert.equal(await page.locator(".train-stop").count(), 8);
      const lead = page.locator("#train-taken-lead");
      assert.match(await lead.innerText(), /监督检查室.*派驻纪检监察组/s);
      await lead.locator("> summary").click();
      await says(lead.locator(".q-why-not"), /干部管理权限/);
      await page.screenshot({ path: join(screenshots, "train-end.png"), fullPage: true });

      // The result is kept, progress is done with.
      assert.equal((await kept(page, "play.")).length, 0);
      assert.equal((await kept(page, "record.")).length, 1);

      // The name goes into the file and onto the certificate.
      await page.fill("#train-name", "虚构学员");
      await page.locator("#train-name").dispatchEvent("change");
      const file = await savedFile(page, page.locator("#train-save"));
      assert.match(file.name, /实训成绩.*first-week.*虚构学员.*\.json/);
      const record = JSON.parse(file.text);
      assert.equal(record.kind, "shizu-training");
      assert.equal(record.trainee, "虚构学员");
      assert.equal(record.finished, true);
      assert.equal((await kept(page, "record."))[0][1], file.text, "what is kept is what the file says");
      const score = await page.innerText(".train-score strong");

      await page.emulateMedia({ media: "print" });
      const paper = await page.innerText("[data-testid=train-certificate]");
      for (const words of ["虚构学员", "到监督检查室的第一周", score, record.checksum, "均为虚构", "2026"]) assert.ok(paper.includes(words), words);
      assert.ok(await page.locator(".train-end").isHidden());
      writeFileSync(join(screenshots, "train-certificate.pdf"), await page.pdf({ preferCSSPageSize: true }));
      await page.screenshot({ path: join(screenshots, "train-certificate.png"), fullPage: true });
      await page.emulateMedia({ media: "screen" });

      // The result is there again after a reload; another go leaves it as it is.
      await page.reload();
      await says(page.locator(".train-score strong"), score);
      await page.click("#train-again");
      await page.locator("#train-answer").waitFor();
      await fill(page);
      await answer(page);
      await page.evaluate(() => (location.hash = "#/train"));
      await says(page.locator(".train-card").first(), /进行中：已作1\/15个决策.*已完成1次/s);
      assert.equal((await kept(page, "record."))[0][1], file.text);
      assert.deepEqual(errors, []);
    },
    { options: { acceptDownloads: true } },
  ));

test("with the keyboard alone", () =>
  withPage(lesson, async ({ page, errors }) => {
    await page.locator("#train-question").waitFor();
    const press = async (...keys) => {
      for (const key of keys) await page.keyboard.press(key);
    };
    await press("?");
    await page.locator(".q-hint").waitFor();
    const choices = await page.locator(".q-choice").allInnerTexts();
    const number = choices.findIndex((words) => /干部管理权限/.test(words)) + 1;
    await press(String(number), "Enter");
    await says(page.locator("#train-graded"), /正确/);
    await press("b");
    await page.locator("#train-answer").waitFor();
    assert.ok(await page.locator(".q-choice input").nth(number - 1).isChecked());
    await press("Enter", "Enter");
    await says(page.locator("#train-scene"), /案管室/);
    await press("2", "Enter", "Enter");
    await says(page.locator("#train-question"), /联动机制/);
    // Any number, also none.
    await press("1", "1", "Enter");
    await page.locator("#train-graded").waitFor();
    await press("Enter");
    await says(page.locator("#train-question"), /最迟哪一天/);
    // Enter goes to what is still empty.
    await press("Enter");
    await page.waitForFunction(() => document.activeElement.type === "date");
    await page.locator("#q-0-0").fill("2026-04-01");
    await press("Enter");
    await page.locator("#train-graded").waitFor();
    await press("Enter");
    // Several slots: digits go from one to the next.
    for (const question of [/哪几栏填错/, /由谁主办/]) {
      await says(page.locator("#train-question"), question);
      const slots = await page.locator(".q-slot").count();
      for (let slot = 0; slot < slots; slot += 1) await press("1");
      await press("Enter");
      await page.locator("#train-graded").waitFor();
      await press("Enter");
    }
    await says(page.locator("#train-question"), /事前、事中、事后/);
    const order = () => page.locator(".q-thing").allInnerTexts();
    const [after, before, during] = await order();
    await press("2", "3", "1");
    assert.deepEqual(await order(), [before, during, after]);
    await page.locator("#q-up-0-2").focus();
    await press("Enter");
    assert.deepEqual(await order(), [before, after, during]);
    // The focus goes with what was moved.
    await page.waitForFunction(() => document.activeElement.id === "q-up-0-1");
    await press("Space");
    assert.deepEqual(await order(), [after, before, during]);
    assert.deepEqual(errors, []);
  }));

test("another tab with the same lesson: nothing is written over unseen, nothing is lost", () =>
  withPage(lesson, async ({ page }) => {
    await page.locator("#train-question").waitFor();
    const other = await page.context().newPage();
    await other.goto(lesson);
    await other.locator("#train-question").waitFor();
    await fill(other, 0, right.ask);
    await answer(other);
    const [[, theirs]] = await kept(page, "play.");

    await fill(page, 1);
    await answer(page);
    await says(page.locator("[role=alert]"), /另一个标签页/);
    assert.equal((await kept(page, "play."))[0][1], theirs);
    await page.click("[data-do=take-over]");
    await page.locator("[role=alert]").waitFor({ state: "detached" });
    assert.notEqual((await kept(page, "play."))[0][1], theirs);
    assert.equal((await kept(page, "aside."))[0][1], theirs);

    await other.click("#train-go");
    await says(other.locator("[role=alert]"), /另一个标签页/);
    await other.click("[data-do=take-theirs]");
    await other.locator("[role=alert]").waitFor({ state: "detached" });
    assert.match(await other.innerText("main"), /不对|部分正确|已作1个决策/);
  }));

test("a browser that keeps nothing: told, played on, and taken up from the file", () =>
  withPage(
    lesson,
    async ({ page, errors }) => {
      await page.locator("#train-question").waitFor();
      await fill(page, 0, right.ask);
      await answer(page);
      await says(page.locator("[role=alert]"), /浏览器没有保存进度/);
      const file = await savedFile(page, page.locator("[role=alert] [data-do=save]"));
      assert.match(file.name, /实训进度/);
      await page.click("#train-go");
      await says(page.locator("#train-scene"), /案管室/);
      // Looking up a rule loses nothing.
      await page.evaluate(() => (location.hash = "#/rules/LS34"));
      await says(page.locator("main h1"), /规则/);
      await page.goBack();
      await says(page.locator("#train-scene"), /案管室/);
      await says(page.locator("[role=alert]"), /浏览器没有保存进度/);

      // Elsewhere, or when the storage is there again.
      await page.evaluate(() => delete Storage.prototype.setItem.refuses);
      await page.evaluate(() => (location.hash = "#/train"));
      await page.setInputFiles("#train-file", { name: file.name, mimeType: "application/json", buffer: Buffer.from(file.text) });
      await says(page.locator("#train-graded"), /正确/);
      assert.deepEqual(errors, []);
    },
    {
      options: { acceptDownloads: true },
      prepare: (page) =>
        page.addInitScript(() => {
          const set = Storage.prototype.setItem;
          Storage.prototype.setItem = function (key, value) {
            if (Storage.prototype.setItem.refuses && key.startsWith("shizu.training.train.")) throw new DOMException("full", "QuotaExceededError");
            return set.call(this, key, value);
          };
          Storage.prototype.setItem.refuses = true;
        }),
    },
  ));

test("broken progress, progress of another version, files of all kinds: place and remedy, and nothing is lost", () =>
  withPage(
    lesson,
    async ({ page, errors }) => {
      await says(page.locator(".train-notice"), /读不出来，已原样另存.*第1行/s);
      await page.locator("#train-question").waitFor();
      assert.equal((await kept(page, "aside."))[0][1], '{"kind": "shizu-training", ');

      await page.evaluate(() => (location.hash = "#/train"));
      const choose = async (name, text, words) => {
        await page.setInputFiles("#train-file", { name, mimeType: "text/plain", buffer: Buffer.from(text) });
        await says(page.locator(".errors"), words);
      };
      const text = readFileSync(join(scenarios, "first-week.toml"), "utf8");
      const own = text.replace('id = "first-week"', 'id = "own"');
      // A spelling mistake, with line and the nearest right one.
      await choose("spelling.toml", own.replace('"county", source', '"countty", source'), /spelling\.toml:\d+:\d+.*county/s);
      // A circle.
      await choose("circle.toml", own.replace('next = "duties"', 'next = "monday"'), /circle\.toml:\d+:\d+.*(圈|到不了)/s);
      // A shipped scenario keeps its id for itself.
      await choose("copy.toml", text, /相同，请改名/);
      await choose("half.toml", own.slice(0, 900), /half\.toml/);
      await choose("newer.json", '{"kind": "shizu-training", "format": 99}', /另一版本/);
      await choose("other.json", "{}", /不是实训成绩文件/);
      await choose("cut.json", '{"kind": ', /不完整/);
      await choose("picture.toml", Buffer.from([0xff, 0xd8, 0xff, 0xe0]), /UTF-8/);

      // A sound one is played, kept over a reload, and taken off again.
      await page.setInputFiles("#train-file", { name: "own.toml", mimeType: "text/plain", buffer: Buffer.from(own) });
      await page.locator("#train-question").waitFor();
      assert.match(page.url(), /#\/train\/own$/);
      await fill(page, 0, right.ask);
      await answer(page);
      await page.reload();
      await page.locator("#train-go, #train-answer").first().waitFor();
      await page.evaluate(() => (location.hash = "#/train"));
      await says(page.locator(".train-card", { hasText: "own.toml" }), /进行中/);

      // The scenario is another one now: what still fits is kept.
      const changed = own.replace('id = "ask"', 'id = "ask_first"');
      await page.setInputFiles("#train-file", { name: "own.toml", mimeType: "text/plain", buffer: Buffer.from(changed) });
      await says(page.locator(".train-notice"), /情景后来改过，有1步已对不上.*已另存/s);
      assert.ok((await kept(page, "aside.play.own")).length > 0);
      await page.evaluate(() => (location.hash = "#/train"));
      await page.locator(".train-card", { hasText: "own.toml" }).locator("[data-do=remove]").click();
      await page.locator(".train-card", { hasText: "own.toml" }).waitFor({ state: "detached" });
      assert.deepEqual(errors, []);
    },
    {
      prepare: (page) =>
        page.addInitScript(() => {
          if (sessionStorage.getItem("begun")) return;
          sessionStorage.setItem("begun", "1");
          localStorage.setItem("shizu.training.train.play.first-week", '{"kind": "shizu-training", ');
        }),
    },
  ));

test("in the work space it says where results are kept, and keeps them there", () =>
  withPage(
    lesson,
    async ({ page }) => {
      await says(page.locator("#train-space"), /只存在实训空间/);
      await page.locator("#train-question").waitFor();
      await fill(page);
      await answer(page);
      assert.equal((await kept(page, "play.")).length, 1);
      assert.equal(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("shizu.work.train")).length), 0);
    },
    { prepare: (page) => page.addInitScript(() => localStorage.setItem("shizu.space", "work")) },
  ));

test("lessons that do not arrive: said, asked for again, and no page of the program is missing for it", async () => {
  const site = await serveDist();
  let down = true;
  try {
    await withPage(
      `${site.address}#/train`,
      async ({ page }) => {
        await says(page.locator(".empty"), /课程没有下载成功/);
        await page.evaluate(() => (location.hash = "#/train/first-week"));
        await says(page.locator(".empty"), /课程没有下载成功/);
        down = false;
        await page.click(".empty button");
        await page.locator("#train-question").waitFor();
      },
      { prepare: (page) => page.route("**/scenarios-*.txt", (route) => (down ? route.abort() : route.continue())) },
    );
  } finally {
    site.close();
  }
});

test("an address that names no lesson says so", () =>
  withPage(`${singleFileAddress}#/train/nowhere`, async ({ page }) => {
    await says(page.locator(".empty"), /没有这个情景/);
    await page.click(".empty a");
    await page.locator(".train-card").first().waitFor();
  }));

test("in English no word is Chinese; on a phone nothing scrolls sideways, from the list to the certificate", () =>
  withPage(
    `${singleFileAddress}#/train`,
    async ({ page }) => {
      const look = async (what) => {
        const width = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(width <= 390, `${what}: ${width}`);
        // What a scenario names in both languages at once is its own affair.
        const words = await page.evaluate(chinese);
        assert.deepEqual(words.filter((words) => !words.includes(" / ")), [], what);
      };
      await page.locator(".train-card").first().waitFor();
      await look("list");
      await page.click(".train-first .button");
      let seen = 0;
      await page.locator("#train-answer").waitFor();
      while ((await page.locator(".train-end").count()) === 0) {
        if ((await page.locator("#train-answer").count()) > 0) {
          await look(`decision ${seen}`);
          await page.screenshot({ path: join(screenshots, `train-phone-${seen}.png`), fullPage: true });
          await fill(page);
          await answer(page);
          seen += 1;
          await look(`grading ${seen}`);
        }
        await page.click("#train-go");
        await page.locator("#train-answer, #train-go, .train-end").first().waitFor();
      }
      await look("end");
      for (const row of await page.locator(".train-taken > summary").all()) await row.click();
      await look("end, all unfolded");
    },
    {
      options: { viewport: { width: 390, height: 844 } },
      prepare: (page) => page.addInitScript(() => localStorage.setItem("shizu.lang", "en")),
    },
  ));
