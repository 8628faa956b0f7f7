// A hub keeper does not pass a parcel and shows why: her photo is on the card an officer opens, on the head's and on the maker's,
// and nowhere else. The officer puts the mended good beside it and notes the training; pages that teach are read.

import { keeperOf, maker, officerOf } from "../lib/district.mjs";
import { wrong } from "../lib/hands.mjs";
import { photographed } from "../lib/photo.mjs";
import { expect } from "../lib/tally.mjs";
import { say } from "../lib/words.mjs";
import { withPhone } from "../lib/walk.mjs";
import { buy, freshMobile } from "./buy.mjs";
import { make } from "./work.mjs";

const BAMBOO = maker("bansbutia-bans");
const BLOCK = "3087";
// The keeper's words tell this card from those that other journeys left.
const SPLINTER = "फाँस निकली है";

export async function journey(world) {
  // A photo is drawn where scripts run; the forms that take it need none.
  const photo = await withPhone(world, { name: "quality-buyer", looks: false }, async (walk) => {
    await buy(walk, { mobile: freshMobile(), makers: [BAMBOO] });
    return Buffer.from(await walk.page.evaluate(photographed), "base64");
  });
  const { code } = await withPhone(world, { name: "quality-maker", looks: false }, (walk) => make(walk, { ...BAMBOO, slips: false }));
  await refused(world, code, photo);
  const file = await looked(world, photo);
  await withPhone(world, { name: "card-stranger", looks: false }, async (walk) => {
    await walk.step("a stranger does not see the photo", async () => {
      const heard = await walk.page.request.get(file, { maxRedirects: 0 });
      expect(heard.status() === 303, `the photo answers ${heard.status()}`);
    });
  });
  await withPhone(world, { name: "card-maker", script: false }, async (walk) => {
    await walk.step("the maker reads what to mend", async () => {
      await walk.signIn(BAMBOO.mobile, "/hi/maker/cards");
      await walk.follow('main a[href*="/maker/cards/imp_"]');
      expect((await walk.page.locator(".seen img").count()) === 2, "the photos are not there");
    });
    await walk.seen("own");
  });
  await headSees(world);
  await taught(world);
}

/** The keeper finds a splinter: without a reason nothing happens, with one and a photo it is refused. */
async function refused(world, code, photo) {
  await withPhone(world, { name: "card-hub", script: false }, async (walk) => {
    const { page } = walk;
    await walk.step("the keeper signs in", () => walk.signIn(keeperOf(BAMBOO.hub)));
    await walk.step("finds the parcel", async () => {
      await walk.write("field-parcel", code);
      await walk.press("hub-find");
    });
    await walk.step("what is no photo is refused and nothing is lost", async () => {
      await page.getByLabel(say("finding-refused")).check();
      await walk.write("field-why", SPLINTER);
      await page.locator("#file-hub").setInputFiles({ name: "a.jpg", mimeType: "image/jpeg", buffer: Buffer.from("no photo") });
      await walk.press("hub-inspected");
      await wrong(page);
      expect(await page.getByLabel(say("finding-refused")).isChecked(), "what was chosen is lost");
    });
    await walk.seen("no-photo", { status: 422 });
    await walk.step("a photo shows why", async () => {
      await page.locator("#file-hub").setInputFiles({ name: "IMG.jpg", mimeType: "image/jpeg", buffer: photo });
      await walk.press("hub-inspected");
      await walk.shows("hub-declined");
    });
    await walk.seen("refused");
  });
}

/** The officer opens the card, sees the photo, adds the mended good, notes a training. Answers where the photo is. */
async function looked(world, photo) {
  return withPhone(world, { name: "card-officer", script: false }, async (walk) => {
    const { page } = walk;
    await walk.step("an officer opens the card", async () => {
      await walk.signIn(officerOf(BLOCK), "/hi/officer/quality");
      await walk.follow(`main a[href*="/officer/quality/imp_"]:has-text("${SPLINTER}")`);
      expect((await page.locator(".seen img").count()) === 1, "the keeper's photo is not on the card");
    });
    await walk.seen("card");
    const file = new URL(await page.locator(".seen a").first().getAttribute("href"), page.url()).href;
    await walk.step("puts the mended good beside it", async () => {
      await page.locator("#file-card").setInputFiles({ name: "IMG2.jpg", mimeType: "image/jpeg", buffer: Buffer.concat([photo, Buffer.from([0])]) });
      await walk.press("quality-photo-keep");
      expect((await page.locator(".seen img").count()) === 2, "before and after are not beside each other");
    });
    await walk.seen("before-and-after");
    await walk.step("buyers' photos have a page of their own", () => walk.open("/hi/officer/quality/reviews"));
    await walk.seen("buyers-photos");
    await walk.step("a training without anybody is refused", async () => {
      await walk.open("/hi/officer/trainings");
      await page.locator('select[name="training_craft"]').selectOption("bamboo");
      await walk.write("field-training_topic", "किनारा चिकना करना");
      await walk.write("field-trainer", "सलमा दीदी");
      await page.locator('[name="training_day"]').fill(new Date(Date.now() + 330 * 60_000).toISOString().slice(0, 10));
      await walk.press("training-note");
      await wrong(page);
    });
    await walk.seen("nobody-came", { status: 422 });
    await walk.step("with one it is noted", async () => {
      await page.locator('input[name^="came_"]').first().check();
      await walk.press("training-note");
      expect((await walk.text()).includes("किनारा चिकना करना"), "the training is not listed");
    });
    await walk.seen("trained");
    return file;
  });
}

/** A head sees whether less goes wrong, and the card. */
async function headSees(world) {
  await withPhone(world, { name: "card-head", script: false }, async (walk) => {
    const head = world.mart.demo.accounts.find((one) => one.role === "department_head" && one.department === "jslps");
    await walk.step("a head sees the year", async () => {
      await walk.signIn(head.mobile.slice(3), "/hi/head/quality");
      expect((await walk.page.locator("svg.trend").count()) > 0, "no line is drawn");
    });
    await walk.seen("trends");
    await walk.step("and the card", () => walk.follow('main a[href*="/head/quality/imp_"]'));
    await walk.seen("card");
  });
}

/** Pages for everybody: what a craft is, a maker on the map, what is stuck on a pack. */
async function taught(world) {
  await withPhone(world, { name: "taught", script: false }, async (walk) => {
    await walk.step("a craft's list leads to how it is made", async () => {
      await walk.open("/hi/crafts/bamboo");
      await walk.follow('main a[href$="/crafts/bamboo/about"]');
    });
    await walk.seen("craft");
    await walk.step("a maker stands on the map", () => walk.open(`/hi/makers/${BAMBOO.slug}`));
    await walk.seen("maker");
    await walk.step("her card can be printed", () => walk.open(`/hi/makers/${BAMBOO.slug}/label`));
    await walk.seen("maker-label");
  });
}
