// One walk through the app that every engine has to survive, old and new, from the web and from disk.
//
// A step is `{ name, act?, until }`. `act` and `until` run inside the page: they are sent as source text, so they see
// nothing of this file, and they may use only what Chromium 75 knows (no `?.`, no `??`, no `replaceAll`). `until` is
// asked again and again until it is truthy. A step with `each` is repeated for every string that `each` returns in the
// page, and passes it to `act` and `until`.
//
// To extend the tour, add steps at the end; leave the app where the next step can begin.

const PATIENCE = 10_000;
const PAUSE = 25;

export const tour = [
  {
    name: "the app starts",
    until: () => document.documentElement.getAttribute("data-start") === "done",
  },
  {
    name: "the waiting line is gone and something is on the screen",
    until: () => !document.getElementById("boot") && document.body.innerText.trim().length > 0,
  },
  {
    name: "a page of the navigation opens",
    each: routes,
    act: (href) => document.querySelector(`nav a[href='${href}']`).click(),
    until: isShown,
  },
  {
    name: "the intake page opens",
    act: () => document.querySelector("nav a[href='#/intake']").click(),
    until: () => !!document.querySelector("[data-testid=intake-tab-interview]"),
  },
  {
    name: "the interview opens",
    act: () => document.querySelector("[data-testid=intake-tab-interview]").click(),
    until: () => !!document.querySelector("[data-testid=intake-reset]"),
  },
  {
    name: "a clue is begun anew",
    act: () => document.querySelector("[data-testid=intake-reset]").click(),
    until: () => !!document.querySelector(".headline-open") && !!document.querySelector(".question[data-fact=authority]"),
  },
  {
    name: "an answer leads to the next question",
    act: () => document.querySelector(".question [data-value=unit_party_group]").click(),
    until: () => !!document.querySelector("[data-testid=intake-known] [data-fact=authority]") && !document.querySelector(".question[data-fact=authority]"),
  },
  {
    name: "the form settles the leader",
    act: () => document.querySelector("[data-testid=intake-tab-form]").click(),
    until: () => !!document.querySelector("#fact-nature"),
  },
  {
    // The first chip is "unknown", the second the first value: a breach of discipline, no conflict of interest.
    name: "a fact is chosen in the form",
    each: () => ["nature", "conflict"],
    act: (fact) => document.querySelectorAll(`#fact-${fact} input`)[1].click(),
    until: (fact) => !document.querySelector(`#fact-${fact} .chips-unset`),
  },
  {
    name: "the resident group leads, in the picture and in words",
    until: () => document.querySelectorAll(".organ-lead[data-organ=group]").length > 0 && !document.querySelector(".headline-open"),
  },
  {
    name: "a date makes a time limit",
    act: () => {
      const field = document.querySelector("#intake-received");
      field.value = "2026-09-30";
      field.dispatchEvent(new Event("change", { bubbles: true }));
    },
    until: () => /2026年10月/.test(document.querySelector("[data-testid=intake-deadlines]").innerText),
  },
  {
    name: "the slip is printed",
    act: () => {
      window.print = () => (window.printed = true);
      document.querySelector("[data-testid=intake-print]").click();
    },
    until: () => window.printed && document.querySelector("[data-testid=intake-slip]").textContent.indexOf("派驻纪检监察组") >= 0,
  },
  {
    name: "a step is taken back",
    act: () => document.querySelector("[data-testid=intake-undo]").click(),
    until: () => document.querySelector("#intake-received").value === "",
  },
  {
    name: "the batch opens",
    act: () => {
      document.querySelector("[data-testid=intake-tab-batch]").click();
      const close = document.querySelector("[data-testid=batch-close]");
      if (close) close.click();
    },
    until: () => !!document.querySelector("[data-testid=batch-example]"),
  },
  {
    name: "200 invented clues are routed",
    act: () => document.querySelector("[data-testid=batch-example]").click(),
    until: () => /200 \/ 200/.test((document.querySelector("[data-testid=batch-shown]") || {}).textContent),
  },
  {
    name: "a filter leaves fewer",
    act: () => document.querySelector("[data-testid=batch-count-not_accepted]").click(),
    until: () => {
      const shown = / (\d+) \/ 200/.exec(document.querySelector("[data-testid=batch-shown]").textContent);
      return shown && Number(shown[1]) < 200;
    },
  },
  {
    name: "the results are written as a workbook",
    act: () => {
      const make = URL.createObjectURL;
      URL.createObjectURL = (blob) => {
        if (/sheet/.test(blob.type)) window.workbook = blob;
        return make.call(URL, blob);
      };
      document.querySelector("[data-testid=batch-save-xlsx]").click();
    },
    until: () => window.workbook && window.workbook.size > 5000,
  },
  {
    name: "the workbook is read",
    act: () => {
      document.querySelector("[data-testid=batch-close]").click();
      setTimeout(() => {
        const files = new DataTransfer();
        files.items.add(new File([window.workbook], "again.xlsx"));
        const field = document.querySelector("[data-testid=batch-file]");
        field.files = files.files;
        field.dispatchEvent(new Event("change", { bubbles: true }));
      }, 200);
    },
    until: () =>
      /200 \/ 200/.test((document.querySelector("[data-testid=batch-shown]") || {}).textContent) &&
      /again\.xlsx/.test(document.querySelector("[data-testid=batch]").textContent),
  },
  {
    name: "a passphrase seals a file",
    act: () => {
      const packed = (kind, passphrase, content) => {
        const number = (value) => [value & 255, (value >> 8) & 255, 0, 0];
        const sized = (bytes) => number(bytes.length).concat(Array.from(bytes));
        return new Uint8Array(number(kind).concat(sized(new TextEncoder().encode(passphrase)), sized(content)));
      };
      window.sealing = { packed };
      const content = new TextEncoder().encode("台账");
      shizuOffice.ask(900001, packed(4, "口令", content), (answer) => (window.sealing.sealed = answer));
    },
    until: () => window.sealing.sealed && /^age-encryption\.org\/v1\n/.test(new TextDecoder().decode(window.sealing.sealed.slice(0, 22))),
  },
  {
    name: "the passphrase opens it",
    act: () => {
      const file = window.sealing.sealed.slice(0, -1);
      shizuOffice.ask(900002, window.sealing.packed(5, "口令", file), (answer) => (window.sealing.opened = answer));
    },
    until: () => window.sealing.opened && new TextDecoder().decode(window.sealing.opened.slice(0, -1)) === "台账",
  },
  {
    name: "a rule is shown at its address",
    act: () => (location.hash = "#/rules/lead.party_group"),
    until: () => (document.querySelector("tr.aimed") || {}).id === "row-lead.party_group",
  },
  {
    name: "the rulebook is proved",
    act: () => (location.hash = "#/rules/proof"),
    until: () => !!document.querySelector(".proof-statement") && !document.querySelector(".proof-statement-bad, .proof-fault"),
  },
  {
    name: "the overlays are shown",
    act: () => (location.hash = "#/rules/overlay"),
    until: () => document.querySelectorAll(".overlay-drop button.button").length > 1,
  },
  {
    name: "a sample overlay is proved and compared",
    act: () => document.querySelector(".overlay-drop button.button").click(),
    until: () => !!document.querySelector(".overlay-sound .overlay-changes"),
  },
  {
    name: "the overlay is used",
    act: () => document.querySelector(".overlay-sound button.primary").click(),
    until: () => !!document.querySelector(".overlay-used") && !!document.querySelector(".overlay-in-use"),
  },
  {
    name: "the overlay is taken away",
    act: () => document.querySelector(".overlay-used > button").click(),
    until: () => !document.querySelector(".overlay-used, .overlay-in-use"),
  },
  {
    name: "the language changes, and back",
    each: () => ["en", "zh-CN"],
    act: () => document.querySelector(".bar-look button").click(),
    until: (lang) => document.documentElement.lang === lang,
  },
  {
    name: "the look changes, and back to what the system has",
    each: () => ["light", "dark", "light"],
    act: () => document.querySelectorAll(".bar-look button")[1].click(),
    until: (theme) => document.documentElement.getAttribute("data-theme") === theme,
  },
  {
    name: "a lesson begins",
    act: () => (location.hash = "#/train/first-week"),
    until: () => !!document.querySelector("#train-answer, #train-go"),
  },
  {
    name: "its first decision is put, also to who walks the tour again",
    act: () => document.querySelector("#train-go") && document.querySelector("#train-back").click(),
    until: () => !!document.querySelector("#train-answer"),
  },
  {
    name: "the engine's choice is taken",
    act: () => document.querySelector("#q-0-0").click(),
    until: () => !!document.querySelector(".q-chosen #q-0-0"),
  },
  {
    name: "it is graded",
    act: () => document.querySelector("#train-answer").click(),
    until: () => /正确/.test((document.querySelector("#train-graded") || {}).innerText),
  },
  {
    name: "the panel of the workbook opens",
    act: () => document.getElementById("book").click(),
    until: () => !!document.getElementById("book-new-name"),
  },
  {
    name: "a workbook is begun",
    act: () => {
      const who = document.getElementById("book-who");
      who.value = "王虚构";
      who.dispatchEvent(new Event("change", { bubbles: true }));
      document.querySelector("#book-panel [data-do=new]").click();
    },
    until: () => !!document.querySelector("#book.book-good") && !!document.getElementById("book-name"),
  },
  {
    name: "it is renamed, and the browser stores it",
    act: () => {
      const name = document.getElementById("book-name");
      name.value = "巡演册";
      name.dispatchEvent(new Event("change", { bubbles: true }));
    },
    until: () => !!document.querySelector("#book.book-good[data-revision='1']"),
  },
  {
    name: "that is undone, and stored",
    act: () => document.querySelector(".bar-book [data-do=undo]").click(),
    until: () => !!document.querySelector("#book.book-good[data-revision='2']"),
  },
  {
    name: "erasing asks once more",
    act: () => document.querySelector("#book-panel [data-do=arm]").click(),
    until: () => !!document.querySelector("#book-panel [data-do=erase]"),
  },
  {
    name: "the workbook is erased",
    act: () => document.querySelector("#book-panel [data-do=erase]").click(),
    until: () => !document.querySelector(".bar-book [data-do=undo]"),
  },
  {
    name: "the panel closes",
    act: () => document.querySelector("#book-panel [data-do=close-panel]").click(),
    until: () => !document.getElementById("book-panel"),
  },
];

