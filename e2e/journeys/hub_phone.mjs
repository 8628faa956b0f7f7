// A hub keeper's day on a bad line: her phone keeps the day's parcels; without signal she scans one with the camera and one with a reader
// that types, looks at both with a photo, and the window is closed. With signal each look arrives once, though answers are lost; the
// parcel whose maker had not packed comes back with what to do, and goes when it is so. Then both travel as one: weighed, numbered, with
// label and list, and handed over.

import { phone } from "../lib/browser.mjs";
import { SHELL } from "../lib/budget.mjs";
import { keeperOf, maker, mobilesOf } from "../lib/district.mjs";
import { watch } from "../lib/look.mjs";
import { photographed } from "../lib/photo.mjs";
import { expect } from "../lib/tally.mjs";
import { say } from "../lib/words.mjs";
import { Walk, withPhone } from "../lib/walk.mjs";
import { addOne, checkOut, freshMobile, payAtGateway, waitUntilPaid } from "./buy.mjs";
import { numbered, taken } from "./post.mjs";
import { make } from "./work.mjs";

const RANCHI = "834001";
const [PACKED, LATE] = [maker("burhai-mati"), maker("madhupur-darzi")];
const [FIRST, LAST] = [200, 299].map(numbered);

export async function journey(world) {
  const mobile = freshMobile();
  await withPhone(world, { name: "hub-phone-buyer", looks: false }, (buyer) =>
    buyer.step("Anita in Ranchi buys of two makers and pays", async () => {
      for (const { slug } of [PACKED, LATE]) await addOne(buyer, slug, RANCHI);
      await checkOut(buyer, { mobile, pincode: RANCHI });
      await payAtGateway(buyer, "success");
      await waitUntilPaid(buyer);
    }));
  const first = await withPhone(world, { name: "hub-phone-maker", looks: false }, (desk) => make(desk, { ...PACKED, slips: false }));
  const second = await withPhone(world, { name: "hub-phone-late", looks: false }, accepts);
  await keepersDay(world, first.code, second);
}

/** The second maker says yes and does not press «packed» yet; her slip has bars for the hub. Answers what is written on the parcel. */
async function accepts(walk) {
  const { page } = walk;
  await walk.step("the late maker says yes", async () => {
    await walk.mart.waitForMessage(`+91${LATE.mobile}`, say("sms-new-order"));
    await walk.signIn(LATE.mobile, "/hi/maker/parcels");
    await walk.follow('main .rows a[href^="/hi/maker/parcels/"]');
    await page.getByLabel(say("day-tomorrow")).check();
    await walk.press("mine-accept");
  });
  return (await page.locator(".door b").innerText()).replaceAll(/\s/g, "");
}

const ready = (page) => page.locator('[data-scan][data-ready="1"]').waitFor();
const look = (page) => page.locator("form[data-look]");
const one = (page, code) => page.locator(`[data-records] [data-code="${code}"]`);

/** A camera that shows nothing, and a reader of bars that sees `window.seen`. Runs in the page before its scripts. */
function pretend() {
  window.BarcodeDetector = class {
    static getSupportedFormats = async () => ["code_128", "qr_code"];
    detect = async () => (window.seen ? [{ rawValue: window.seen }] : []);
  };
  navigator.mediaDevices.getUserMedia = async () => {
    const canvas = document.createElement("canvas");
    canvas.getContext("2d").fillRect(0, 0, 300, 150);
    return canvas.captureStream(5);
  };
}

