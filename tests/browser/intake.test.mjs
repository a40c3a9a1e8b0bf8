// The page 受理分办, one clue: asked for, filled in, taken back, printed, forgotten.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { withPage } from "./lib/browser.mjs";
import { singleFileAddress } from "./lib/places.mjs";
import { serveDist } from "./lib/server.mjs";
import { chinese, fill, interview, lead, leads, open, says } from "./lib/steps.mjs";

let site;
before(async () => (site = await serveDist()));
after(() => site.close());

/** LS34: cadres whom the unit's party group manages are led by the resident group. */
const PARTY_GROUP = { authority: "unit_party_group", nature: "discipline", conflict: "none" };

/** A test of the intake page, opened from disk; no error may be reported while it runs. */
const onIntake = (name, use, options) =>
  test(name, () =>
    withPage(
      singleFileAddress,
      async (tools) => {
        await open(tools.page, "#/intake");
        await use(tools.page, tools);
        assert.deepEqual(tools.errors, []);
      },
      { options },
    ));

onIntake("the interview asks for what decides, and no more, until the leader is settled", async (page) => {
  assert.equal(await lead(page).innerText(), "未定");
  const asked = await interview(page, PARTY_GROUP);
  assert.deepEqual(asked.toSorted(), Object.keys(PARTY_GROUP).toSorted());
  await leads(page, "派驻纪检监察组");
  const organ = page.locator(".organ-lead:visible");
  assert.deepEqual(await organ.evaluateAll((found) => found.map((one) => one.getAttribute("data-organ"))), ["group"]);
  await says(organ, "主办");
  await says(page.locator(".basis-conclusion"), "由派驻纪检监察组主办");
  const cite = page.locator(".basis-row").first().locator(".cite").filter({ hasText: "LS34" });
  await cite.locator("summary").click();
  await cite.locator(".cite-body a[href='#/rules/LS34']").waitFor();
});

onIntake("steps are taken back with Ctrl+Z and made again with Ctrl+Y", async (page) => {
  await interview(page, PARTY_GROUP);
  const known = page.locator("[data-testid=intake-known] li");
  assert.equal(await known.count(), 3);
  for (const left of [2, 1, 0]) {
    await page.keyboard.press("Control+z");
    await says(lead(page), "未定");
    assert.equal(await known.count(), left);
  }
  assert.ok(await page.locator("[data-testid=intake-undo]").isDisabled());
  for (let step = 0; step < 3; step += 1) await page.keyboard.press("Control+y");
  await leads(page, "派驻纪检监察组");
  await page.locator("[data-testid=intake-reset]").click();
  await leads(page, "未定");
  await page.locator("[data-testid=intake-undo]").click();
  await leads(page, "派驻纪检监察组");
});

onIntake("a what-if leads to the leader it names, and back", async (page) => {
  await page.locator("[data-testid=intake-preset-YL-2026-0023]").click();
  await leads(page, "派驻纪检监察组");
  const chip = page.locator("[data-testid=intake-what-if]").first();
  const words = await chip.innerText();
  const [, other] = /→ (.+)主办$/.exec(words) ?? assert.fail(words);
  assert.notEqual(other, "派驻纪检监察组");
  await chip.click();
  await leads(page, other);
  await says(page.locator("[data-testid=intake-changes]"), `派驻纪检监察组`);
  await page.keyboard.press("Control+z");
  await leads(page, "派驻纪检监察组");
});

onIntake("facts that contradict each other raise an alert that leads to them", async (page) => {
  const alert = page.locator("[role=alert] [data-testid=intake-contradictions]");
  await fill(page, { authority: "本机关主要负责人" });
  await leads(page, "上级纪委监委");
  assert.equal(await alert.count(), 0);
  await fill(page, { post: "工作人员" });
  await says(alert, "相互矛盾");
  await alert.getByRole("button", { name: "工作人员" }).click();
  await page.locator("#fact-post input:checked:focus").waitFor();
});

onIntake("working days follow the State Council's calendar", async (page) => {
  // 2026-09-30 is a Wednesday and not counted; 1 to 7 October are off; 8, 9, Saturday 10 (worked), 12 and 13 are five.
  await fill(page, { authority: "上级管理的干部" });
  await page.locator("#intake-received").fill("2026-09-30");
  await page.locator("#intake-received").blur();
  const limit = page.locator("[data-testid=intake-deadlines] tbody tr").filter({ hasText: "径送上一级" });
  await says(limit.locator(".due"), "2026年10月13日");
  assert.match(await limit.innerText(), /5\s*个工作日/);
});

onIntake("the routing slip prints on one page of A4", async (page) => {
  await page.locator("[data-testid=intake-preset-YL-2026-0023]").click();
  await leads(page, "派驻纪检监察组");
  await page.emulateMedia({ media: "print" });
  const slip = page.locator("[data-testid=intake-slip]");
  assert.match(await slip.innerText(), /YL-2026-0023[^]*派驻纪检监察组/);
  assert.ok(await page.locator(".intake-head").isHidden());
  const pdf = await page.pdf({ format: "A4", preferCSSPageSize: true });
  assert.equal(pdf.toString("latin1").match(/\/Type\s*\/Page\b/g).length, 1);
});

