// A maker's own phone: two makers share its number, one of them sets a PIN, looks after her goods, asks for help, and comes
// back with the PIN; an officer of her block answers. What the screens say can be heard.

import { officerOf } from "../lib/district.mjs";
import { wrong } from "../lib/hands.mjs";
import { expect } from "../lib/tally.mjs";
import { withPhone } from "../lib/walk.mjs";
import { say } from "../lib/words.mjs";

/** Anita and Naresh Pandit have one telephone. */
const MOBILE = "9000020015";
const ANITA = "अनीता पंडित";
const NARESH = "नरेश पंडित";
const BLOCK = "3089";

export async function journey(world) {
  await withPhone(world, { name: "maker-phone" }, async (walk) => {
    await comesIn(walk);
    await setsPin(walk);
    await looksAfterGoods(walk);
    await asksForHelp(walk);
    await changesOver(walk);
    await comesBack(walk);
    await hears(walk);
  });
  await withPhone(world, { name: "maker-phone-officer" }, answers);
}

/** The person whose picture is pressed. */
const tap = (walk, name) => walk.follow(`main .tap:has-text("${name}")`);

async function comesIn(walk) {
  await walk.step("who signs in with the family's number is asked who she is", async () => {
    await walk.signIn(MOBILE);
    await walk.shows("who-title");
  });
  await walk.seen("who");
  await walk.step("a press on her picture opens her work", async () => {
    await tap(walk, ANITA);
    await walk.shows("room-today");
    expect((await walk.page.locator(".desk").innerText()).includes(ANITA), "it is not hers");
  });
  await walk.seen("today");
}

async function setsPin(walk) {
  const { page } = walk;
  await walk.step("an easy PIN is explained", async () => {
    await walk.open("/hi/maker/pin");
    await writePin(page, "1234", "1234");
    await walk.press("pin-set");
    await wrong(page);
  });
  await walk.seen("pin-wrong", { status: 422 });
  await walk.step("a good one is set", async () => {
    await writePin(page, "4821", "४८२१");
    await walk.press("pin-set");
    expect(say("pin-is-set").test(await walk.text()), "it does not say so");
  });
  await walk.seen("pin");
}

async function writePin(page, pin, again) {
  await page.locator("#pin").fill(pin);
  await page.locator("#pin_again").fill(again);
}

async function looksAfterGoods(walk) {
  const { page } = walk;
  const price = async () => Number((await page.locator(".step b").first().innerText()).replaceAll(/[₹,]/g, ""));
  await walk.step("her goods are pictures", () => walk.open("/hi/maker/goods"));
  await walk.seen("goods");
  await walk.step("one press takes five rupees off", async () => {
    await walk.follow(".own .card a");
    const before = await price();
    await walk.follow(".step button >> nth=0");
    expect((await price()) === before - 5, "the price is not five rupees lower");
    expect(say("goods-live").test(await walk.text()), "it does not say so");
  });
  await walk.step("a price that rises far waits for an officer", async () => {
    const before = await price();
    await page.locator("main details summary").first().click();
    await page.locator('input[name="rupees"][type="text"]').first().fill(String(before * 2));
    await walk.follow("main details .button >> nth=0");
    expect((await price()) === before && say("goods-asked").test(await walk.text()), "it holds at once");
  });
  await walk.seen("good-asked");
  await walk.step("a price that is none is explained", async () => {
    await page.locator("main details summary").first().click();
    await page.locator('input[name="rupees"][type="text"]').first().fill("बहुत");
    await walk.follow("main details .button >> nth=0");
    await wrong(page);
  });
  await walk.seen("good-wrong", { status: 422 });
  await walk.step("she pauses it, with a reason, and makes it again", async () => {
    const summary = page.locator('main > details.tall:has(form[action$="/pause"]) > summary');
    await summary.click();
    await walk.press("goods-pause-go");
    await wrong(page);
    await page.getByLabel(say("pause-home")).check();
    await walk.press("goods-pause-go");
    expect(say("goods-is-paused").test(await walk.text()), "it is not paused");
  });
  await walk.seen("good-paused");
  await walk.step("she makes it again", async () => {
    await walk.press("goods-resume");
    expect(say("goods-is-resumed").test(await walk.text()), "it has not come back");
  });
  await walk.step("what buyers say of them stands together", () => walk.open("/hi/maker/reviews"));
  await walk.seen("reviews");
}

