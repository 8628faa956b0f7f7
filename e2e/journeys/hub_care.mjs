// A buyer has no code at hand: the runner leaves her parcel at the door with a photo. She sees it on her order and says that it did not
// come; that is a complaint, the keeper of the hub says what she found, and the answer stands in it.

import { keeperOf, maker } from "../lib/district.mjs";
import { wrong } from "../lib/hands.mjs";
import { photographed } from "../lib/photo.mjs";
import { expect } from "../lib/tally.mjs";
import { say } from "../lib/words.mjs";
import { withPhone } from "../lib/walk.mjs";
import { addOne, checkOut, codeIn, freshMobile, payAtGateway, waitUntilPaid } from "./buy.mjs";
import { make, passes } from "./work.mjs";

const DEOGHAR = "814112";
const WHO = maker("burhai-mati");

export async function journey(world) {
  const mobile = freshMobile();
  await withPhone(world, { name: "care-buyer" }, async (buyer) => {
    await buyer.step("Anita in Deoghar buys and pays", async () => {
      await addOne(buyer, WHO.slug, DEOGHAR);
      await checkOut(buyer, { mobile, pincode: DEOGHAR });
      await payAtGateway(buyer, "success");
      await waitUntilPaid(buyer);
      await buyer.press("return-see-order");
    });
    const code = codeIn(buyer.page.url());
    const parcel = await withPhone(world, { name: "care-maker", looks: false }, (desk) => make(desk, { ...WHO, slips: false }));
    const photo = Buffer.from(await buyer.page.evaluate(photographed), "base64");
    await withPhone(world, { name: "care-runner" }, (desk) => leaves(desk, { parcel, photo }));
    const number = await disowns(buyer, { code, mobile });
    await withPhone(world, { name: "care-keeper" }, (desk) => answers(desk, { number, photo }));
    await buyer.step("the answer stands in her complaint", async () => {
      await buyer.open(`/hi/complaints/${number}`);
      const told = await buyer.text();
      expect(told.includes("भूसे में पैक") && say("hubcare-left_whole").test(told), "what the keeper found is not there");
    });
    await buyer.seen("answered");
  });
}

/** The runner leaves it; without a photo she cannot. */
async function leaves(walk, { parcel, photo }) {
  const { page } = walk;
  await passes(walk, { hub: WHO.hub, parcel });
  await walk.step("it goes out", () => walk.press("ship-leave-own"));
  const fold = page.locator("details:has(#file-door)");
  const open = async () => (await fold.getAttribute("open")) === null && fold.locator("summary").click();
  await walk.step("without a photo nothing is left", async () => {
    await open();
    await walk.press("door-left-there");
    await wrong(page);
  });
  await walk.seen("no-photo", { status: 422 });
  await walk.step("with one it is", async () => {
    await open();
    await page.locator("#file-door").setInputFiles({ name: "IMG.jpg", mimeType: "image/jpeg", buffer: photo });
    await walk.press("door-left-there");
    await walk.shows("ship-delivered");
  });
  await walk.seen("left");
}

/** The buyer sees the photo and says that it did not come. Answers the complaint's number. */
async function disowns(buyer, { code, mobile }) {
  const { page, mart } = buyer;
  await buyer.step("she hears of it and sees the photo on her order", async () => {
    await mart.waitForMessage(`+91${mobile}`, /दरवाज़े पर छोड़ा/u);
    await buyer.open(`/hi/orders/${code}`);
  });
  await buyer.seen("order");
  await buyer.step("opens it", async () => {
    await buyer.press("door-see");
    expect((await page.locator("main img").count()) === 1, "the photo is not there");
  });
  await buyer.seen("door");
  await buyer.step("says that it did not come, first without a word", async () => {
    await page.locator("main summary").first().click();
    await buyer.press("door-send");
    await wrong(page);
  });
  await buyer.seen("no-words", { status: 422 });
  await buyer.step("and then with some", async () => {
    await buyer.write("field-door_words", "यह मेरा दरवाज़ा नहीं है");
    await buyer.press("door-send");
  });
  await buyer.seen("said");
  return (await buyer.text()).match(/DGM-\d{6}-\d{6}/)[0];
}

/** The keeper answers for the parcel. */
async function answers(walk, { number, photo }) {
  const { page } = walk;
  await walk.step("the keeper's list has it", async () => {
    await walk.signIn(keeperOf(WHO.hub), "/hi/hub/complaints");
    expect((await page.locator(`main a[href$="${number}"]`).count()) === 1, "it is not listed");
  });
  await walk.seen("list");
  await walk.step("she opens it", () => walk.follow(`main a[href$="${number}"]`));
  await walk.seen("complaint");
  await walk.step("an answer without a finding is asked for it", async () => {
    await walk.press("complaint-answer");
    await wrong(page);
  });
  await walk.seen("no-finding", { status: 422 });
  await walk.step("she says what she found, with a photo", async () => {
    await page.getByLabel(say("hubcare-left_whole")).check();
    await walk.write("field-hub_words", "भूसे में पैक होकर निकला था");
    await page.locator("#file-complaint").setInputFiles({ name: "IMG.jpg", mimeType: "image/jpeg", buffer: photo });
    await walk.press("complaint-answer");
    expect((await walk.text()).includes("भूसे में पैक"), "it is not in the conversation");
  });
  await walk.seen("said");
}
