// A clay pot comes broken and the buyer wishes for the same one anew: it is granted, a new piece goes out in a parcel of its own, no
// money goes back. Before that she reads what the rules are.

import { maker, officerOf } from "../lib/district.mjs";
import { wrong } from "../lib/hands.mjs";
import { photographed } from "../lib/photo.mjs";
import { expect } from "../lib/tally.mjs";
import { say } from "../lib/words.mjs";
import { withPhone } from "../lib/walk.mjs";
import { buy, freshMobile } from "./buy.mjs";
import { deliver, make } from "./work.mjs";

const POTTER = maker("burhai-mati");
const BLOCK = "3085";

export async function journey(world) {
  const mobile = freshMobile();
  const bought = await withPhone(world, { name: "exchange-buys", looks: false }, async (walk) => {
    const order = await buy(walk, { mobile, makers: [POTTER] });
    return { order, photo: Buffer.from(await walk.page.evaluate(photographed), "base64") };
  });
  await arrives(world, bought.order, mobile);
  const waits = await wishes(world, mobile, bought);
  if (waits) await officer(world);
  await told(world, mobile, bought.order);
  await potter(world);
}

async function arrives(world, order, mobile) {
  const parcel = await withPhone(world, { name: "exchange-maker", looks: false }, (walk) => make(walk, { ...POTTER, slips: false }));
  const door = () =>
    withPhone(world, { name: "exchange-door", looks: false }, async (walk) => {
      await walk.signIn(mobile, "/hi/orders");
      await walk.open(`/hi/orders/${order}`);
      return (await walk.page.locator(".door b").first().innerText()).replaceAll(/\s/g, "");
    });
  await withPhone(world, { name: "exchange-keeper", looks: false }, (walk) => deliver(walk, { hub: POTTER.hub, parcels: [parcel], door, slips: false }));
}

/** She wishes for a new one; answers whether an officer must look first. */
async function wishes(world, mobile, { order, photo }) {
  return withPhone(world, { name: "exchange-buyer", script: false }, async (walk) => {
    const { page } = walk;
    await walk.step("she reads what happens if it breaks", async () => {
      await walk.open("/hi/help/broken");
      await walk.shows("broken-title");
    });
    await walk.seen("rules");
    await walk.step("nobody who changed her mind gets the same again", async () => {
      await walk.signIn(mobile, "/hi/orders");
      await walk.open(`/hi/orders/${order}/returns`);
      await page.getByLabel(say("return-reason-mind")).check();
      await page.getByLabel(say("return-wish-piece")).check();
      await walk.press("return-send");
      await wrong(page);
      expect(await page.getByLabel(say("return-wish-piece")).isChecked(), "her wish is lost");
    });
    await walk.seen("no-piece", { status: 422 });
    await walk.step("a broken one with a photo is taken", async () => {
      await page.getByLabel(say("return-reason-broken")).check();
      await page.locator("#file-return").setInputFiles({ name: "IMG.jpg", mimeType: "image/jpeg", buffer: photo });
      await walk.press("return-send");
    });
    await walk.seen("wished");
    return ((await walk.text()).match(say("return-state-asked")) !== null);
  });
}

async function officer(world) {
  await withPhone(world, { name: "exchange-officer", script: false }, async (walk) => {
    await walk.step("the officer sees what she wishes", async () => {
      await walk.signIn(officerOf(BLOCK), "/hi/officer/returns");
      await walk.follow('main a[href*="/officer/returns/ret_"]');
      expect(((await walk.text()).match(say("return-wish-piece")) !== null), "her wish is not there");
    });
    await walk.seen("desk");
    await walk.step("it broke on the way", async () => {
      await walk.page.getByLabel(say("return-fault-courier")).check();
      await walk.press("return-right-photo");
    });
  });
}

async function told(world, mobile, order) {
  await withPhone(world, { name: "exchange-told", script: false }, async (walk) => {
    await walk.step("a new one is on its way, and no money", async () => {
      await walk.signIn(mobile, `/hi/orders/${order}/returns`);
      expect(((await walk.text()).match(say("return-next-anew")) !== null), "nothing is told");
      expect(!((await walk.text()).match(say("return-next-granted")) !== null), "money goes back as well");
    });
    await walk.seen("anew");
    await walk.step("her order has the new parcel", () => walk.open(`/hi/orders/${order}`));
    await walk.seen("order");
  });
}

async function potter(world) {
  await withPhone(world, { name: "exchange-again", script: false }, async (walk) => {
    await walk.step("its maker is asked again", async () => {
      await walk.signIn(POTTER.mobile, "/hi/maker/parcels");
      await walk.follow('main .rows a[href^="/hi/maker/parcels/"]');
      expect((await walk.text()).match(say("mine-accept")) !== null, "nothing is asked");
    });
    await walk.seen("asked");
  });
}