async function asksForHelp(walk) {
  await walk.step("her papers are a ladder", () => walk.open("/hi/maker/papers"));
  await walk.seen("papers");
  await walk.step("she asks for a call, once", async () => {
    await walk.open("/hi/maker/help");
    if ((await walk.page.getByRole("button", { name: say("help-call-me") }).count()) > 0) await walk.press("help-call-me");
    expect(say("help-asked").test(await walk.text()), "nobody was told");
  });
  await walk.seen("help");
  await walk.step("her money is a passbook", () => walk.open("/hi/maker/money"));
  await walk.seen("money");
}

async function changesOver(walk) {
  await walk.step("one tap changes over to the other maker of the phone", async () => {
    await walk.open("/hi/maker");
    await tap(walk, NARESH);
    expect((await walk.page.locator(".desk").innerText()).includes(NARESH), "it is still hers");
  });
}

async function comesBack(walk) {
  const { page } = walk;
  await walk.step("after signing out the phone knows her", async () => {
    await walk.press("sign-out", { within: page.locator("footer") });
    await walk.open("/hi/sign-in");
    await tap(walk, ANITA);
    await walk.shows("pin-you");
  });
  await walk.seen("pin-entry");
  await walk.step("a wrong PIN is counted", async () => {
    await page.locator("#pin").fill("9999");
    await walk.press("pin-go");
    await wrong(page);
  });
  await walk.seen("pin-entry-wrong", { status: 422 });
  await walk.step("the right one opens her work", async () => {
    await page.locator("#pin").fill("4821");
    await walk.press("pin-go");
    await walk.shows("room-today");
    expect((await page.locator(".desk").innerText()).includes(ANITA), "it is not hers");
  });
}

async function hears(walk) {
  const { page } = walk;
  await walk.step("a phone without a voice shows no button for it", async () => {
    expect(!(await page.locator(".hear").isVisible()), "there is a button that does nothing");
  });
  await walk.step("a phone with a voice reads the screen", async () => {
    await page.addInitScript(() => {
      const voice = { lang: "hi-IN", name: "pretend" };
      const synth = { speaking: false, getVoices: () => [voice], speak: (said) => (globalThis.said = said.text), cancel() {}, addEventListener() {} };
      Object.defineProperty(globalThis, "speechSynthesis", { value: synth });
      globalThis.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
    });
    await walk.open("/hi/maker");
    await page.locator(".hear").click();
    const said = await page.evaluate(() => globalThis.said);
    expect(say("aloud-today").test(said ?? ""), `it says «${said}»`);
  });
}

/** A sentence in the language of whoever it is sent to. */
const inEither = (key) => new RegExp(`${say(key).source}|${say(key, "en").source}`, "u");

/** The officer of her block notes the call and approves the price. */
async function answers(walk) {
  const { page } = walk;
  await walk.step("the officer of her block sees her wishes", async () => {
    await walk.signIn(officerOf(BLOCK), "/hi/officer/requests");
    await walk.shows("room-requests");
    expect((await walk.text()).includes(ANITA), "hers are not there");
  });
  await walk.seen("requests");
  await walk.step("a call without a word about it is not done", async () => {
    await walk.press("requests-answer");
    await wrong(page);
  });
  await walk.step("the call is noted, and she is told", async () => {
    await page.locator('input[name="words"]').first().fill("फ़ोन किया");
    await walk.press("requests-answer");
    await walk.mart.waitForMessage(`+91${MOBILE}`, inEither("sms-help-answered"));
  });
  await walk.step("the price stands beside the old one", async () => {
    await walk.open("/hi/officer/proposals");
    await walk.follow(`main .rows a:has-text("${ANITA}")`);
    expect((await page.locator(".compare").innerText()).includes("₹"), "no prices are compared");
  });
  await walk.seen("proposal");
  await walk.step("a no without a reason is explained", async () => {
    await page.locator("main details.fold summary").click();
    await walk.press("versions-refuse-go");
    await wrong(page);
  });
  await walk.step("the price is approved, and she is told", async () => {
    await walk.press("versions-approve");
    expect(say("versions-is-approved").test(await walk.text()), "it does not say so");
    await walk.mart.waitForMessage(`+91${MOBILE}`, inEither("sms-price-approved"));
  });
  await walk.seen("proposals");
}
