// What a person does on a page: follow, write, press. By the visible words, as `locales/hi` has them.

import { expect } from "./tally.mjs";
import { say } from "./words.mjs";

/** Presses the button or link with these words and waits for the page that answers. */
export async function press(page, key, { within = page.locator("main"), lang = "hi" } = {}) {
  const name = say(key, lang);
  const button = within.getByRole("button", { name }).or(within.getByRole("link", { name })).first();
  await andWait(page, () => button.click());
}

/** Does something that leads to another page, and waits for it. */
export async function andWait(page, act) {
  await Promise.all([page.waitForEvent("load"), act()]);
}

/** Writes an answer into the field with this question. */
export async function write(page, key, answer, { lang = "hi" } = {}) {
  await page.locator("main").getByLabel(say(key, lang)).first().fill(answer);
}

/** The page's one heading is these words. */
export async function shows(page, key, { lang = "hi" } = {}) {
  const heading = await page.locator("h1").innerText();
  expect(say(key, lang).test(heading), `the heading is «${heading}», not «${key}»`);
}

/** The form came back: the title says so, and a sentence for each fault says what to mend. */
export async function wrong(page) {
  expect(say("title-wrong").test(await page.title()), `the title «${await page.title()}» does not say that something is wrong`);
  expect((await page.locator(".wrongs li").count()) > 0, "no sentence says what to mend");
}

/** Opens a page of the mart. */
export async function open(page, mart, path) {
  await page.goto(mart.url + path, { waitUntil: "load" });
}
