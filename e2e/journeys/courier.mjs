// A hub gives a shipment for Ranchi to a courier: the agent is down and says nothing, the post would go on; then it says who can carry it
// and for how much, the keeper chooses, has a waybill and a label, and what the agent tells of the way reaches the buyer and her guest.

import { maker } from "../lib/district.mjs";
import { andWait, wrong } from "../lib/hands.mjs";
import { expect } from "../lib/tally.mjs";
import { say } from "../lib/words.mjs";
import { withPhone } from "../lib/walk.mjs";
import { addOne, checkOut, codeIn, freshMobile, payAtGateway, waitUntilPaid } from "./buy.mjs";
import { make, passes } from "./work.mjs";

const RANCHI = "834001";
const WHO = maker("burhai-mati");

/** The desk of the practice agent. */
function agentOf(world) {
  const url = world.mart.demo.simulators.courier;
  const post = async (what, body) => {
    const headers = { "content-type": "application/json" };
    const answer = await fetch(`${url}/_sim/${what}`, { method: "POST", headers, body: JSON.stringify(body) });
    expect(answer.ok, `the agent's desk answered ${answer.status}`);
  };
  return {
    mood: (mood) => post("mood", { mood }),
    happens: (awb, status) => post("step", { awb, status }),
    orders: async () => (await (await fetch(`${url}/_sim/state`)).json()).orders,
  };
}

/** Opens the page again until it says so. */
async function until(walk, key, patience = 40) {
  for (let tries = 0; tries < patience; tries += 1) {
    if (say(key).test(await walk.text())) return;
    await new Promise((resolve) => setTimeout(resolve, 500));
    await walk.page.reload({ waitUntil: "load" });
  }
  throw new Error(`the page never says «${key}»`);
}

export async function journey(world) {
  const mobile = freshMobile();
  const agent = agentOf(world);
  await withPhone(world, { name: "courier-buyer" }, async (buyer) => {
    await buyer.step("Anita in Ranchi buys and pays", async () => {
      await addOne(buyer, WHO.slug, RANCHI);
      await checkOut(buyer, { mobile, pincode: RANCHI });
      await payAtGateway(buyer, "success");
      await waitUntilPaid(buyer);
      await buyer.press("return-see-order");
    });
    const code = codeIn(buyer.page.url());
    const parcel = await withPhone(world, { name: "courier-maker", looks: false }, (desk) => make(desk, { ...WHO, slips: false }));
    const awb = await withPhone(world, { name: "courier-hub" }, (desk) => keeps(desk, { agent, parcel }));
    await buyer.step("she sees the courier and its number on her order", async () => {
      await buyer.page.reload({ waitUntil: "load" });
      expect((await buyer.text()).includes(awb), "the waybill is not told");
    });
    await buyer.seen("on-way");
    await buyer.step("what the agent tells arrives by itself", async () => {
      await agent.happens(awb, "OUT FOR DELIVERY");
      await until(buyer, "step-out_for_delivery");
    });
    await withPhone(world, { name: "courier-guest", script: false }, (guest) => follows(guest, { code, mobile }));
  });
}

async function keeps(walk, { agent, parcel }) {
  const { page } = walk;
  await passes(walk, { hub: WHO.hub, parcel });
  await walk.step("a courier is not asked before it is weighed and measured", async () => {
    await walk.press("courier-link");
    expect(say("courier-measure").test(await walk.text()), "nobody says that it is not measured");
  });
  await walk.seen("not-measured");
  await walk.step("so she weighs and measures it", async () => {
    await walk.press("courier-back");
    await page.locator("main summary").first().click();
    await walk.write("field-weighed_g", "1350");
    await walk.write("field-length_cm", "30");
    await walk.write("field-breadth_cm", "25");
    await walk.write("field-height_cm", "20");
    await walk.press("carriage-weigh-keep");
    await walk.press("courier-link");
  });
  await walk.step("the agent is down, and the page says so", async () => {
    await agent.mood("error");
    await walk.press("courier-ask");
    await until(walk, "courier-silent");
  });
  await walk.seen("silent");
  await walk.step("it is up again and says who can carry it", async () => {
    await agent.mood("fine");
    await walk.press("courier-ask-again");
    await until(walk, "courier-which");
  });
  await walk.seen("offers");
  await walk.step("to choose nobody is explained", async () => {
    await walk.press("courier-choose");
    await wrong(page);
  });
  await walk.seen("offers-wrong", { status: 422 });
  await walk.step("she books the first", async () => {
    await page.locator('main input[type="radio"]').first().check();
    await walk.press("courier-choose");
    await until(walk, "courier-label");
  });
  await walk.seen("booked");
  const awb = await walk.step("there is one order, a waybill and a label", async () => {
    const ours = (await agent.orders()).filter((order) => !order.is_cancelled && page.url().includes(order.reference));
    expect(ours.length === 1, `the agent has ${ours.length} orders of it`);
    const answer = await page.context().request.get(`${page.url()}/label`);
    expect(answer.status() === 200 && (await answer.body()).subarray(0, 5).toString() === "%PDF-", "there is no label");
    return ours[0].awb;
  });
  await walk.step("the courier fetches it", async () => {
    await walk.press("courier-back");
    expect((await walk.text()).includes(awb), "the waybill is not told");
    await walk.press("ship-leave-courier");
  });
  await walk.seen("left");
  return awb;
}

/** Without signing in and without script. */
async function follows(walk, { code, mobile }) {
  await walk.step("a guest follows it by the beginning of the code", async () => {
    await walk.open("/hi/track");
    await walk.write("field-order_code", code.slice(0, 12));
    await walk.write("field-mobile", mobile);
    await andWait(walk.page, () => walk.page.locator("main form button").click());
    expect(say("step-out_for_delivery").test(await walk.text()), "the way is not told");
  });
  await walk.seen("way");
}
