// What is checked on every page that a journey meets: access, markup, weight, fit, language, quiet console.

import { violations } from "./axe.mjs";
import { fits, fitsNarrow, sideways, weights } from "./budget.mjs";
import { faults } from "./markup.mjs";
import { expect } from "./tally.mjs";

const OUT = new URL("../out/", import.meta.url);

/** Watches a page from its first request on. */
export function watch(page, mart) {
  const seen = { document: null, noise: [], strangers: new Set() };
  page.on("response", (response) => {
    const request = response.request();
    if (request.isNavigationRequest() && request.frame() === page.mainFrame() && !(response.status() >= 300 && response.status() < 400)) {
      seen.document = response;
    }
  });
  page.on("request", (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (protocol.startsWith("http") && hostname !== "127.0.0.1" && hostname !== "localhost") seen.strangers.add(hostname);
  });
  page.on("console", (message) => {
    // A form answered with 422 is logged by Chromium as an error; it is none.
    const answered = /the server responded with a status of 4(04|09|10|22)/.test(message.text());
    if (message.type() === "error" && !answered) seen.noise.push(message.text());
  });
  page.on("pageerror", (error) => seen.noise.push(error.message));
  page.seen = seen;
  page.ours = (url) => url.startsWith(mart.url);
  return page;
}

/** Checks the page that is open now and keeps its picture as `out/<name>.png`. With `fresh: false` it came from the phone
 * itself and was looked at before: only what is seen is checked. */
export async function look(tally, page, name, { axe = true, fingers = true, status = 200, budget, fresh = true } = {}) {
  await page.waitForLoadState("load");
  const { document, noise, strangers } = page.seen;
  const html = fresh ? await document.text().catch(() => "") : "";
  const none = (found) => expect(found.length === 0, found.join("\n"));
  if (fresh) {
    await tally.check(`${name}: answers ${status}`, () => expect(document.status() === status, `it answered ${document.status()}`));
    await tally.check(`${name}: markup`, async () => none(await faults(html, name)));
    await tally.check(`${name}: weight`, async () => none(await weights(page, await documentBytes(document), budget)));
  }
  if (fingers) {
    await tally.check(`${name}: fits the screen and the finger`, async () => none(await fits(page)));
    await tally.check(`${name}: fits a screen of 320 px`, async () => none(await fitsNarrow(page)));
  } else {
    await tally.check(`${name}: fits the screen`, async () => none(await sideways(page)));
  }
  await tally.check(`${name}: says its language and title`, async () => {
    const lang = await page.locator("html").getAttribute("lang");
    expect(lang === "hi" || lang === "en", `lang is ${lang}`);
    expect((await page.title()).trim().length > 3, "it has no title");
    expect((await page.locator("h1").count()) === 1, "it has not exactly one h1");
    const unsaid = (await page.locator("body").innerText()).match(/⟨[^⟩]*⟩/g) ?? [];
    none(unsaid.map((key) => `a sentence is missing: ${key}`));
  });
  await tally.check(`${name}: quiet and at home`, () => {
    const told = noise.splice(0);
    none([...told, ...[...strangers].map((host) => `asks another host: ${host}`)]);
  });
  if (axe) await tally.check(`${name}: axe`, async () => none(await violations(page)));
  await keep(page, name);
}

/** The whole page as a picture, with the pictures far below that would only have been fetched on scrolling there. */
async function keep(page, name) {
  await page.evaluate(async () => {
    const pictures = [...document.images];
    for (const img of pictures) img.loading = "eager";
    const late = new Promise((done) => setTimeout(done, 3_000));
    await Promise.race([late, Promise.all(pictures.map((img) => img.decode().catch(() => {})))]);
  });
  await page.screenshot({ path: new URL(`${name}.png`, OUT).pathname, fullPage: true, scale: "css" });
}

/** Bytes of the document on the wire, as it came. */
async function documentBytes(document) {
  const sizes = await document.request().sizes();
  return sizes.responseBodySize;
}
