// A buyer shows what came broken, in two taps from her order and with a photo; the officer sees it beside the hub's and says whose
// fault it was; what is only not liked comes back to the hub, where the keeper looks at it.

import { keeperOf, maker, officerOf } from "../lib/district.mjs";
import { wrong } from "../lib/hands.mjs";
import { photographed } from "../lib/photo.mjs";
import { expect } from "../lib/tally.mjs";
import { say } from "../lib/words.mjs";
import { withPhone } from "../lib/walk.mjs";
import { buy, freshMobile } from "./buy.mjs";
import { deliver, make } from "./work.mjs";

const BAMBOO = maker("jamua-bans");
const BLOCK = "3087";
const SPLIT = "किनारा फटा हुआ है";

export async function journey(world) {
  const mobile = freshMobile();
  const bought = await withPhone(world, { name: "return-buys", looks: false }, async (walk) => {
    const order = await buy(walk, { mobile, makers: [BAMBOO] });
    return { order, photo: Buffer.from(await walk.page.evaluate(photographed), "base64") };
  });
  await arrives(world, bought.order, mobile);
  await asks(world, mobile, bought);
  await officer(world);
  await withPhone(world, { name: "return-told", script: false }, async (walk) => {
    await walk.step("the buyer reads that her money goes back", async () => {
      await walk.signIn(mobile, `/hi/orders/${bought.order}/returns`);
      expect((await walk.text()).match(say("return-next-granted")) !== null, "nothing is told");
    });
    await walk.seen("granted");
  });
}

/** The maker makes it, the keeper hands it over and writes down the code the buyer reads on her page. */
async function arrives(world, order, mobile) {
  const parcel = await withPhone(world, { name: "return-maker", looks: false }, (walk) => make(walk, { ...BAMBOO, slips: false }));
  const door = () =>
    withPhone(world, { name: "return-door", looks: false }, async (walk) => {
      await walk.signIn(mobile, "/hi/orders");
      await walk.open(`/hi/orders/${order}`);
      return (await walk.page.locator(".door b").first().innerText()).replaceAll(/\s/g, "");
    });
  await withPhone(world, { name: "return-keeper", looks: false }, (walk) => deliver(walk, { hub: BAMBOO.hub, parcels: [parcel], door, slips: false }));
}

/** Without a photo it comes back with what was typed; with one it is taken. */
async function asks(world, mobile, { order, photo }) {
  await withPhone(world, { name: "return-buyer", script: false }, async (walk) => {
    const { page } = walk;
    await walk.step("her order leads to what is wrong", async () => {
      await walk.signIn(mobile, "/hi/orders");
      await walk.open(`/hi/orders/${order}`);
      await walk.follow('main a[href$="/returns"]');
    });
    await walk.seen("form");
    await walk.step("without a photo nothing is decided and nothing is lost", async () => {
      await page.getByLabel(say("return-reason-broken")).check();
      await walk.write("field-return_words", SPLIT);
      await walk.press("return-send");
      await wrong(page);
      expect(await page.getByLabel(say("return-reason-broken")).isChecked(), "the reason is lost");
    });
    await walk.seen("no-photo", { status: 422 });
    await walk.step("with one it is taken", async () => {
      await page.locator("#file-return").setInputFiles({ name: "IMG.jpg", mimeType: "image/jpeg", buffer: photo });
      await walk.press("return-send");
      expect((await walk.text()).match(say("return-next-asked")) !== null, "it is not taken");
    });
    await walk.seen("asked");
  });
}

/** The officer sees the photo and says whose fault it was. */
async function officer(world) {
  await withPhone(world, { name: "return-officer", script: false }, async (walk) => {
    await walk.step("the officer finds it", async () => {
      await walk.signIn(officerOf(BLOCK), "/hi/officer/returns");
      await walk.follow('main a[href*="/officer/returns/ret_"]');
      expect((await walk.text()).includes(SPLIT), "her words are not there");
      expect((await walk.page.locator(".seen img").count()) > 0, "the photo is not there");
    });
    await walk.seen("desk");
    await walk.step("it was the carrier's fault", async () => {
      await walk.page.getByLabel(say("return-fault-courier")).check();
      await walk.press("return-right-photo");
      await walk.shows("room-returns");
    });
    await walk.seen("decided");
  });
  await withPhone(world, { name: "return-hub", script: false }, async (walk) => {
    await walk.step("nothing is awaited at the hub", () => walk.signIn(keeperOf(BAMBOO.hub), "/hi/hub/returns"));
    await walk.seen("none");
  });
}
