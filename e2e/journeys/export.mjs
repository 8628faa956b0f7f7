// Hans in Germany wants a bamboo tray and reads English. Peda stays here, a stopped country is told; the tray may go. The desk offers,
// he pays by a link with a card from abroad, the maker packs, the desk makes the papers agree, the hub gives it to the post, customs and
// the bank are written down. Without scripts but for the photo.

import { maker, mobilesOf, officerOf } from "../lib/district.mjs";
import { wrong } from "../lib/hands.mjs";
import { photographed } from "../lib/photo.mjs";
import { expect } from "../lib/tally.mjs";
import { withPhone } from "../lib/walk.mjs";
import { say } from "../lib/words.mjs";
import { payAtGateway, waitUntilPaid } from "./buy.mjs";
import { make, passes } from "./work.mjs";

const TRAY = { ...maker("karon-bansghar"), good: "tray-karon" };
const OFFICE = mobilesOf("dc_office")[0];
const en = { lang: "en" };

const today = () => new Date(Date.now() + 330 * 60_000).toISOString().slice(0, 10);

/** An article number with its check digit (UPU S10). */
function numbered(serial) {
  const digits = String(serial).padStart(8, "0");
  const sum = [8, 6, 4, 2, 3, 5, 9, 7].reduce((sum, weight, at) => sum + weight * Number(digits[at]), 0);
  const rest = 11 - (sum % 11);
  return `EX${digits}${rest === 10 ? 0 : rest === 11 ? 5 : rest}IN`;
}

export async function journey(world) {
  await prepared(world);
  const enquiry = await asks(world);
  await offered(world);
  const photo = await paid(world, enquiry);
  const parcel = await withPhone(world, { name: "export-maker", looks: false }, (walk) => make(walk, { ...TRAY, slips: false, lang: "en" }));
  const caseAt = await packed(world, photo);
  await posted(world, parcel);
  await settled(world, caseAt);
  await withPhone(world, { name: "export-follows", script: false }, async (walk) => {
    await walk.step("Hans sees that it is on its way", async () => {
      await walk.open(enquiry);
      expect(say("enquiry-paid", "en").test(await walk.text()), "the page does not say that it is paid");
    });
    await walk.seen("on-its-way");
  });
}

/** An officer reads the checklist, finance enters a rate, a head stops a country. */
async function prepared(world) {
  await withPhone(world, { name: "export-officer", script: false }, async (walk) => {
    await walk.step("an officer sees what each good lacks", () => walk.signIn(officerOf("3086"), "/hi/officer/export"));
    await walk.seen("goods");
    await walk.step("a code of six digits is explained, and nothing typed is lost", async () => {
      await walk.open("/hi/officer/export/peda-gur-trikut");
      await walk.write("field-export_hs8", "210690");
      await walk.press("export-write");
      await wrong(walk.page);
      expect((await walk.page.locator("#export_hs8").inputValue()) === "210690", "what was typed is lost");
    });
    await walk.seen("wrong", { status: 422 });
    await walk.step("eight are kept", async () => {
      await walk.write("field-export_hs8", "21069099");
      await walk.press("export-write");
    });
    await walk.seen("checklist");
  });
  await withPhone(world, { name: "export-finance", script: false }, async (walk) => {
    await walk.step("finance types a rate wrongly", async () => {
      await walk.signIn(mobilesOf("finance")[0], "/hi/finance/exchange");
      await walk.page.locator("#rates_lines").fill("AED 22.9");
      await walk.press("export-rates-enter");
      await wrong(walk.page);
    });
    await walk.seen("wrong", { status: 422 });
    await walk.step("and then rightly", async () => {
      await walk.page.locator("#rates_lines").fill(`AED,${today()},22.94,RBI reference`);
      await walk.press("export-rates-enter");
      expect((await walk.text()).includes("22.94"), "the rate is not listed");
    });
    await walk.seen("rates");
  });
  await withPhone(world, { name: "export-head", script: false }, async (walk) => {
    await walk.step("a head stops Nepal without saying why", async () => {
      await walk.signIn(mobilesOf("department_head")[0], "/hi/head/export");
      await walk.page.locator("#stop_country").selectOption("NP");
      await walk.page.locator("#stop_word").selectOption("stop");
      await walk.press("export-say");
      await wrong(walk.page);
    });
    await walk.step("with a reason it holds", async () => {
      await walk.write("field-stop_reason", "The border is shut");
      await walk.press("export-say");
      expect((await walk.text()).includes("The border is shut"), "the reason is not listed");
    });
    await walk.seen("countries");
  });
}

