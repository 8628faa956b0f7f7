// Somebody without an account complains, loses the page, comes back by number and mobile; the officer of the maker's block answers a
// buyer's complaint about her order, the DC's office sees and closes the guest's.

import { maker, officerOf } from "../lib/district.mjs";
import { wrong } from "../lib/hands.mjs";
import { photographed } from "../lib/photo.mjs";
import { expect } from "../lib/tally.mjs";
import { say } from "../lib/words.mjs";
import { withPhone } from "../lib/walk.mjs";
import { buy, freshMobile } from "./buy.mjs";

const BAMBOO = maker("bansbutia-bans");
const BLOCK = "3087";
const NUMBER = /DGM-\d{6}-\d{6}/;
const MISSING = "एक सूप कम निकला";
const STUCK = "पेज बीच में रुक जाता है";

export async function journey(world) {
  const mobile = freshMobile();
  const number = await guest(world, mobile);
  const own = await buyer(world);
  await comesBack(world, number, mobile, own.photo);
  await officer(world, own.number);
  await office(world, number);
}

/** A guest: what is missing is told, nothing typed is lost, the number stands there at once. */
async function guest(world, mobile) {
  return withPhone(world, { name: "complaint-guest", script: false }, async (walk) => {
    const { page } = walk;
    await walk.step("the footer leads to complaints", async () => {
      await walk.open("/hi/");
      await walk.follow('footer a[href="/hi/complaints"]');
    });
    await walk.seen("home");
    await walk.step("an empty complaint is refused and nothing is lost", async () => {
      await walk.press("complaint-new");
      await page.getByLabel(say("complaint-about-site")).check();
      await walk.write("field-mobile", mobile);
      await walk.press("complaint-send");
      await wrong(page);
      expect(await page.getByLabel(say("complaint-about-site")).isChecked(), "what was chosen is lost");
    });
    await walk.seen("empty", { status: 422 });
    const number = await walk.step("with words it has its number", async () => {
      await walk.write("field-complaint_words", STUCK);
      await walk.press("complaint-send");
      const found = (await walk.text()).match(NUMBER);
      expect(found !== null, "no number stands on the page");
      return found[0];
    });
    await walk.seen("taken");
    return number;
  });
}

/** Another phone: the number alone opens nothing, a wrong mobile answers as an unknown number does, the right one opens it. */
async function comesBack(world, number, mobile, photo) {
  await withPhone(world, { name: "complaint-again", script: false }, async (walk) => {
    await walk.step("the number alone opens nothing", async () => {
      await walk.open(`/hi/complaints/${number}`);
      expect(!(await walk.text()).includes(STUCK), "it opens to its number");
      await walk.write("field-mobile", freshMobile());
      await walk.press("complaint-open");
      await wrong(walk.page);
    });
    await walk.seen("not-hers", { status: 422 });
    await walk.step("with her mobile it opens", async () => {
      await walk.write("field-mobile", mobile);
      await walk.press("complaint-open");
      expect((await walk.text()).includes(STUCK), "it does not open");
    });
    await walk.seen("open");
    await walk.step("she shows a photo, without an account", async () => {
      await walk.write("field-complaint_more", STUCK);
      await walk.page.locator("#file-complaint").setInputFiles({ name: "IMG.jpg", mimeType: "image/jpeg", buffer: photo });
      await walk.press("complaint-say");
      expect((await walk.page.locator(".talk img").count()) === 1, "her photo is not there");
    });
    await walk.seen("shown");
  });
}

/** A buyer complains from the page of her order, with a photo. */
async function buyer(world) {
  return withPhone(world, { name: "complaint-buyer" }, async (walk) => {
    const { page } = walk;
    await buy(walk, { mobile: freshMobile(), makers: [BAMBOO] });
    const photo = Buffer.from(await page.evaluate(photographed), "base64");
    await walk.step("her order leads to a complaint about it", async () => {
      await walk.follow('main a[href*="/complaints/new?order="]');
      expect(await page.getByLabel(say("complaint-about-order")).isChecked(), "it is not about the order");
    });
    await walk.seen("about-order");
    const number = await walk.step("with a photo it is taken", async () => {
      await walk.write("field-complaint_words", MISSING);
      await page.locator("#file-complaint").setInputFiles({ name: "IMG.jpg", mimeType: "image/jpeg", buffer: photo });
      await walk.press("complaint-send");
      expect((await page.locator(".talk img").count()) === 1, "her photo is not there");
      return (await walk.text()).match(NUMBER)[0];
    });
    await walk.seen("taken");
    return { number, photo };
  });
}

/** The officer of the block answers, sees the photo and closes it. */
async function officer(world, number) {
  await withPhone(world, { name: "complaint-officer", script: false }, async (walk) => {
    await walk.step("the officer finds it at her desk", async () => {
      await walk.signIn(officerOf(BLOCK), "/hi/officer/complaints");
      await walk.follow(`main a[href$="/officer/complaints/${number}"]`);
      expect((await walk.page.locator(".talk img").count()) === 1, "the photo is not there");
    });
    await walk.seen("desk");
    await walk.step("answers", async () => {
      await walk.write("field-complaint_answer", "कल तक एक और भेजते हैं");
      await walk.press("complaint-answer");
      expect((await walk.text()).includes("कल तक एक और भेजते हैं"), "her answer is not there");
    });
    await walk.seen("answered");
    await walk.step("and closes it with an outcome", async () => {
      await walk.page.locator("details.fold summary").last().click();
      await walk.page.getByLabel(say("complaint-outcome-put_right")).check();
      await walk.write("field-complaint_end", "एक सूप और भेजा गया");
      await walk.press("complaint-close", { within: walk.page.locator("details.fold form") });
      await walk.shows("room-complaints");
    });
    await walk.seen("closed");
  });
}

/** What is about no maker waits with the grievance officer at the DC's office. */
async function office(world, number) {
  await withPhone(world, { name: "complaint-office", script: false }, async (walk) => {
    const dc = world.mart.demo.accounts.find((one) => one.role === "dc_office");
    await walk.step("the DC's office sees the guest's complaint", async () => {
      await walk.signIn(dc.mobile.slice(3), "/hi/office/complaints");
      expect((await walk.text()).includes(number), "it is not on the list");
    });
    await walk.seen("desk");
  });
}
