// A hub takes a shipment for Ranchi to the post: numbers from the post's range, a label, the list, the file; it leaves, the post's file
// of events says that it could not be handed over and then that it was, and the buyer follows it without signing in.

import { maker, mobilesOf } from "../lib/district.mjs";
import { andWait, wrong } from "../lib/hands.mjs";
import { expect } from "../lib/tally.mjs";
import { say } from "../lib/words.mjs";
import { withPhone } from "../lib/walk.mjs";
import { addOne, checkOut, codeIn, freshMobile, payAtGateway, waitUntilPaid } from "./buy.mjs";
import { make, passes } from "./work.mjs";

const RANCHI = "834001";
const WHO = maker("burhai-mati");
/** The post's numbers EE00000100 to EE00000199 with their check digits (UPU S10). */
const [FIRST, LAST] = [100, 199].map(numbered);

export function numbered(serial) {
  const digits = String(serial).padStart(8, "0");
  const sum = [8, 6, 4, 2, 3, 5, 9, 7].reduce((sum, weight, at) => sum + weight * Number(digits[at]), 0);
  const rest = 11 - (sum % 11);
  return `EE${digits}${rest === 10 ? 0 : rest === 11 ? 5 : rest}IN`;
}

export async function taken(walk, path, kind, begins) {
  const answer = await walk.page.context().request.get(new URL(path, walk.mart.url).href);
  expect(answer.status() === 200, `${path} answered ${answer.status()}`);
  expect(answer.headers()["content-type"].startsWith(kind), `${path} is ${answer.headers()["content-type"]}`);
  const bytes = await answer.body();
  expect(bytes.subarray(0, begins.length).toString() === begins, `${path} is something else`);
}

export async function journey(world) {
  const mobile = freshMobile();
  await withPhone(world, { name: "post-admin" }, async (walk) => {
    await walk.step("an administrator opens the page of delivery", () => walk.signIn(mobilesOf("administrator")[0], "/hi/admin/delivery"));
    await walk.seen("delivery");
    await walk.step("a wrong number is explained and kept", async () => {
      await walk.write("field-range_first", "EE000001001IN");
      await walk.press("carriage-range-enter");
      await wrong(walk.page);
    });
    await walk.step("the post's numbers are entered", async () => {
      await walk.write("field-range_first", FIRST);
      await walk.write("field-range_last", LAST);
      await walk.write("field-range_office", "देवघर प्रधान डाकघर, पत्र 14");
      await walk.press("carriage-range-enter");
      expect((await walk.text()).includes(FIRST), "the range is not listed");
    });
    await walk.seen("ranges");
  });
  await withPhone(world, { name: "post-buyer" }, async (buyer) => {
    await buyer.step("Anita in Ranchi buys and pays", async () => {
      await addOne(buyer, WHO.slug, RANCHI);
      await checkOut(buyer, { mobile, pincode: RANCHI });
      await payAtGateway(buyer, "success");
      await waitUntilPaid(buyer);
      await buyer.press("return-see-order");
    });
    const code = codeIn(buyer.page.url());
    const parcel = await withPhone(world, { name: "post-maker", looks: false }, (desk) => make(desk, { ...WHO, slips: false }));
    await withPhone(world, { name: "post-hub" }, (desk) => keeps(desk, { code, parcel }));
    await withPhone(world, { name: "post-guest", script: false }, (guest) => follows(guest, { code, mobile }));
  });
}

