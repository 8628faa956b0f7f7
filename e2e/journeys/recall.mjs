// Peda turns out to be unsafe. A maker has noted a batch, somebody in Deoghar has bought of the one before, and a head stops
// that by one press: its parcel is called off, the buyer reads not to eat it, and the code on the pack says so to anybody.

import { maker } from "../lib/district.mjs";
import { expect } from "../lib/tally.mjs";
import { say } from "../lib/words.mjs";
import { withPhone } from "../lib/walk.mjs";
import { buy, freshMobile } from "./buy.mjs";

const PEDA = maker("basuki-peda");

export async function journey(world) {
  const mobile = freshMobile();
  const { code, pack } = await withPhone(world, { name: "recall-buyer", looks: false }, async (walk) => {
    const bought = await buy(walk, { mobile, makers: [PEDA] });
    await walk.open(`/hi/orders/${bought}`);
    const href = await walk.page.locator('a[href*="/batches/"]').first().getAttribute("href");
    return { code: bought, pack: href.split("/").pop() };
  });
  await batchNoted(world, pack);
  await stopped(world, pack);
  await withPhone(world, { name: "recalled", script: false }, async (walk) => {
    await walk.step("the buyer hears of it", async () => {
      const [, sent] = await world.mart.waitForMessage(`+91${mobile}`, /रोका। (₹[\d,]+) लौटेंगे/u);
      expect(sent.startsWith("₹"), "no money is told of");
    });
    await walk.step("and reads it on the order's page", async () => {
      await walk.open(`/hi/orders/${code}`);
      expect((await walk.text()).includes(pack), "the order does not name the batch");
      expect((await walk.page.locator(".notice.stop").count()) > 0, "nothing warns of it");
    });
    await walk.seen("order");
    await walk.step("whoever holds the pack reads it too", async () => {
      await walk.open(`/en/batches/${pack}`);
      expect((await walk.text()).includes("Do not eat it"), "the page of the batch says nothing");
    });
    await walk.seen("pack");
  });
}

/** The maker notes what she made today; a batch for tomorrow is refused and keeps what she typed. */
async function batchNoted(world, pack) {
  await withPhone(world, { name: "batch-maker", script: false }, async (walk) => {
    const { page } = walk;
    await walk.step("the maker signs in", () => walk.signIn(PEDA.mobile, "/hi/maker/batches"));
    await walk.seen("batches");
    await walk.step("a batch of a day to come is refused", async () => {
      await page.locator('select[name="food"]').selectOption({ index: 1 });
      await page.locator('[name="batch_pieces"]').fill("१२");
      await page.locator('[name="batch_made"]').fill("2099-01-01");
      await walk.press("food-note");
      expect((await page.locator('[name="batch_pieces"]').inputValue()) === "१२", "what was typed is lost");
    });
    await walk.seen("wrong-day", { status: 422 });
    await walk.step("of today it is taken", async () => {
      await page.locator('[name="batch_made"]').fill(new Date(Date.now() + 330 * 60_000).toISOString().slice(0, 10));
      await walk.press("food-note");
      expect((await walk.text()).match(say("food-all")), "the batch is not listed");
    });
    await walk.step("her parcel leads to the label of its packs", async () => {
      await walk.open("/hi/maker/parcels");
      const parcels = await page.locator('main a[href*="/maker/parcels/"]').evaluateAll((links) => links.map((link) => link.getAttribute("href")));
      const label = `main a[href$="/batches/${pack}/label"]`;
      for (const parcel of parcels) {
        await walk.open(parcel);
        if ((await page.locator(label).count()) > 0) {
          await walk.follow(label);
          return;
        }
      }
      expect(false, "no parcel of hers leads to the label");
    });
  });
}

/** A head types the code on the pack, says why, presses. */
async function stopped(world, pack) {
  await withPhone(world, { name: "recall-head", script: false }, async (walk) => {
    const head = world.mart.demo.accounts.find((one) => one.role === "department_head" && one.department === "handicrafts");
    await walk.step("a head signs in", () => walk.signIn(head.mobile.slice(3), "/hi/head/batches"));
    await walk.seen("batches");
    await walk.step("finds the batch by its code", async () => {
      await walk.write("field-batch", pack);
      await walk.press("food-find");
      await walk.follow('main a[href*="/head/batches/fbt_"]');
    });
    await walk.seen("batch");
    await walk.step("without a reason nothing happens", () => walk.press("food-recall-go"));
    await walk.seen("no-reason", { status: 422 });
    await walk.step("stops it", async () => {
      await walk.write("field-recall_why", "फफूँद मिली");
      await walk.press("food-recall-go");
    });
    await walk.seen("stopped");
  });
}
