// Finance asks a part of what is paid in cash online first. Anita pays it, and turns the parcel away at the door: a part stays for the
// way, the rest goes back. Without scripts. The rule holds for the rest of the run.

import { maker, mobilesOf } from "../lib/district.mjs";
import { wrong } from "../lib/hands.mjs";
import { expect } from "../lib/tally.mjs";
import { say } from "../lib/words.mjs";
import { withPhone } from "../lib/walk.mjs";
import { addOne, checkOutToReview, codeIn, freshMobile, payAtGateway, waitUntilPaid } from "./buy.mjs";
import { make, passes } from "./work.mjs";

const MAKER = maker("hansuadih-lohar");

export async function journey(world) {
  const as = (who) => ({ name: `token-${who}`, script: false });
  await withPhone(world, as("finance"), setsRule);
  const mobile = freshMobile();
  await withPhone(world, as("buyer"), async (buyer) => {
    const code = await orders(buyer, mobile);
    const parcel = await withPhone(world, { ...as("maker"), looks: false }, (desk) => make(desk, { ...MAKER, slips: false }));
    await withPhone(world, as("hub"), (desk) => bringsBack(desk, parcel));
    await buyer.step("she reads what went back", async () => {
      await buyer.open(`/hi/orders/${code}`);
      await buyer.shows("token-cancelled");
    });
    await buyer.seen("turned-away");
  });
}

/** Today in India, as a date is picked. */
function today() {
  return new Date(Date.now() + 5.5 * 3_600_000).toISOString().slice(0, 10);
}

async function setsRule(walk) {
  const { page } = walk;
  const fill = (name, value) => page.locator(`input[name="${name}"]`).fill(value);
  await walk.step("what is kept of nothing is explained", async () => {
    await walk.signIn(mobilesOf("finance")[1], "/hi/finance/cash/rules");
    await page.locator('select[name="cash_reach"]').selectOption("own_hands");
    await fill("cash_from", today());
    await fill("cash_most", "5000");
    await fill("cash_refused", "5");
    await fill("cash_refused_days", "30");
    await fill("cash_token_kept", "20");
    await fill("cash_reason", "लौटे पार्सलों का आना-जाना");
    await walk.press("cash-rule-look");
    await wrong(page);
  });
  await walk.seen("rule-wrong", { status: 422 });
  await walk.step("the rule is shown and set", async () => {
    await fill("cash_token", "30");
    await fill("cash_token_share", "10");
    await walk.press("cash-rule-look");
    await walk.shows("cash-rule-preview");
  });
  await walk.seen("preview");
  await walk.step("it holds", async () => {
    await walk.press("cash-rule-set");
    await walk.shows("cash-rules");
  });
  await walk.seen("rules");
}

async function orders(walk, mobile) {
  const { page } = walk;
  await walk.step("the last page says what is paid when", async () => {
    await addOne(walk, MAKER.slug);
    await checkOutToReview(walk, { mobile });
    await page.getByLabel(say("pay-by-cash")).check();
    expect(/अभी ऑनलाइन/u.test(await walk.text()), "nobody says what is paid online");
  });
  await walk.seen("review");
  await walk.step("the part is asked for, and the rest told", async () => {
    await walk.press("review-order");
    await walk.shows("pay-title");
    expect(/सामान मिलने पर नकद दें/u.test(await walk.text()), "nobody tells the rest");
  });
  await walk.seen("pay");
  const code = codeIn(page.url());
  await walk.step("paid, the order is confirmed without a code", async () => {
    await payAtGateway(walk, "success");
    await waitUntilPaid(walk);
    await walk.press("return-see-order");
    await walk.shows("cash-confirmed");
  });
  await walk.seen("confirmed");
  return code;
}

async function bringsBack(walk, parcel) {
  const { page } = walk;
  await passes(walk, { hub: MAKER.hub, parcel });
  await walk.seen("ready");
  await walk.step("it leaves and is turned away", async () => {
    await walk.press("ship-leave-own");
    await page.locator("main summary").filter({ hasText: say("cash-turned-away") }).click();
    await walk.write("field-why_back", "घर पर मना किया");
    await walk.press("cash-turn-away");
  });
  await walk.seen("turned-away");
}