/** Hans looks where it may go and asks. Answers where his enquiry stands. */
async function asks(world) {
  return withPhone(world, { name: "export-hans", script: false }, async (walk) => {
    const { page } = walk;
    await walk.step("milk stays here, and the page says why", async () => {
      await walk.open("/en/products/peda-gur-trikut");
      await walk.press("abroad-link", en);
      await page.locator("#country").selectOption("DE");
      await walk.press("abroad-see", en);
      expect((await walk.text()).includes("milk"), "nobody says why");
      expect((await page.locator("#abroad_name").count()) === 0, "one may ask for what cannot go");
    });
    await walk.seen("peda");
    await walk.step("nothing goes to a stopped country", async () => {
      await walk.open(`/en/abroad/${TRAY.good}?country=NP`);
      expect((await walk.text()).includes("The border is shut"), "nobody says why");
    });
    await walk.seen("stopped");
    await walk.step("the tray goes to Germany", async () => {
      await walk.open(`/en/products/${TRAY.good}`);
      await walk.press("abroad-link", en);
      await page.locator("#country").selectOption("DE");
      await walk.press("abroad-see", en);
      const text = await walk.text();
      for (const said of ["EUR 4.26", "98.50", "phytosanitary", "on arrival"]) expect(text.includes(said), `«${said}» is not told`);
    });
    await walk.seen("germany");
    await walk.step("a number without its country is explained", async () => {
      await answers(walk, "0221 5550134");
      await walk.press("abroad-send", en);
      expect((await page.locator(".wrongs li").count()) === 1, "nothing is explained");
      expect((await page.locator("#abroad_city").inputValue()) === "Köln", "what was typed is lost");
    });
    await walk.step("with it the enquiry is taken in", async () => {
      await answers(walk, "+49 221 5550134");
      await walk.press("abroad-send", en);
      await walk.shows("enquiry-title", en);
    });
    await walk.seen("asked");
    return new URL(page.url()).pathname;
  });
}

async function answers(walk, phone) {
  const fields = { name: "Hans Müller", street: "Lindenallee 4", city: "Köln", postal: "50667", phone, email: "hans@example.org" };
  for (const [name, value] of Object.entries(fields)) await walk.page.locator(`#abroad_${name}`).fill(value);
}

async function offered(world) {
  await withPhone(world, { name: "export-desk", script: false }, async (walk) => {
    await walk.step("the desk enters what the post takes", async () => {
      await walk.signIn(OFFICE, "/hi/office/export/book");
      await walk.page.locator("#postal_lines").fill("ems,DE,2026-04-01,250,1200,250,150,20000,sample of a journey");
      await walk.press("export-postal-enter");
    });
    await walk.seen("book");
    await walk.step("and finds the enquiry", async () => {
      await walk.open("/hi/office/export");
      await walk.follow('main a[href*="/enquiries/xen_"]');
    });
    await walk.seen("enquiry");
    await walk.step("the freight of the table is offered", async () => {
      expect((await walk.page.locator("#offer_freight").inputValue()) === "1650", "the table's freight is not there");
      await walk.press("export-offer");
    });
    await walk.seen("offered");
  });
}

/** Hans pays. Answers a photo, drawn where scripts run. */
async function paid(world, enquiry) {
  return withPhone(world, { name: "export-pays", looks: false }, async (walk) => {
    await walk.step("Hans pays by the link", async () => {
      await walk.open(enquiry);
      await walk.press("enquiry-pay", en);
      await walk.open(new URL(walk.page.url()).pathname.replace("/en/", "/hi/"));
      await payAtGateway(walk, "success");
      await waitUntilPaid(walk, en);
    });
    return Buffer.from(await walk.page.evaluate(photographed), "base64");
  });
}

