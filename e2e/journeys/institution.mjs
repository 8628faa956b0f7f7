// A hotel asks for six trays; the desk plans and offers them, the hotel reads the proforma, signs in, accepts and pays a part ahead.
// The workshop sees its pieces and rupees and makes them. The hub may not send them before the balance is paid. Hindi, and English
// where the hotel reads it again; without scripts but at the gateway.

import { keeperOf, maker, mobilesOf } from "../lib/district.mjs";
import { wrong } from "../lib/hands.mjs";
import { expect } from "../lib/tally.mjs";
import { withPhone } from "../lib/walk.mjs";
import { say } from "../lib/words.mjs";
import { freshMobile, payAtGateway, waitUntilPaid } from "./buy.mjs";
import { make, passes } from "./work.mjs";

const TRAY = { ...maker("karon-bansghar"), good: "tray-karon" };
const OFFICE = mobilesOf("dc_office")[0];

const inDays = (days) => new Date(Date.now() + 330 * 60_000 + days * 86_400_000).toISOString().slice(0, 10);

export async function journey(world) {
  const hotel = freshMobile();
  const enquiry = await asks(world, hotel);
  await offered(world);
  await accepts(world, enquiry, hotel);
  const parcel = await withPhone(world, { name: "institution-maker", looks: false }, (walk) => make(walk, { ...TRAY, slips: false, lang: "en" }));
  await sees(world);
  const shipment = await stopped(world, parcel);
  await paysBalance(world, enquiry, hotel);
  await delivered(world, { shipment, enquiry, hotel });
}

/** The hotel fills the form, first with too little. Answers the page of its enquiry. */
async function asks(world, hotel) {
  return withPhone(world, { name: "institution-asks", script: false }, async (walk) => {
    const { page } = walk;
    await walk.step("a form without who and how many is explained", async () => {
      await walk.open("/hi/bulk");
      await walk.press("inst-send");
      await wrong(page);
    });
    await walk.seen("wrong", { status: 422 });
    await walk.step("with everything it is taken in", async () => {
      await page.getByLabel(say("inst-kind-hotel")).check();
      await page.locator("#inst_craft_1").selectOption("bamboo");
      await page.locator("#inst_what_1").fill("Bamboo tray");
      await page.locator("#inst_pieces_1").fill("६");
      await page.locator("#inst_day").fill(inDays(25));
      const fields = { organisation: "होटल इम्पीरियल", name: "राकेश सिन्हा", mobile: hotel, house: "4, कास्टेयर टाउन", area: "देवघर", pin: "814112" };
      for (const [name, value] of Object.entries(fields)) await page.locator(`#inst_${name}`).fill(value);
      await walk.press("inst-send");
      expect(say("inst-asked-now").test(await walk.text()), "the page does not say that it was taken in");
    });
    await walk.seen("asked");
    return new URL(page.url()).pathname;
  });
}

/** The desk sees the plan, gives all pieces to one workshop, and sends the offer. */
async function offered(world) {
  await withPhone(world, { name: "institution-desk", script: false }, async (walk) => {
    const { page } = walk;
    await walk.step("the desk opens the enquiry", async () => {
      await walk.signIn(OFFICE, "/hi/office/institutions");
      await walk.seen("list");
      await walk.follow('main a[href*="/office/institutions/ine_"]');
    });
    await walk.seen("plan");
    await walk.step("a price below the maker's own is refused, and nothing is lost", async () => {
      await shifts(walk, "100");
      await wrong(page);
    });
    await walk.seen("below", { status: 422 });
    await walk.step("all pieces go to one workshop", async () => {
      await shifts(walk, "420");
      expect(say("inst-state-offered").test(await walk.text()), "the offer was not sent");
    });
    await walk.seen("offered");
    await walk.step("a call can be typed in", () => walk.open("/hi/office/institutions/call"));
    await walk.seen("call");
  });
}

/** Six pieces for the tray, none for the others, at this price. */
async function shifts(walk, rupees) {
  const { page } = walk;
  const folded = page.locator("details", { has: page.locator('input[name="shifted"]') });
  if (!(await folded.getAttribute("open").then((is) => is !== null))) await folded.locator("summary").click();
  const fields = await folded.locator('input[name^="p_1_"]').all();
  for (const field of fields) {
    const label = await folded.locator(`label[for="${await field.getAttribute("id")}"]`).innerText();
    const isTray = label.includes("बाँस की ट्रे");
    await field.fill(isTray ? "6" : "0");
    if (isTray) await folded.locator(`input[name="r_${(await field.getAttribute("name")).slice(4)}"]`).fill(rupees);
  }
  await folded.locator('input[name="freight_1"]').fill("200");
  await walk.press("inst-send-shifted");
}

