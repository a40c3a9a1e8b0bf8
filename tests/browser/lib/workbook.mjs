// The workbook through the frame, in Playwright's terms: what a user can press, and what the bar says.

/** Opens the panel of the workbook, if it is not open. */
export async function panel(page) {
  if ((await page.locator("#book-panel").count()) === 0) await page.locator("#book").click();
  await page.locator("#book-panel").waitFor();
}

/** Closes the panel. */
export async function closePanel(page) {
  await page.keyboard.press("Escape");
  await page.locator("#book-panel").waitFor({ state: "detached" });
}

/** Types into a field of the panel and leaves it. */
export async function enter(page, id, text) {
  await page.locator(`#${id}`).fill(text);
  await page.locator(`#${id}`).dispatchEvent("change");
}

/** Begins a workbook as `who`; resolves when it is open, and the panel closed. */
export async function begin(page, name, who = "王虚构") {
  await page.waitForSelector("html[data-start=done]");
  await panel(page);
  await page.locator("#book-who, #book-new > summary").first().waitFor();
  if ((await page.locator("#book-new > summary").count()) > 0) await page.locator("#book-new > summary").click();
  await enter(page, "book-who", who);
  await page.locator("#book-new-name").fill(name);
  await page.locator("#book-panel [data-do=new]").click();
  await named(page, name);
  await closePanel(page);
}

/** Renames the open workbook: the smallest change there is. */
export async function rename(page, name) {
  await panel(page);
  await enter(page, "book-name", name);
  await named(page, name);
  await closePanel(page);
}

/** Waits until the bar names the workbook `name`. */
export const named = (page, name) => page.locator(".book-name", { hasText: new RegExp(`^${name}$`) }).waitFor();

/** Waits until the bar says that the browser has everything. */
export const stored = (page) => page.locator("#book.book-good").waitFor();

/** What the bar says of the workbook: name, revision, and in words what the browser and the last file have. */
export async function bar(page) {
  const text = async (selector) => ((await page.locator(selector).count()) > 0 ? page.locator(selector).innerText() : "");
  return {
    name: await text(".book-name"),
    revision: Number(await page.getAttribute("#book", "data-revision")),
    stored: await text(".book-stored"),
    file: await text(".book-file"),
  };
}

/** The notices under the bar, as texts. */
export const notices = (page) => page.locator(".notice").allInnerTexts();

/** Presses the button of a notice and resolves to the text of the file that the browser is given to save, and its name. */
export async function savedFile(page, button) {
  const [download] = await Promise.all([page.waitForEvent("download"), button.click()]);
  const stream = await download.createReadStream();
  const parts = [];
  for await (const part of stream) parts.push(part);
  return { name: download.suggestedFilename(), text: Buffer.concat(parts).toString("utf8") };
}

/** Presses the button and resolves to the text that the browser is handed to save, without saving it: for browsers that are soon killed. */
export const handedOver = (page, button) =>
  page.evaluate(async (button) => {
    let blob;
    const create = URL.createObjectURL;
    URL.createObjectURL = (given) => create.call(URL, (blob = given));
    const stop = (event) => event.target.closest("a[download]") && event.preventDefault();
    document.addEventListener("click", stop, true);
    document.querySelector(button).click();
    document.removeEventListener("click", stop, true);
    URL.createObjectURL = create;
    return blob.text();
  }, button);

/** The names that a workbook's file says it had, one per revision: what each change in its history set the name to. */
export function namesOf(text) {
  const file = JSON.parse(text);
  return file.history.map(({ changes }) => {
    const block = changes.find(({ register }) => register === "setting");
    const at = block.columns.indexOf("value");
    return block.added ? block.added[0][at] : block.changed[0][2];
  });
}

/**
 * Runs in the page: reads or changes the browser's database of a space. `work(stores, wait)` gets the object stores by name and a function that turns a
 * request into a promise.
 */
export async function inDatabase(page, space, work, argument) {
  return page.evaluate(
    async ([space, source, argument]) => {
      const wait = (request) =>
        new Promise((resolve, reject) => {
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error);
        });
      const database = await wait(indexedDB.open(`shizu.${space}`));
      const names = Array.from(database.objectStoreNames);
      const transaction = database.transaction(names, "readwrite");
      const stores = Object.fromEntries(names.map((name) => [name, transaction.objectStore(name)]));
      const over = new Promise((resolve, reject) => {
        transaction.oncomplete = resolve;
        transaction.onabort = () => reject(transaction.error);
      });
      const result = await new Function(`return ${source}`)()(stores, wait, argument);
      await over;
      database.close();
      return result;
    },
    [space, work.toString(), argument],
  );
}
