// Money that cannot go back the way it came: Anita had paid in cash and two pieces go back. One goes to a UPI address in another's
// name, at which two people of finance look; the other she fetches at a hub, with a code and her signature. Without scripts.

import { keeperOf, maker, mobilesOf } from "../lib/district.mjs";
import { wrong } from "../lib/hands.mjs";
import { expect } from "../lib/tally.mjs";
import { say } from "../lib/words.mjs";
import { withPhone } from "../lib/walk.mjs";
import { addOne, checkOutToReview, codeIn, freshMobile } from "./buy.mjs";
import { make, passes } from "./work.mjs";

const MAKER = maker("hansuadih-lohar");
const [FIRST, SECOND] = mobilesOf("finance");

export async function journey(world) {
  const mobile = freshMobile();
  const as = (who, looks = true) => ({ name: `refund-${who}`, script: false, looks });
  const code = await withPhone(world, as("orders", false), (walk) => orders(walk, mobile));
  const parcel = await withPhone(world, as("maker", false), (walk) => make(walk, { ...MAKER, slips: false }));
  await withPhone(world, as("door", false), (walk) => delivers(walk, { parcel, mobile }));
  await withPhone(world, as("claims", false), async (walk) => {
    await walk.step("finance signs in", () => walk.signIn(FIRST, "/hi/finance/claims"));
    for (const _ of [1, 2]) await claims(walk, code);
  });
  await withPhone(world, as("buyer"), (walk) => givesAddress(walk, { mobile, code }));
  const desk = await withPhone(world, as("finance"), asks);
  await withPhone(world, as("second"), (walk) => agrees(walk, desk));
  await withPhone(world, as("hub-choice"), (walk) => choosesHub(walk, { mobile, code }));
  await withPhone(world, as("keeper"), (walk) => paysOut(walk, mobile));
  await withPhone(world, as("end"), (walk) => ends(walk, { mobile, code }));
}

/** Two pieces of one good, to be paid at the door. */
async function orders(walk, mobile) {
  await walk.step("she orders two and will pay in cash", async () => {
    await addOne(walk, MAKER.slug);
    await addOne(walk, MAKER.slug);
    await checkOutToReview(walk, { mobile });
    await walk.page.getByLabel(say("pay-by-cash")).check();
    await walk.press("review-order");
    const [, code] = await walk.mart.waitForMessage(`+91${mobile}`, /(\d{6}) से देवघर मार्ट का नकद/u);
    await walk.write("field-code", code);
    await walk.press("cash-code-confirm");
    await walk.shows("cash-confirmed");
  });
  return codeIn(walk.page.url());
}

/** It leaves the hub and is paid for at the door. */
async function delivers(walk, { parcel, mobile }) {
  await passes(walk, { hub: MAKER.hub, parcel });
  await walk.step("it is paid for at the door", async () => {
    await walk.press("ship-leave-own");
    const [, door] = await walk.mart.waitForMessage(`+91${mobile}`, /कोड (\d{6})/u);
    await walk.write("field-delivery_code", door);
    await walk.page.locator("#cash").check();
    await walk.press("ship-deliver");
    await walk.shows("ship-delivered");
  });
}

/** Finance gives one piece back. */
async function claims(walk, code) {
  await walk.step("one piece goes back", async () => {
    await walk.open(`/hi/finance/claims?order=${code}`);
    await walk.page.getByLabel(say("claim-fault-mart")).check();
    await walk.write("field-pieces", "1");
    await walk.write("field-happened", "किनारा मुड़ा था");
    await walk.press("claim-give-back");
  });
}

/** She reads that she may choose, mistypes, and gives an address in her husband's name. */
async function givesAddress(walk, { mobile, code }) {
  await walk.step("an SMS and her order lead to the choice", async () => {
    await walk.mart.waitForMessage(`+91${mobile}`, /UPI या केंद्र से नकद/u);
    await walk.open(`/hi/orders/${code}`);
    expect(say("upi-own-ask").test(await walk.text()), "nothing is told to whoever follows the SMS");
    await walk.signIn(mobile, `/hi/orders/${code}/refund`);
    await walk.open(`/hi/orders/${code}`);
  });
  await walk.seen("order");
  await walk.step("the choice is a tap away", () => walk.press("upi-choose"));
  await walk.seen("choice");
  await walk.step("what is no UPI address is explained and kept", async () => {
    await walk.write("field-upi_id", "ramesh");
    await walk.press("upi-send-there");
    await wrong(walk.page);
    expect((await walk.page.locator("#upi_id").inputValue()) === "ramesh", "what she typed is lost");
  });
  await walk.seen("address-wrong", { status: 422 });
  await walk.step("an address is checked by the bank", async () => {
    await walk.write("field-upi_id", "ramesh@upi");
    await walk.press("upi-send-there");
    await until(walk, "upi-own-looked-at");
  });
  await walk.seen("looked-at");
}