/** The desk opens the case and makes its papers agree. Answers where it stands. */
async function packed(world, photo) {
  return withPhone(world, { name: "export-case", script: false }, async (walk) => {
    const { page } = walk;
    await walk.step("the desk opens the case", async () => {
      await walk.signIn(OFFICE, "/hi/office/export");
      await walk.follow('main a[href*="/enquiries/xen_"]');
      await walk.press("export-open");
    });
    await walk.seen("opened");
    await walk.step("papers that do not agree are told one by one", async () => {
      await fills(walk, { name: "Hans Miller", gross: "500", certificate: "" });
      for (const fault of ["certificate", "name", "too_light", "no_photo"]) {
        expect(say(`export-fault-${fault}`).test(await walk.text()), `«${fault}» is not told`);
      }
    });
    await walk.seen("faults");
    await walk.step("they are mended", async () => {
      await fills(walk, { name: "Hans Müller", gross: "950", certificate: "PSC/JH/26/117" });
      await page.locator("#file-box").setInputFiles({ name: "IMG.jpg", mimeType: "image/jpeg", buffer: photo });
      await walk.press("export-photo-keep");
      await walk.press("export-make-ready");
    });
    await walk.seen("ready");
    await walk.step("papers and the file of the portal are there", async () => {
      for (const [end, kind] of [["papers", "application/pdf"], ["sheet", "text/csv"]]) {
        const heard = await page.request.get(`${page.url()}/${end}`);
        expect(heard.headers()["content-type"].startsWith(kind), `${end} is ${heard.headers()["content-type"]}`);
      }
    });
    return new URL(page.url()).pathname;
  });
}

async function fills(walk, { name, gross, certificate }) {
  const fields = { box_name: name, box_gross_g: gross, box_length: "40", box_breadth: "30", box_height: "12", box_certificate: certificate };
  for (const [field, value] of Object.entries(fields)) await walk.page.locator(`#${field}`).fill(value);
  await walk.press("export-pack");
}

async function posted(world, parcel) {
  await withPhone(world, { name: "export-hub", script: false }, async (walk) => {
    await passes(walk, { hub: TRAY.hub, parcel });
    await walk.seen("shipment");
    await walk.step("the hub gives it to the post", async () => {
      const number = walk.page.locator('main input[name="article"]');
      if ((await number.count()) > 0) await number.fill(numbered(26_000_117));
      await walk.press("ship-leave-post");
    });
    await walk.seen("left");
  });
}

/** Customs, the bank, the State, the end. */
async function settled(world, caseAt) {
  await withPhone(world, { name: "export-settled", script: false }, async (walk) => {
    await walk.step("the post has it", async () => {
      await walk.signIn(OFFICE, caseAt);
      await walk.press("export-hand-over");
    });
    await walk.step("customs let it out", async () => {
      await walk.write("field-bill_number", "PBE-III/26/00071");
      await walk.page.locator("#bill_day").fill(today());
      await walk.write("field-office_code", "INKOL1");
      await walk.press("export-prove");
    });
    await walk.seen("exported");
    await walk.step("a bank's amount that the ledger does not know is refused", async () => {
      await remits(walk, "2000", "0");
      await wrong(walk.page);
    });
    await walk.seen("other-money", { status: 422 });
    await walk.step("to the paisa it is taken", async () => {
      await remits(walk, "2000", "70");
      await walk.press("export-close");
    });
    await walk.seen("closed");
  });
}

async function remits(walk, amount, charges) {
  const { page } = walk;
  await page.locator("#remittance_kind").selectOption("firc");
  await page.locator("#remittance_number").fill("FIRC/26/0917");
  await page.locator("#remittance_day").fill(today());
  await page.locator("#remittance_amount").fill(amount);
  await page.locator("#remittance_charges").fill(charges);
  await walk.press("export-remit");
}
