// A maker with a keypad phone: told of the order, says yes, packs and asks for her money, all by SMS. She never signs in.

import { maker } from "../lib/district.mjs";
import { text } from "../lib/keypad.mjs";
import { expect } from "../lib/tally.mjs";
import { withPhone } from "../lib/walk.mjs";
import { say } from "../lib/words.mjs";
import { buy, freshMobile } from "./buy.mjs";
import { deliver } from "./work.mjs";

/** Her hub is no other journey's. */
const MAKER = maker("sarath-chudi");

export async function journey(world) {
  const buyerMobile = freshMobile();
  await withPhone(world, { name: "sms-buyer", looks: false }, async (buyer) => {
    const code = await buy(buyer, { mobile: buyerMobile, makers: [MAKER] });
    const parcel = await withPhone(world, { name: "sms-maker", looks: false }, (keypad) => answer(keypad, MAKER));
    const door = async () => (await buyer.mart.waitForMessage(`+91${buyerMobile}`, /कोड (\d{6})/u))[1];
    await withPhone(world, { name: "sms-hub", looks: false }, (desk) => deliver(desk, { hub: MAKER.hub, parcels: [parcel], door }));
    await buyer.step("the buyer reads that it has arrived", async () => {
      await buyer.open(`/hi/orders/${code}`);
      await buyer.shows("order-completed");
    });
    await withPhone(world, { name: "sms-money", looks: false }, (keypad) =>
      keypad.step("what she is owed has grown by what the order said", async () => {
        const owed = await askMoney(keypad, MAKER);
        expect(owed === parcel.owed + parcel.share, `she is owed ${owed}, after ${parcel.owed} and an order of ${parcel.share}`);
      }),
    );
  });
}

/** Yes and packed, from the keypad. Answers what is written on the parcel, what she earns, and what she was owed before. */
async function answer(keypad, { mobile }) {
  const [order] = await keypad.step("the keypad phone is told what to make, for how much, and what to write", async () => {
    const told = await keypad.mart.waitForMessage(`+91${mobile}`, /.*HAAN (\d{4,5}) .*/su);
    expect(say("sms-new-order").test(told[0]), `it says ${told[0]}`);
    return told;
  });
  const [, number] = order.match(/HAAN (\d{4,5})/u);
  const share = rupees(order);
  await keypad.step("what makes no sense is answered with what to write", () => text(keypad, mobile, "kya haal hai", say("sms-re-unclear")));
  await keypad.step("she says yes in Hindi digits", () => text(keypad, mobile, `हाँ ${devanagari(number)} १`, say("sms-re-accepted")));
  const packed = await keypad.step("she says that it is ready", () => text(keypad, mobile, `taiyar ${number}`, say("sms-re-packed")));
  const [code] = packed[0].match(/P[0-9A-Z]{8}/u);
  const owed = await keypad.step("she asks for her money", () => askMoney(keypad, { mobile }));
  return { code, share, owed };
}

/** What the mart says she is owed, in rupees. */
async function askMoney(keypad, { mobile }) {
  return rupees((await text(keypad, mobile, "PAISA", say("sms-re-money")))[0]);
}

/** The first amount of a text. */
function rupees(said) {
  return Number(said.match(/₹([\d,.]*\d)/u)[1].replaceAll(",", ""));
}

/** `4821` → `४८२१`. */
function devanagari(digits) {
  return digits.replaceAll(/\d/gu, (digit) => String.fromCodePoint(0x966 + Number(digit)));
}
