// What the tests of single pages do again and again, in Playwright's terms.

/** Opens `hash` (`#/intake`) of the app that the page shows and waits until it is there. */
export async function open(page, hash) {
  await page.waitForSelector("html[data-start=done]");
  await page.evaluate((hash) => (location.hash = hash), hash);
  await page.locator(`nav a[href='${hash.split("/").slice(0, 2).join("/")}'][aria-current=page]`).waitFor({ state: "attached" });
  await page.locator("main h1:visible").waitFor();
}

/** Waits until the element in question says `words`, a text or a pattern. */
export const says = (locator, words) => locator.filter({ hasText: words }).first().waitFor();

/** The leader in large letters on the intake page. */
export const lead = (page) => page.locator("[data-testid=intake-lead] strong");

/** Waits until the intake page names `words` as leader. */
export const leads = (page, words) => says(lead(page), new RegExp(`^${words}$`));

/** Chooses values in the form of the intake page: an object from codes of facts to the words of the value. */
export async function fill(page, facts) {
  await page.locator("[data-testid=intake-tab-form]").click();
  for (const [fact, words] of Object.entries(facts)) {
    const chip = page.locator(`#fact-${fact} label`).filter({ has: page.getByText(words, { exact: true }) });
    await chip.click();
    await page.locator(`#fact-${fact} fieldset:not(.chips-unset)`).waitFor();
  }
}

/**
 * Answers the interview from `answers`, an object from codes of facts to codes of values, until the leader is settled.
 * Resolves to the facts in the order in which they were asked for. `press(button)` does the answering.
 */
export async function interview(page, answers, press = (button) => button.click()) {
  const asked = [];
  while ((await page.locator(".headline-open").count()) > 0) {
    const fact = await page.locator(".question").getAttribute("data-fact");
    if (!(fact in answers)) throw new Error(`the interview asks for ${fact}, after ${asked.join(", ") || "nothing"}`);
    asked.push(fact);
    await press(page.locator(`.question[data-fact=${fact}] [data-value=${answers[fact]}]`));
    await page.locator(`[data-testid=intake-known] [data-fact=${fact}]`).waitFor();
  }
  return asked;
}

/** Runs in the page: every text and hint of the main part in Chinese characters. */
export function chinese() {
  const main = document.querySelector("main");
  const hints = Array.from(main.querySelectorAll("[title], [aria-label], [placeholder]"), (element) =>
    ["title", "aria-label", "placeholder"].map((name) => element.getAttribute(name) || ""),
  );
  return [...main.innerText.split("\n"), ...hints.flat()].filter((words) => /\p{Script=Han}/u.test(words));
}
