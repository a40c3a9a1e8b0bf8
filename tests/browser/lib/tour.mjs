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
