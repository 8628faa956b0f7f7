// Anita in Deoghar buys from two makers in Hindi on a cheap phone and pays by UPI. The makers say yes and pack, the hub
// sends both parcels as one, she gets them, and finance pays the makers. Once with scripts, once without.
//
// Each run of it uses a hub of its own, so that neither waits for the other's parcels. A number may ask for three codes
// in ten minutes: finance, who is the same in both, needs a fresh mart after three runs.

import { maker } from "../lib/district.mjs";
import { expect } from "../lib/tally.mjs";
import { say } from "../lib/words.mjs";
import { withPhone } from "../lib/walk.mjs";
import { buy, freshMobile } from "./buy.mjs";
import { bills, day, slips, taxesAndClaims } from "./papers.mjs";
import { deliver, make, payOut, readMoney, readReport } from "./work.mjs";

const WITH_SCRIPT = [maker("chanddih-kumhar"), maker("baba-gamcha")];
const WITHOUT = [maker("burhai-mati"), maker("madhupur-darzi")];

export const journey = (world) => walk(world, { name: "purchase", script: true, makers: WITH_SCRIPT });
export const journeyWithoutScript = (world) => walk(world, { name: "no-script", script: false, makers: WITHOUT });

async function walk(world, { name, script, makers }) {
  const mobile = freshMobile();
  const as = (who) => ({ name: `${name}-${who}`, script });
  await withPhone(world, as("buyer"), async (buyer) => {
    const code = await buy(buyer, { mobile, makers });
    const parcels = [];
    for (const [at, who] of makers.entries()) {
      parcels.push(await withPhone(world, as(`maker-${at + 1}`), (desk) => make(desk, { ...who, slips: script && at === 0 })));
    }
    const door = () => doorCode(buyer, { mobile, code });
    await withPhone(world, as("hub"), async (desk) => {
      await deliver(desk, { hub: makers[0].hub, parcels, door, slips: script });
      if (script) await day(desk);
    });
    await buyer.step("she reads that it has arrived", async () => {
      await buyer.open(`/hi/orders/${code}`);
      await buyer.shows("order-completed");
      const arrived = await buyer.page.locator("main").getByText(say("parcel-delivered")).count();
      expect(arrived >= makers.length, `only ${arrived} parcels have arrived`);
    });
    await buyer.seen("delivered");
    await bills(buyer, { code, makers });
    await tells(buyer);
    await payOut(world, as("finance"), { slips: script });
    for (const [at, who] of makers.entries()) {
      await withPhone(world, as(`paid-${at + 1}`), async (desk) => {
        await readMoney(desk, { ...who, share: parcels[at].share });
        if (script) await slips(desk);
      });
    }
    await readReport(world, { name, script }, makers);
    if (script) await taxesAndClaims(world, { name, code });
  });
}

/** What has come she speaks of, a good at a time; her words stand on the good's page without her name. */
async function tells(buyer) {
  const { page } = buyer;
  await buyer.step("she is asked how it was", () => buyer.press("quality-tell"));
  await buyer.seen("tell");
  await buyer.step("without stars it is asked again", () => buyer.press("quality-send"));
  await buyer.seen("no-stars", { status: 422 });
  await buyer.step("gives four stars and a few words", async () => {
    const id = await page.locator('input[name="stars"][value="4"]').getAttribute("id");
    await page.locator(`label[for="${id}"]`).click();
    await buyer.write("field-said", "सुंदर और मज़बूत");
    await buyer.press("quality-send");
    expect((await buyer.text()).includes("सुंदर और मज़बूत"), "what she said is not there");
  });
  await buyer.seen("told");
}

/** The code for the door, as the buyer reads it in the SMS and on the order's page. */
async function doorCode(buyer, { mobile, code }) {
  return buyer.step("the code for the door is in the SMS and on her page", async () => {
    const [, sent] = await buyer.mart.waitForMessage(`+91${mobile}`, /कोड (\d{6})/u);
    await buyer.open(`/hi/orders/${code}`);
    const shown = await buyer.page.locator(".door b").allInnerTexts();
    expect(shown.length > 0 && shown.every((digits) => digits === sent), `the SMS says ${sent}, the page ${shown}`);
    await buyer.seen("on-its-way");
    return sent;
  });
}