/** Runs in the page: the addresses in the main navigation, which is the list that marks the page shown. */
export function routes() {
  const mark = document.querySelector("nav a[aria-current=page]");
  return mark ? Array.from(mark.closest("ul, ol").querySelectorAll("a[href^='#/']"), (link) => link.getAttribute("href")) : [];
}

/** Runs in the page: whether the page at `href` is shown. Its heading alone could still be the last page's. */
export function isShown(href) {
  return !!document.querySelector(`nav a[href='${href}'][aria-current=page]`) && !!document.querySelector("main h1");
}

/**
 * Walks the tour. `evaluate(source)` runs an expression in the page and resolves to its value. Resolves to the number
 * of steps walked; rejects with the name of the step that did not come to its end.
 */
export async function walk(evaluate, steps = tour) {
  let walked = 0;
  for (const step of steps) {
    const items = step.each ? await evaluate(`(${step.each})()`) : [undefined];
    for (const item of items) {
      await take(evaluate, step, item);
      walked += 1;
    }
  }
  return walked;
}

async function take(evaluate, step, item) {
  const argument = item === undefined ? "" : JSON.stringify(item);
  const what = item === undefined ? step.name : `${step.name}: ${item}`;
  try {
    if (step.act) await evaluate(`void (${step.act})(${argument})`);
    const end = Date.now() + PATIENCE;
    while (!(await evaluate(`!!(${step.until})(${argument})`))) {
      if (Date.now() > end) throw new Error(`not so within ${PATIENCE / 1000} s`);
      await new Promise((done) => setTimeout(done, PAUSE));
    }
  } catch (error) {
    const text = await evaluate("document.body ? document.body.innerText.slice(0, 600) : ''").catch(() => "(no answer)");
    error.message = `step "${what}": ${error.message}\non the page:\n${text}`;
    throw error;
  }
}