async function accepts(world, enquiry, hotel) {
  await withPhone(world, { name: "institution-accepts" }, async (walk) => {
    const { page } = walk;
    await walk.step("the hotel reads the offer in English and its proforma", async () => {
      await walk.open(enquiry.replace("/hi/", "/en/"));
      const text = await walk.text();
      for (const said of ["₹2,720", "₹1,088"]) expect(text.includes(said), `«${said}» is not told`);
      const heard = await page.request.get(`${page.url()}/proforma`);
      expect(heard.headers()["content-type"] === "application/pdf", `the proforma is ${heard.headers()["content-type"]}`);
    });
    await walk.seen("offer");
    await walk.step("it signs in with its number and accepts", async () => {
      await walk.signIn(hotel, `${enquiry}/mine`);
      await walk.press("inst-accept");
    });
    await walk.seen("advance");
    await walk.step("the advance is paid", async () => {
      await payAtGateway(walk, "success");
      await waitUntilPaid(walk);
      await walk.open(enquiry);
      expect(say("inst-agreed-now").test(await walk.text()), "the page does not say that it is agreed");
    });
    await walk.seen("agreed");
  });
}

/** The workshop sees so many pieces and so many rupees. */
async function sees(world) {
  await withPhone(world, { name: "institution-sees", script: false }, async (walk) => {
    await walk.step("the maker sees her pieces, her day and her rupees", async () => {
      await walk.signIn(TRAY.mobile, "/hi/maker/institutions");
      const text = await walk.text();
      expect(text.includes("6 ×") && /₹[\d,]+/.test(text), "pieces or rupees are missing");
    });
    await walk.seen("pieces");
  });
}

/** The hub may not send it before it is paid for. Answers where the shipment stands. */
async function stopped(world, parcel) {
  return withPhone(world, { name: "institution-hub", script: false }, async (walk) => {
    await passes(walk, { hub: TRAY.hub, parcel });
    const shipment = new URL(walk.page.url()).pathname;
    await walk.step("nothing leaves that is not paid for", async () => {
      await walk.press("ship-leave-own");
      expect(say("wrong-balance-due").test(await walk.text()), "the page does not say that the balance is due");
    });
    await walk.seen("due", { status: 409 });
    return shipment;
  });
}

async function paysBalance(world, enquiry, hotel) {
  await withPhone(world, { name: "institution-balance" }, async (walk) => {
    await walk.step("the hotel pays the balance", async () => {
      await walk.signIn(hotel, `${enquiry}/mine`);
      await walk.seen("due");
      await walk.press("inst-balance");
      await payAtGateway(walk, "success");
      await waitUntilPaid(walk);
    });
  });
}

async function delivered(world, { shipment, enquiry, hotel }) {
  await withPhone(world, { name: "institution-delivered", script: false }, async (walk) => {
    await walk.step("now it leaves, and the hotel's code delivers it", async () => {
      await walk.signIn(keeperOf(TRAY.hub), shipment);
      await walk.press("ship-leave-own");
      const [, code] = await walk.mart.waitForMessage(`+91${hotel}`, /कोड (\d{6})/u);
      await walk.write("field-delivery_code", code);
      await walk.press("ship-deliver");
      await walk.shows("ship-delivered");
    });
    await walk.step("everything has ended, in both languages", async () => {
      for (const lang of ["hi", "en"]) {
        await walk.open(enquiry.replace("/hi/", `/${lang}/`));
        expect(say("inst-ended-now", lang).test(await walk.text()), `the page in ${lang} does not say that it has ended`);
      }
    });
    await walk.seen("ended");
  });
  await withPhone(world, { name: "institution-desk-end", script: false, height: 900 }, async (walk) => {
    await walk.step("the desk sees who made what for how much", async () => {
      await walk.signIn(OFFICE, "/hi/office/institutions");
      const ended = walk.page.locator('main a[href*="/office/institutions/ine_"]', { hasText: say("inst-state-ended") });
      await walk.open(await ended.first().getAttribute("href"));
      expect(say("inst-allotted").test(await walk.text()), "nobody's share is told");
    });
    await walk.seen("deal");
  });
}