async function keepersDay({ browser, mart, tally }, packed, late) {
  const context = await phone(browser, { script: true });
  await context.addInitScript(pretend);
  try {
    let page = watch(await context.newPage(), mart);
    const walk = new Walk({ page, mart, tally, name: "hub-phone", axe: true });
    await walk.step("the keeper opens the page of her phone", async () => {
      await walk.signIn(keeperOf(PACKED.hub), "/hi/hub/scan");
      await ready(page);
      for (const code of [packed, late]) await page.locator(`[data-expected] [data-code="${code}"]`).waitFor();
    });
    await walk.seen("list", { budget: SHELL });
    await walk.step("it is kept by the phone", async () => {
      await page.evaluate(() => navigator.serviceWorker.ready);
      await page.waitForFunction(async () => (await caches.match(location.pathname)) !== undefined);
    });
    const photo = Buffer.from(await page.evaluate(photographed), "base64");

    await context.setOffline(true);
    await walk.step("without signal it opens from the phone, whatever page of the hub is asked for", async () => {
      await page.goto(`${mart.url}/hi/hub/counter`, { waitUntil: "load" });
      await ready(page);
      await page.locator('[data-line][role="status"]:not([hidden])').waitFor();
    });
    await walk.step("the camera reads the first parcel", async () => {
      await page.evaluate((code) => { window.seen = code; }, packed);
      await page.locator("[data-camera]").click();
      await look(page).waitFor();
      expect((await page.locator("[data-goods] li").count()) > 0 && (await page.locator("[data-checks] li").count()) > 0, "what must be in it is not told");
    });
    page.seen.noise.splice(0);
    await walk.seen("look", { fresh: false });
    await walk.step("nothing chosen is asked for", async () => {
      await page.locator("[data-finish]").click();
      await page.locator("[data-missing]:not([hidden])").waitFor();
    });
    await walk.step("it passes, with a photo", async () => {
      await look(page).getByLabel(say("finding-passes")).check();
      await look(page).locator('input[type="file"]').setInputFiles({ name: "IMG.jpg", mimeType: "image/jpeg", buffer: photo });
      await page.waitForFunction(() => document.querySelector("form[data-look] [data-seen]").textContent !== "");
      await page.locator("[data-finish]").click();
      await one(page, packed).waitFor();
    });
    await walk.step("a reader types the second parcel's code, and the phone warns", async () => {
      await page.locator("[data-find] input").focus();
      await page.keyboard.type(late.toLowerCase());
      await page.keyboard.press("Enter");
      await page.locator("[data-is]:not([hidden])").waitFor();
      await look(page).getByLabel(say("finding-passes")).check();
      await page.locator("[data-finish]").click();
      await one(page, late).waitFor();
    });
    await walk.seen("waiting", { fresh: false });
    await walk.step("the window is closed, and all is still there", async () => {
      await page.close({ runBeforeUnload: false });
      page = watch(await context.newPage(), mart);
      walk.page = page;
      await page.goto(`${mart.url}/hi/hub/scan`, { waitUntil: "load" });
      await ready(page);
      for (const code of [packed, late]) expect((await one(page, code).getAttribute("data-state")) === "waiting", `${code} does not wait`);
    });

    // The first two answers are lost on the way back: the mart has the look, the phone does not know.
    let lost = 0;
    await context.route("**/hub/outbox/looks", async (route) => {
      if (lost >= 2) return route.continue();
      lost += 1;
      await route.fetch().catch(() => {});
      return route.abort("connectionreset");
    });
    await context.setOffline(false);
    await walk.step("with signal both go by themselves; the one that was not packed says what to do", async () => {
      await page.locator(`[data-records] [data-code="${packed}"][data-state="sent"]`).waitFor({ timeout: 60_000 });
      await page.locator(`[data-records] [data-code="${late}"][data-state="conflict"]`).waitFor({ timeout: 60_000 });
      expect(lost === 2, `${lost} answers were lost`);
      expect(say("scan-not-packed").test(await one(page, late).innerText()), "what to do is not told");
    });
    page.seen.noise.splice(0);
    await walk.seen("told", { fresh: false });
    await packsNow({ browser, mart, tally });
    await walk.step("once its maker has packed, the same look is taken", async () => {
      await one(page, late).locator("[data-again]").click();
      await page.locator(`[data-records] [data-code="${late}"][data-state="sent"]`).waitFor({ timeout: 30_000 });
    });
    page.seen.noise.splice(0);
    await walk.seen("sent", { fresh: false });
    await sends({ browser, mart, tally }, walk, packed);
    await walk.step("signing out leaves nothing on the phone", async () => {
      await walk.open("/hi/hub");
      await Promise.all([page.waitForEvent("load"), page.locator("main").getByRole("button", { name: say("sign-out") }).click()]);
      const left = await page.evaluate(async () => ({ caches: await caches.keys(), bases: (await indexedDB.databases()).map((base) => base.name) }));
      expect(!left.bases.includes("mart-hub") && !left.caches.includes("field"), JSON.stringify(left));
    });
  } finally {
    await context.close();
  }
}

const packsNow = (world) =>
  withPhone(world, { name: "hub-phone-packs" }, async (walk) => {
    await walk.step("the late maker packs, and prints the slip with the bars", async () => {
      await walk.signIn(LATE.mobile, "/hi/maker/parcels");
      await walk.follow('main .rows a[href^="/hi/maker/parcels/"]');
      await walk.press("mine-pack");
      await walk.press("slip-print");
    });
    await walk.seen("slip");
  });

/** Both parcels travel as one: weighed, numbered, labelled, listed, handed over. */
async function sends(world, walk, parcel) {
  await withPhone(world, { name: "hub-phone-admin", looks: false }, (admin) =>
    admin.step("the post's numbers are there", async () => {
      await admin.signIn(mobilesOf("administrator")[0], "/hi/admin/delivery");
      await admin.write("field-range_first", FIRST);
      await admin.write("field-range_last", LAST);
      await admin.write("field-range_office", "देवघर प्रधान डाकघर, पत्र 15");
      await admin.press("carriage-range-enter");
    }));
  await walk.step("both lie in one shipment, which is weighed", async () => {
    await walk.open(`/hi/hub/parcels/${parcel}`);
    await walk.press("hub-see-shipment");
    expect((await walk.page.locator('main a[href^="/hi/hub/parcels/"]').count()) === 2, "they do not travel together");
    await walk.page.locator("main summary").first().click();
    await walk.write("field-weighed_g", "2350");
    await walk.press("carriage-weigh-keep");
  });
  await walk.seen("together");
  await walk.step("it gets a number; label and list can be taken along", async () => {
    await walk.open("/hi/hub/counter");
    await walk.press("carriage-number");
    expect(/EE\d{9}IN/.test(await walk.text()), "it has no number");
    await taken(walk, "/hi/hub/counter/stickers", "application/pdf", "%PDF-");
    await taken(walk, "/hi/hub/counter/manifest", "application/pdf", "%PDF-");
  });
  await walk.step("it is handed over", async () => {
    await walk.press("carriage-leave");
    await walk.open(`/hi/hub/parcels/${parcel}`);
    expect(say("hub-left").test(await walk.text()), "it has not left");
  });
  await walk.seen("left");
}