onIntake("in English no Chinese is left", async (page) => {
  assert.notDeepEqual(await page.evaluate(chinese), []);
  await page.getByTitle("换成英文").click();
  await leads(page, "not settled");
  const left = [];
  const look = async (where) => left.push(...(await page.evaluate(chinese)).map((words) => `${where}: ${words}`));
  await look("interview");
  await page.locator("[data-testid=intake-preset-YL-2026-0031]").click();
  await leads(page, "resident group.*");
  await page.locator("details").evaluateAll((folded) => folded.forEach((one) => (one.open = true)));
  await look("settled");
  await fill(page, { authority: "head of this very commission", post: "staff member" });
  await page.locator("[data-testid=intake-contradictions]").waitFor();
  await look("form");
  await page.emulateMedia({ media: "print" });
  await look("slip");
  await page.emulateMedia({ media: "screen" });
  await page.locator("[data-testid=intake-tab-batch]").click();
  await page.locator("[data-testid=batch-example]").waitFor();
  await look("batch");
  await page.locator("[data-testid=batch-example]").click();
  await page.locator("[data-testid=batch-window]").waitFor();
  await look("batch results");
  assert.deepEqual(left, []);
});

onIntake("all of it can be done with the keyboard", async (page) => {
  const focused = (selector) => page.evaluate((selector) => document.activeElement.matches(selector), selector);
  const tabTo = async (selector) => {
    for (let stop = 0; stop < 80; stop += 1) {
      if (await focused(selector)) return;
      await page.keyboard.press("Tab");
    }
    assert.fail(`80 stops do not lead to ${selector}`);
  };
  await interview(page, PARTY_GROUP, async (button) => {
    const [fact, value] = await button.evaluate((one) => [one.closest("[data-fact]").dataset.fact, one.dataset.value]);
    await tabTo(`.question[data-fact=${fact}] [data-value=${value}]`);
    await page.keyboard.press("Enter");
    // The next question takes the focus, so the next answer is one stop away.
    await page.locator("#intake-question-title:focus").waitFor();
  });
  await leads(page, "派驻纪检监察组");
  await tabTo("[data-testid=intake-what-if]");
  await page.keyboard.press("Space");
  await page.locator("[data-testid=intake-changes] li").first().waitFor();
  await page.keyboard.press("Control+z");
  await leads(page, "派驻纪检监察组");
});

test("facts of a case leave no trace: not in addresses, history, storage or network, and not after a reload", () =>
  withPage(site.address, async ({ page, errors, requests }) => {
    // All of the page's own files are there.
    await page.waitForSelector("html[data-office=here][data-pages=here]");
    await open(page, "#/intake");
    await page.getByTitle("换成英文").click();
    await page.getByTitle("Switch to Chinese").click();
    const before = [...requests];
    const steps = await page.evaluate(() => history.length);
    await page.locator("#intake-id").fill("机密-0007");
    await fill(page, { authority: "被监督单位党组管理的干部", nature: "职务犯罪", conflict: "无" });
    await leads(page, "派驻纪检监察组");
    assert.equal(await page.evaluate(() => history.length), steps);
    // What was entered waits in memory while a rule is looked up.
    await open(page, "#/rules");
    await open(page, "#/intake");
    await leads(page, "派驻纪检监察组");
    assert.equal(await page.locator("#intake-id").inputValue(), "机密-0007");
    const kept = await page.evaluate(traces);
    assert.equal(kept.address, "#/intake");
    assert.deepEqual(kept.elsewhere, []);
    assert.doesNotMatch(JSON.stringify(kept.settings), /机密|0007|duty_crime|unit_party_group|conflict/);
    for (const [name] of kept.settings) assert.match(name, /^shizu\.(lang|theme|text-size|space|navigation|basis)$/);
    assert.deepEqual(requests, before);
    await page.reload();
    await open(page, "#/intake");
    await leads(page, "未定");
    assert.equal(await page.locator("#intake-id").inputValue(), "");
    assert.deepEqual(errors, []);
  }));

/** Runs in the page: everything that a browser can keep for it; of the workbooks' databases, what is in them. */
async function traces() {
  const databases = [];
  for (const { name } of await indexedDB.databases()) {
    const wait = (request) => new Promise((done) => (request.onsuccess = () => done(request.result)));
    const database = await wait(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      const content = await wait(database.transaction(store).objectStore(store).getAll());
      if (content.some((kept) => kept !== "")) databases.push([name, store, content]);
    }
    database.close();
  }
  const caches = globalThis.caches ? await globalThis.caches.keys() : [];
  const elsewhere = [...Object.entries(sessionStorage), ...databases, ...caches];
  if (history.state !== null) elsewhere.push(history.state);
  if (document.cookie) elsewhere.push(document.cookie);
  if (window.name) elsewhere.push(window.name);
  return { address: location.hash, settings: Object.entries(localStorage), elsewhere };
}