/** The first person of finance sees both names and says why it is right. Answers the page's address. */
async function asks(walk) {
  await walk.step("it stands on the page of refunds", async () => {
    await walk.signIn(FIRST, "/hi/finance/refunds");
    expect(say("upi-heading").test(await walk.text()), "it is not listed");
  });
  await walk.seen("cash");
  await walk.step("both names are there", () => walk.follow('main a[href*="/finance/refunds/rtu_"]'));
  await walk.seen("names");
  const desk = new URL(walk.page.url()).pathname;
  await walk.step("without a reason nothing is asked for", async () => {
    await walk.press("upi-ask");
    await wrong(walk.page);
  });
  await walk.seen("no-reason", { status: 422 });
  await walk.step("with one a second person hears", async () => {
    await walk.write("field-why_send", "ऑर्डर वाले नंबर पर बात हुई, आईडी पति की है");
    await walk.press("upi-ask");
    await walk.shows("upi-desk-title");
    expect(say("cash-refund-yours").test(await walk.text()), "she could agree herself");
  });
  await walk.seen("asked");
  return desk;
}

/** Another agrees, and the bank carries it. */
async function agrees(walk, desk) {
  await walk.step("a second person agrees", async () => {
    await walk.signIn(SECOND, desk);
    await walk.press("upi-agree");
  });
  await walk.step("the bank has brought it", () => until(walk, "upi-paid", desk));
  await walk.seen("paid");
}

/** The other piece's money she fetches herself. */
async function choosesHub(walk, { mobile, code }) {
  await walk.step("she chooses a hub", async () => {
    await walk.signIn(mobile, `/hi/orders/${code}/refund`);
    const hubs = walk.page.locator("#at_hub option");
    const own = (await hubs.evaluateAll((all) => all.map((one) => one.textContent))).findIndex((name) => /देवीपुर/u.test(name));
    await walk.page.locator("#at_hub").selectOption({ index: Math.max(own, 0) });
  });
  await walk.seen("second-choice");
  await walk.step("a code comes at once", async () => {
    await walk.press("upi-fetch-there");
    expect(say("upi-own-at-hub").test(await walk.text()), "it is not at the hub");
  });
  await walk.seen("at-hub");
}

/** The keeper of that hub pays it out against code and name, and the day book has it. */
async function paysOut(walk, mobile) {
  const [, code] = await walk.mart.waitForMessage(`+91${mobile}`, /कोड (\d{6})/u);
  await walk.step("the keeper sees what is to be paid back", async () => {
    await walk.signIn(keeperOf(MAKER.hub), "/hi/hub/cash");
    expect(say("cash-to-pay-back").test(await walk.text()), "it is not there");
  });
  await walk.step("code and name, and it is paid", async () => {
    await walk.write("field-refund_code", code);
    await walk.write("field-signed_name", "अनीता कुमारी");
    await walk.press("cash-refund-pay");
    expect(say("cash-paid-back").test(await walk.text()), "the day book does not say so");
  });
  await walk.seen("day-book");
}

/** Both are with her. */
async function ends(walk, { mobile, code }) {
  await walk.step("both are with her", async () => {
    await walk.signIn(mobile, `/hi/orders/${code}/refund`);
    expect(((await walk.text()).match(new RegExp(say("upi-own-there").source, "gu")) ?? []).length === 2, "they are not");
  });
  await walk.seen("both");
}

/** Opens the page again until it says this: the bank takes a moment. */
async function until(walk, key, path = new URL(walk.page.url()).pathname) {
  for (let tries = 80; ; tries -= 1) {
    if (say(key).test(await walk.text())) return;
    expect(tries > 0, `the page never said ${key}`);
    await walk.page.waitForTimeout(500);
    await walk.open(path);
  }
}
