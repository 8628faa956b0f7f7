// A pilgrim scans the code that hangs at a stall, buys on her own phone and fetches it at the hub's counter in an hour she chose;
// the administrator had put the stall up, and sees what was sold through it.

import { maker, mobilesOf } from "../lib/district.mjs";
import { wrong } from "../lib/hands.mjs";
import { expect } from "../lib/tally.mjs";
import { say } from "../lib/words.mjs";
import { withPhone } from "../lib/walk.mjs";
import { codeIn, freshMobile, payAtGateway, waitUntilPaid } from "./buy.mjs";
import { make, passes } from "./work.mjs";

const WHO = maker("baba-gamcha");
const STALL = "बाबाधाम धर्मशाला";

export async function journey(world) {
  const mobile = freshMobile();
  const address = await withPhone(world, { name: "pilgrim-admin", script: false }, putsUp);
  const order = await withPhone(world, { name: "pilgrim" }, (walk) => buys(walk, { address, mobile }));
  const parcel = await withPhone(world, { name: "pilgrim-maker", looks: false }, (desk) => make(desk, { ...WHO, slips: false }));
  await withPhone(world, { name: "pilgrim-keeper", script: false }, (desk) => handsOut(desk, { parcel, mobile }));
  await withPhone(world, { name: "pilgrim-told", script: false }, async (walk) => {
    await walk.step("she reads that she has it", async () => {
      await walk.open(`/hi/orders/${order}`);
      await walk.shows("order-completed");
    });
  });
  await withPhone(world, { name: "pilgrim-sales", script: false }, async (walk) => {
    await walk.step("the administrator sees the sale under the stall", async () => {
      await walk.signIn(mobilesOf("administrator")[0], "/hi/admin/stalls");
      await walk.page.locator("main .rows a", { hasText: STALL }).first().click();
      await walk.page.waitForLoadState("load");
      expect((await walk.page.locator("main table tbody tr").count()) === 1, "the sale is not listed");
    });
    await walk.seen("sales");
  });
}

function day(ahead) {
  return new Date(Date.now() + 330 * 60_000 + ahead * 86_400_000).toISOString().slice(0, 10);
}

/** A stall is entered and its poster printed; answers what the code on it says. */
async function putsUp(walk) {
  const { page } = walk;
  await walk.open(`/hi/makers/${WHO.slug}`);
  const name = await page.locator("h1").innerText();
  await walk.step("the administrator opens the list of counters", () => walk.signIn(mobilesOf("administrator")[0], "/hi/admin/counters"));
  await walk.seen("counters");
  await walk.step("and the sample one", () => walk.follow('main .rows a[href*="/admin/counters/ctr_"]'));
  await walk.seen("counter");
  await walk.open("/hi/admin/stalls");
  await walk.seen("stalls");
  await walk.step("a stall without anything is explained", async () => {
    await walk.press("stall-enter");
    await wrong(page);
  });
  await walk.seen("wrong", { status: 422 });
  await walk.step("a card for a dharamshala is entered", async () => {
    await page.locator("#stall_kind").selectOption("hotel");
    const hub = await page.locator("#hub option", { hasText: "देवघर" }).first().getAttribute("value");
    await page.locator("#hub").selectOption(hub);
    await walk.write("field-stall_hi", STALL);
    await walk.write("field-stall_en", "Babadham dharamshala");
    await walk.write("field-place_hi", "मंदिर मार्ग");
    await walk.write("field-place_en", "Mandir Marg");
    await page.locator("#from_day").fill(day(0));
    await page.locator("#until_day").fill(day(10));
    await page.locator("#stall_counter").selectOption({ index: 1 });
    await page.getByLabel(name, { exact: true }).check();
    await walk.press("stall-enter");
    expect((await page.locator("h1").innerText()) === STALL, "it is not entered");
  });
  await walk.seen("stall");
  await walk.step("its poster can be printed", () => walk.press("stall-poster"));
  await walk.seen("poster");
  return (await page.locator("body").innerText()).match(/\/s\/([A-Z0-9]+)/)[0];
}

/** She scans, buys, chooses the counter and an hour, and pays. */
async function buys(walk, { address, mobile }) {
  const { page, mart } = walk;
  await walk.step("the code leads to the stall, in Hindi", async () => {
    await walk.open(address);
    expect(page.url().startsWith(`${mart.url}/hi/s/`), `it led to ${page.url()}`);
  });
  await walk.seen("stall");
  await walk.step("what lies there comes first, and one is put into the cart", async () => {
    await walk.follow(".card:not(:has(.gone)) h3 a");
    await walk.press("product-add");
  });
  await walk.seen("cart");
  await walk.step("fetching it saves the freight", () => walk.press("pickup-or"));
  await walk.seen("where");
  await walk.step("she signs in on the way to the choice", async () => {
    await walk.signIn(mobile, "/hi/checkout/counter");
    expect(page.url().includes("/checkout/counter"), `it led to ${page.url()}`);
  });
  await walk.step("without a choice it is asked again", async () => {
    await walk.write("field-name", "कमला देवी");
    await walk.press("go-on");
    await wrong(page);
  });
  await walk.seen("choice", { status: 422 });
  await walk.step("she chooses the last hour that is offered", async () => {
    const last = page.locator('input[name="pickup"]:not([disabled])').last();
    await page.locator(`label[for="${await last.getAttribute("id")}"]`).click();
    await walk.press("go-on");
    await walk.shows("review-title");
    expect(say("review-fetch").test(await walk.text()), "it does not say where she fetches it");
  });
  await walk.seen("review");
  await walk.step("she orders and pays", async () => {
    await page.getByLabel(say("pay-by-upi")).first().check();
    await walk.press("review-order");
    await payAtGateway(walk, "success");
    await waitUntilPaid(walk);
    await walk.press("return-see-order");
  });
  await walk.seen("order");
  return codeIn(page.url());
}

/** The keeper passes the parcel, puts it on the counter, and hands it out against the code of the SMS. */
async function handsOut(walk, { parcel, mobile }) {
  const { page, mart } = walk;
  await passes(walk, { hub: WHO.hub, parcel });
  await walk.seen("ready");
  await walk.step("it is put on the counter", () => walk.press("ship-leave-counter"));
  await walk.seen("on-counter");
  const [, code] = await mart.waitForMessage(`+91${mobile}`, /बताएँ: (\d{6})/u);
  await walk.step("it waits among the pick-ups", async () => {
    await walk.open("/hi/hub/pickups");
    expect((await walk.text()).includes("कमला देवी"), "she is not listed");
  });
  await walk.seen("pickups");
  await walk.step("a wrong code hands nothing out", async () => {
    await page.locator("main .rows a", { hasText: "कमला देवी" }).first().click();
    await page.waitForLoadState("load");
    await walk.write("field-delivery_code", code === "000000" ? "111111" : "000000");
    await walk.press("pickup-hand-out");
    await wrong(page);
  });
  await walk.seen("wrong-code", { status: 422 });
  await walk.step("the code of her SMS does", async () => {
    await walk.write("field-delivery_code", code);
    await walk.press("pickup-hand-out");
    expect(!(await walk.text()).includes("कमला देवी"), "it still waits");
  });
}