/** The keeper's day with the post. */
async function keeps(walk, { code, parcel }) {
  const { page } = walk;
  await passes(walk, { hub: WHO.hub, parcel });
  await walk.step("and weighs it", async () => {
    await page.locator("main summary").first().click();
    await walk.write("field-weighed_g", "1350");
    await walk.press("carriage-weigh-keep");
  });
  await walk.seen("weighed");
  await walk.step("the counter lists it", async () => {
    await walk.open("/hi/hub/counter");
    expect((await walk.text()).includes(code), "it is not ready");
  });
  await walk.seen("counter");
  await walk.step("it gets the post's next number", async () => {
    await walk.press("carriage-number");
    expect((await walk.text()).includes(FIRST), "it has no number");
  });
  await walk.seen("numbered");
  await walk.step("label, list and file can be taken along", async () => {
    await taken(walk, "/hi/hub/counter/stickers", "application/pdf", "%PDF-");
    await taken(walk, "/hi/hub/counter/manifest", "application/pdf", "%PDF-");
    await taken(walk, "/hi/hub/counter/file?kind=xlsx", "application/vnd.openxml", "PK");
  });
  await walk.step("everything leaves in one press", async () => {
    await walk.press("carriage-leave");
    expect((await walk.text()).includes(FIRST), "what left is not listed");
  });
  await walk.seen("left");
  await walk.step("the post's file says that nobody was at home", async () => {
    await walk.open("/hi/hub/way");
    const day = (await page.evaluate(() => new Date(Date.now() + 330 * 60_000).toISOString().slice(0, 10)));
    const csv = `Article Number,Event,Event Date,Event Time,Office\n${FIRST},Item Booked,${day},00:10,B.Deoghar HO\n${FIRST},Item Undelivered: door locked,${day},00:20,Ranchi GPO\nEE1,Item Booked,${day},00:10,Ranchi GPO\n`;
    await page.locator('input[type="file"]').setInputFiles({ name: "events.csv", mimeType: "text/csv", buffer: Buffer.from(csv) });
    await walk.press("track-bring-in");
    expect(say("hitch-undelivered").test(await walk.text()), "there is no task");
  });
  await walk.seen("hitch");
  await walk.step("a task is not done without a word on what was done", async () => {
    await page.locator("main summary").first().click();
    await walk.press("track-close");
    await wrong(page);
  });
  await walk.seen("hitch-wrong", { status: 422 });
  await walk.step("and ends with one", async () => {
    await walk.write("field-outcome", "फ़ोन किया, कल घर पर हैं");
    await walk.press("track-close");
    expect(say("track-no-hitch").test(await walk.text()), "the task is still open");
  });
  await walk.step("rounds and packing are a page of their own", () => walk.open("/hi/hub/rounds"));
  await walk.seen("rounds");
  await walk.step("a count without a number is explained", async () => {
    await walk.press("hubs-count");
    await wrong(page);
  });
  await walk.step("straw is counted and runs low", async () => {
    await page.locator("#packing_item").selectOption("straw");
    await walk.write("field-packing_pieces", "4");
    await walk.write("field-packing_low", "10");
    await walk.press("hubs-count");
    expect(say("hubs-low").test(await walk.text()), "nothing runs low");
  });
  await walk.seen("counted");
}

/** Without signing in: a wrong number and a wrong code hear the same, the right ones lead to the order's way. */
async function follows(walk, { code, mobile }) {
  await walk.step("she opens the page for following", () => walk.open("/hi/track"));
  await walk.seen("form");
  const asks = async (head, number) => {
    await walk.write("field-order_code", head);
    await walk.write("field-mobile", number);
    // What was wrong is also a link with this word in it, so the button is named by its place.
    await andWait(walk.page, () => walk.page.locator("main form button").click());
  };
  await walk.step("another number finds nothing", async () => {
    await asks(code.slice(0, 12), freshMobile());
    await wrong(walk.page);
  });
  await walk.seen("wrong", { status: 422 });
  await walk.step("the right two lead to the way", async () => {
    await asks(code.slice(0, 12), mobile);
    const text = await walk.text();
    for (const key of ["step-booked", "step-undelivered", "parcel-at-hub"]) expect(say(key).test(text), `«${key}» is not told`);
    expect(text.includes("Ranchi GPO") && !text.includes("सर्कुलर रोड"), "a place is missing, or the address is told");
  });
  await walk.seen("way");
}
