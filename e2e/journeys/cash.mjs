// Anita pays at the door: a code by SMS confirms, the runner takes the cash, the hub counts it and pays it in, finance sees it.
// Without scripts.

import { maker, mobilesOf } from "../lib/district.mjs";
import { wrong } from "../lib/hands.mjs";
import { expect } from "../lib/tally.mjs";
import { say } from "../lib/words.mjs";
import { withPhone } from "../lib/walk.mjs";
import { addOne, checkOutToReview, codeIn, freshMobile } from "./buy.mjs";
import { make, passes } from "./work.mjs";

const MAKER = maker("hansuadih-lohar");

export async function journey(world) {
  const mobile = freshMobile();
  const as = (who) => ({ name: `cash-${who}`, script: false });
  await withPhone(world, as("buyer"), async (buyer) => {
    const code = await orders(buyer, mobile);
    const parcel = await withPhone(world, as("maker"), (desk) => make(desk, { ...MAKER, slips: false }));
    await withPhone(world, as("hub"), (desk) => delivers(desk, { parcel, mobile }));
    await buyer.step("she reads what she has paid", async () => {
      await buyer.open(`/hi/orders/${code}`);
      await buyer.shows("order-completed");
    });
    await buyer.seen("delivered");
    await withPhone(world, as("finance"), looks);
  });
}

/** Chooses cash, types a wrong code and then the right one. */
async function orders(walk, mobile) {
  const { page, mart } = walk;
  await walk.step("she chooses cash", async () => {
    await addOne(walk, MAKER.slug);
    await checkOutToReview(walk, { mobile });
    await page.getByLabel(say("pay-by-cash")).check();
  });
  await walk.seen("review");
  await walk.step("a code is asked for in place of the payment", async () => {
    await walk.press("review-order");
    await walk.shows("cash-code-title");
  });
  await walk.seen("code");
  const [, code] = await mart.waitForMessage(`+91${mobile}`, /(\d{6}) से देवघर मार्ट का नकद/u);
  await walk.step("a wrong code is explained", async () => {
    await walk.write("field-code", code === "000000" ? "111111" : "000000");
    await walk.press("cash-code-confirm");
    await wrong(page);
  });
  await walk.seen("code-wrong", { status: 422 });
  await walk.step("the right one confirms the order", async () => {
    await walk.write("field-code", code);
    await walk.press("cash-code-confirm");
    await walk.shows("cash-confirmed");
  });
  await walk.seen("confirmed");
  return codeIn(page.url());
}

/** Looks at the parcel, sends it, takes the cash at the door, counts it and pays some in. */
async function delivers(walk, { parcel, mobile }) {
  const { page } = walk;
  await passes(walk, { hub: MAKER.hub, parcel });
  await walk.seen("ready");
  const shipment = page.url();
  await walk.step("the label says what to collect", async () => {
    await walk.press("label-print");
    expect(say("cash-on-label").test(await page.locator("body").innerText()), "it does not");
  });
  await walk.seen("label");
  await walk.step("it leaves", async () => {
    await page.goto(shipment);
    await walk.press("ship-leave-own");
  });
  await walk.seen("on-its-way");
  const [, door] = await walk.mart.waitForMessage(`+91${mobile}`, /कोड (\d{6})/u);
  await walk.step("without the cash it is not delivered", async () => {
    await walk.write("field-delivery_code", door);
    await walk.press("ship-deliver");
    await wrong(page);
  });
  await walk.seen("unpaid", { status: 422 });
  await walk.step("with it, it is", async () => {
    await walk.write("field-delivery_code", door);
    await page.locator("#cash").check();
    await walk.press("ship-deliver");
    await walk.shows("ship-delivered");
  });
  await walk.step("the day book has it", () => walk.open("/hi/hub/cash"));
  await walk.seen("book");
  await walk.step("a deposit without a slip is explained", async () => {
    await walk.write("field-amount_in", "10");
    await walk.press("cash-bank-keep");
    await wrong(page);
  });
  await walk.seen("slip-wrong", { status: 422 });
  await walk.step("some is paid in", async () => {
    await walk.write("field-slip", `SBI ${mobile}`);
    await walk.press("cash-bank-keep");
  });
  await walk.step("what is counted differs, with a reason", async () => {
    await walk.write("field-counted", "1");
    await walk.write("field-why_differs", "दस का नोट फटा था");
    await walk.press("cash-count-keep");
    expect(say("cash-count-stands-asked").test(await walk.text()), "it does not wait for a second person");
  });
  await walk.seen("counted");
}

/** Finance sees hubs, post and the count, and decides on it. */
async function looks(walk) {
  await walk.step("finance signs in", async () => {
    await walk.signIn(mobilesOf("finance")[0], "/hi/finance");
    await walk.follow('.rooms a[href="/hi/finance/cash"]');
  });
  await walk.seen("cash");
  await walk.step("the count is sent back", async () => {
    await walk.press("cash-count-refuse");
    expect(!say("cash-counts-wait").test(await walk.text()), "it waits still");
  });
  await walk.seen("decided");
}
