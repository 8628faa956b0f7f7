// From «seen at work» to consented on an officer's phone: she is written down, suggested as the same when she is written down
// again, visited, says yes; her department's head and the DC's office look at where everybody stands.

import { mobilesOf } from "../lib/district.mjs";
import { andWait, wrong } from "../lib/hands.mjs";
import { expect } from "../lib/tally.mjs";
import { withPhone } from "../lib/walk.mjs";
import { say } from "../lib/words.mjs";

/** Manoj Paswan of the cottage board, and his head Ramesh Soren. */
const OFFICER = "9000010015";
const HEAD = "9000010019";
/** Nobody the sample knows. */
const HER = { name_hi: "फूलकुमारी टुडू", kin: "बुधन टुडू", mobile: "9431088801", village_hi: "रिखिया" };
const HEAD_PAGES = ["/head", "/head/cases", "/head/funnel", "/head/checklists", "/head/checklists/person", "/head/listings", "/head/banks", "/head/officers", "/head/batches", "/head/quality"];
const OFFICE_PAGES = ["/office/report", "/office/report/paid", "/office/funnel", "/office/cases", "/office", "/office/privacy", "/office/search"];

export async function journey(world) {
  await withPhone(world, { name: "cases" }, finds);
  await withPhone(world, { name: "cases-head" }, (walk) => looksAround(walk, HEAD, HEAD_PAGES));
  await withPhone(world, { name: "cases-office" }, (walk) => looksAround(walk, mobilesOf("dc_office")[0], OFFICE_PAGES));
}

async function finds(walk) {
  const { page } = walk;
  await walk.step("the officer signs in to her day", async () => {
    await walk.signIn(OFFICER, "/hi/officer");
    await walk.shows("room-my-day");
  });
  await walk.seen("day");
  await walk.step("nothing written down is explained", async () => {
    await walk.follow('main a[href="/hi/officer/cases/new"]');
    await save(walk);
    await wrong(page);
  });
  await walk.seen("new-wrong", { status: 422 });
  await walk.step("a maker is written down", async () => {
    await writesDown(page);
    await save(walk);
    expect((await walk.text()).includes(HER.name_hi), "her case does not say her name");
  });
  await walk.seen("case");
  const at = new URL(page.url()).pathname;
  await walk.step("written down again, she is suggested as the same, with reasons", async () => {
    await walk.open("/hi/officer/cases/new");
    await writesDown(page);
    await save(walk);
    await wrong(page);
    expect(say("case-same-found").test(await walk.text()), "nobody is suggested");
  });
  await walk.seen("same", { status: 422 });
  await walk.step("a visit is noted", async () => {
    await walk.open(at);
    await unfold(page, "case-visit");
    const form = page.locator(`form[action="${at}/visits"]`);
    await form.locator('[name="place"]').fill("घर, रिखिया");
    await form.locator('[name="tools"]').fill("बाँस काटने का दाव");
    await form.locator('[name="sample_seen"]').fill("तीन डलिया");
    await form.locator('[name="crafts"]').fill("बाँस");
    await form.locator('[name="capacity"]').fill("6");
    await andWait(page, () => form.getByRole("button").click());
  });
  await walk.step("she says yes", async () => {
    await unfold(page, "case-consent");
    const form = page.locator(`form[action="${at}/consents"]`);
    await form.locator('[name="consent_by"]').selectOption("recording");
    await form.locator('[name="consent_note"]').fill("आवाज़ फ़ोन में है");
    await andWait(page, () => form.getByRole("button").click());
    expect(say("case-stage-consented").test(await walk.text()), "the case does not say that she has said yes");
  });
  await walk.seen("consented");
  await walk.step("she stands in the list", async () => {
    await walk.open("/hi/officer/cases");
    expect((await walk.text()).includes(HER.name_hi), "she is not in the list");
  });
  await walk.seen("list");
  for (const room of ["batches", "quality"]) {
    await walk.step(`her ${room} open`, () => walk.open(`/hi/officer/${room}`));
    await walk.seen(room);
  }
}

async function writesDown(page) {
  await page.locator('main [name="kind"][value="person"]').check();
  for (const [name, words] of Object.entries(HER)) await page.locator(`main [name="${name}"]`).fill(words);
  await page.locator('main [name="gender"][value="female"]').check();
  await page.locator('main select[name="block"]').selectOption("3082");
  await page.locator('main select[name="craft"]').selectOption({ index: 1 });
}

/** The button of the form; its word also begins sentences of what was wrong. */
const save = (walk) => walk.follow('main form[action="/hi/officer/cases"] button[type="submit"]');

const unfold = (page, key) => page.locator("summary", { hasText: say(key) }).first().click();

/** Each of these pages, looked at once. */
async function looksAround(walk, mobile, paths) {
  const [first] = paths;
  await walk.step("signs in", () => walk.signIn(mobile, `/hi${first}`));
  for (const path of paths) {
    await walk.step(`${path} opens`, () => walk.open(`/hi${path}`));
    await walk.seen(path.slice(1).replaceAll("/", "-"));
  }
}
