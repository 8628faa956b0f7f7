// An officer's day without signal: ten goods and three inspections recorded in a village, the page reloaded and the tab
// killed, then signal that loses three posts in ten. Exactly thirteen records arrive, every photo with the hash the phone
// gave it. Then the same in plain forms without script: a good is listed, its maker agrees by code, the head approves; and
// her bank account is proven by one rupee and approved by two.

import { phone } from "../lib/browser.mjs";
import { SHELL } from "../lib/budget.mjs";
import { look, watch } from "../lib/look.mjs";
import { expect } from "../lib/tally.mjs";
import { photographed } from "../lib/photo.mjs";
import { say } from "../lib/words.mjs";
import { Walk, withPhone } from "../lib/walk.mjs";

const LISTINGS = 10, INSPECTIONS = 3, LOST_SHARE = 0.3;
// The whole page with its files, once, in bytes on the wire.
const SHELL_BYTES_MOST = 60 * 1024;
const four = (number) => String(number).padStart(4, "0");

export async function journey(world) {
  await offlineDay(world);
  await plainForms(world);
  await bankAccount(world);
}

async function offlineDay({ browser, mart, tally }) {
  const context = await phone(browser, { script: true });
  await context.grantPermissions(["geolocation"]);
  await context.setGeolocation({ latitude: 24.2301, longitude: 86.8402, accuracy: 12 });
  try {
    let page = watch(await context.newPage(), mart);
    const walk = new Walk({ page, mart, tally, name: "officer", axe: true });
    await walk.step("signs in", () => walk.signIn(mart.mobileOf("officer", 1).slice(3)));
    await walk.step("opens the recording page", async () => {
      await page.goto(`${mart.url}/hi/officer/field`, { waitUntil: "load" });
      await ready(page);
    });
    await walk.seen("field", { budget: SHELL });
    await tally.check("officer: the shell is light", async () => {
      const sizes = await page.evaluate(() => [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")].map((one) => [one.name, one.encodedBodySize]));
      const files = new Map(sizes.filter(([name]) => !name.includes("/outbox/")));
      const bytes = [...files.values()].reduce((sum, size) => sum + size, 0);
      expect(files.size >= 4 && bytes > 0 && bytes <= SHELL_BYTES_MOST, `the page and its files weigh ${bytes}`);
      console.log(`  the officer's shell weighs ${bytes} bytes, once`);
    });
    await tally.check("officer: it can be installed", async () => {
      const manifest = await page.evaluate(async () => (await fetch(document.querySelector("link[rel=manifest]").href)).json());
      expect(manifest.scope === "/hi/officer" && manifest.start_url === "/hi/officer/field", JSON.stringify(manifest));
      // In a window of its own: who listens to a page so closely keeps it from noticing that the signal is gone.
      const other = await context.newPage();
      await other.goto(page.url(), { waitUntil: "load" });
      const tools = await context.newCDPSession(other);
      const { installabilityErrors } = await tools.send("Page.getInstallabilityErrors");
      await other.close();
      const told = installabilityErrors.map((error) => error.errorId).filter((id) => id !== "in-incognito");
      expect(told.length === 0, `it cannot be installed: ${told}`);
    });
    await walk.step("the pages are kept by the phone", async () => {
      await page.evaluate(() => navigator.serviceWorker.ready);
      await page.waitForFunction(async () => (await caches.match(location.pathname)) !== undefined);
    });
    const before = (await snapshot(page)).records.length;
    const goods = (await snapshot(page)).goods.slice(0, INSPECTIONS);
    const photo = Buffer.from(await page.evaluate(photographed), "base64");

    await context.setOffline(true);
    await walk.step("without signal the page opens from the phone", async () => {
      await page.goto(`${mart.url}/hi/officer/field`, { waitUntil: "load" });
      await ready(page);
      await page.locator('[data-line][role="status"]:not([hidden])').waitFor();
    });
    for (let number = 1; number <= LISTINGS; number++) {
      await walk.step(`records good ${number} without signal`, () => listing(page, number, photo, { walk, looks: number === 1, reloads: number === 4 }));
    }
    for (const [at, good] of goods.entries()) {
      await walk.step(`inspects ${good.name} without signal`, () => inspection(page, good, at === 2 ? photo : null));
    }
    await kept(tally, page, "officer: thirteen wait on the phone");
    await walk.seen("outbox-offline", { fresh: false });
    await walk.step("the page is reloaded, the tab killed, and all is still there", async () => {
      await page.reload({ waitUntil: "load" });
      await ready(page);
      await kept(tally, page, "officer: thirteen after a reload");
      await page.close({ runBeforeUnload: false });
      page = watch(await context.newPage(), mart);
      walk.page = page;
      await page.goto(`${mart.url}/hi/officer/field`, { waitUntil: "load" });
      await ready(page);
      await kept(tally, page, "officer: thirteen after the tab was killed");
    });
    const hashes = await page.evaluate(hashesOnPhone);
    expect(Object.keys(hashes).length === LISTINGS + 1, `${Object.keys(hashes).length} photos lie on the phone`);

    let sent = 0, lost = 0;
    await context.route("**/officer/outbox/**", async (route) => {
      if (route.request().method() !== "POST") return route.continue();
      sent += 1;
      if ((sent * 7) % 10 >= LOST_SHARE * 10) return route.continue();
      lost += 1;
      // Every other one is lost on the way back: the mart has it, the phone does not know.
      if (lost % 2 === 0) await route.fetch().catch(() => {});
      return route.abort("connectionreset");
    });
    await context.setOffline(false);
    await walk.step("with signal all of it goes by itself", async () => {
      await page.waitForFunction((count) => document.querySelectorAll('[data-records] [data-state="sent"]').length === count, LISTINGS + INSPECTIONS, { timeout: 120_000 });
    });
    await tally.check("officer: posts were lost and nothing else", async () => {
      expect(lost / sent > 0.2, `only ${lost} of ${sent} posts were lost`);
      const { records } = await snapshot(page);
      expect(records.length - before === LISTINGS + INSPECTIONS, `${records.length - before} records arrived`);
      for (const [record, files] of Object.entries(await page.evaluate(filesOnPhone))) {
        const there = await page.evaluate(async (id) => (await fetch(`/hi/officer/outbox/records/${id}`)).json(), record);
        for (const id of files) {
          const file = there.files.find((one) => one.id === id);
          expect(file?.state === "kept" && file.sha256 === hashes[id], `the photo ${id} is ${file?.state} with the hash ${file?.sha256}, not ${hashes[id]}`);
        }
      }
    });
    await walk.step("the photos have left the phone", async () => {
      expect(Object.keys(await page.evaluate(hashesOnPhone)).length === 0, "photos still lie on the phone");
    });
    await context.unroute("**/officer/outbox/**");
    // The posts that were lost on purpose are no fault of the page.
    page.seen.noise.splice(0);
    await walk.seen("outbox-sent", { fresh: false });
    await walk.step("an inspection's record shows what was found", async () => {
      const id = await page.locator('[data-records] [data-state="sent"]').last().getAttribute("data-id");
      await walk.open(`/hi/officer/field/records/${id}`);
    });
    await walk.seen("record");
    await visits(context, walk, photo);
    await walk.step("signing out leaves nothing on the phone", async () => {
      await walk.open("/hi/officer/field");
      await ready(page);
      page.once("dialog", (dialog) => dialog.accept());
      await Promise.all([page.waitForEvent("load"), page.locator("footer").getByRole("button", { name: say("sign-out") }).click()]);
      const left = await page.evaluate(async () => ({ caches: await caches.keys(), bases: (await indexedDB.databases()).map((base) => base.name) }));
      expect(!left.bases.includes("mart-field") && !left.caches.includes("field"), JSON.stringify(left));
    });
  } finally {
    await context.close();
  }
}

const ready = (page) => page.locator("[data-field][data-ready]").waitFor();
const snapshot = (page) => page.evaluate(async () => (await fetch("/hi/officer/outbox/snapshot")).json());

function kept(tally, page, name) {
  return tally.check(name, async () => {
    await page.waitForFunction((count) => document.querySelectorAll('[data-records] [data-state="waiting"]').length === count, LISTINGS + INSPECTIONS);
  });
}

/** Two visits without signal: to an open case read on the phone, and to somebody nobody knows, with her photo. */
async function visits(context, walk, photo) {
  const { page, mart } = walk, form = page.locator('form[data-kind="visit"]');
  const screen = (name) => form.locator(`[data-screen="${name}"]`);
  const next = async (from) => {
    await look(walk.tally, page, `${walk.name}-visit-${from}`, { fresh: false });
    await form.locator("[data-next]").click();
    await screen(from).waitFor({ state: "hidden" });
  };
  await walk.open("/hi/officer/field");
  await ready(page);
  await context.setOffline(true);
  await page.goto(`${mart.url}/hi/officer/field`, { waitUntil: "load" });
  await ready(page);
  await walk.step("reads an open case without signal and notes a visit to it", async () => {
    await page.locator("[data-open-cases] > summary").click();
    await page.locator('[data-filter="open-cases"]').fill("सारठ");
    // Without signal the page asks once and is told no.
    page.seen.noise.splice(0);
    await walk.seen("open-cases", { fresh: false });
    await page.locator("[data-cases] [data-visit]").first().click();
    await next("case");
    await screen("seen").locator('[name="place"]').fill("घर पर");
    await next("seen");
    await next("work");
    await screen("makes").locator('[name="per_week"]').fill("१२");
    await form.locator("[data-finish]").click();
    await page.locator("[data-list]").waitFor();
  });
  await walk.step("notes a visit to somebody nobody knows", async () => {
    await page.locator('[data-begin="visit"]').click();
    await next("case");
    await screen("met").locator('[name="name_hi"]').fill("बिना-सिग्नल कारीगर");
    await next("met");
    await screen("home").locator('[name="block"]').selectOption({ index: 1 });
    await screen("home").locator('[name="village_hi"]').fill("रिखिया");
    await next("home");
    await next("seen");
    await screen("work").locator('input[type="file"]').setInputFiles({ name: "IMG.jpg", mimeType: "image/jpeg", buffer: photo });
    await page.waitForFunction(() => document.querySelector('form[data-kind="visit"] [data-seen]').textContent !== "");
    await next("work");
    await form.locator("[data-finish]").click();
    await page.locator("[data-list]").waitFor();
  });
  await context.setOffline(false);
  await walk.step("with signal both visits go by themselves", async () => {
    await page.waitForFunction((count) => document.querySelectorAll('[data-records] [data-state="sent"]').length === count, LISTINGS + INSPECTIONS + 2, { timeout: 60_000 });
  });
  await walk.step("the visit stands in her case, with the photo", async () => {
    const id = await page.locator('[data-records] [data-state="sent"]', { hasText: "बिना-सिग्नल कारीगर" }).getAttribute("data-id");
    await walk.open(`/hi/officer/field/records/${id}`);
    await walk.seen("visit-record");
    await walk.press("record-case");
    expect(await page.locator("p.seen img").count() === 1, "the photo of the visit is not in the case");
  });
  await walk.seen("visit-case");
}

/** The first answer to each question of the craft that must be answered. */
async function questions(within) {
  for (const asked of await within.locator(".asked[data-needed]").all()) {
    if ((await asked.locator(".radio").count()) > 0) await asked.locator(".radio label").first().click();
    else await asked.locator("input").fill("12");
  }
}

/** One good, from the first question to «keep on the phone». */
async function listing(page, number, photo, { walk, looks, reloads }) {
  const screen = (name) => page.locator(`form[data-kind="listing"] [data-screen="${name}"]`);
  const next = async (from) => {
    if (looks) await look(walk.tally, page, `${walk.name}-screen-${from}`, { fresh: false });
    await page.locator('form[data-kind="listing"] [data-next]').click();
    await screen(from).waitFor({ state: "hidden" });
  };
  const fill = (name, values) => Promise.all(Object.entries(values).map(([field, value]) => screen(name).locator(`[name="${field}"]`).fill(value)));
  await page.locator('[data-begin="listing"]').click();
  await next("maker");
  await screen("name").locator('[name="name_hi"]').fill(`बिना-सिग्नल दीदी ${number}`);
  await next("name");
  await screen("phone").locator('[name="mobile"]').fill(`90000${four(number)}9`);
  await next("phone");
  await next("face");
  await screen("place").locator('[name="block"]').selectOption({ index: 1 + (number % 3) });
  await screen("place").locator('[name="village_hi"]').fill("सारठ");
  await screen("place").locator('[name="pincode"]').fill("८१४१४९");
  await screen("place").locator("[data-gps]").click();
  await page.waitForFunction(() => document.querySelector("[name=lat]").value !== "");
  await next("place");
  await screen("craft").locator('label[for="craft-lac"]').click();
  await next("craft");
  await questions(screen("questions"));
  await next("questions");
  await screen("photo").locator('input[type="file"]').setInputFiles({ name: "IMG.jpg", mimeType: "image/jpeg", buffer: photo });
  await page.waitForFunction(() => document.querySelector('form[data-kind="listing"] [data-screen="photo"] [data-seen]').textContent !== "");
  await next("photo");
  if (reloads) {
    // Left in the middle: the draft is there and goes on.
    await page.reload({ waitUntil: "load" });
    await ready(page);
    await page.locator('[data-records] [data-state="draft"] [data-open]').first().click();
    for (const passed of ["maker", "name", "phone", "face", "place", "craft", "questions", "photo"]) await next(passed);
  }
  await screen("good").locator('[name="good_hi"]').fill(`लाह की चूड़ी ${number}`);
  await next("good");
  for (const [field, value] of Object.entries({ length_cm: "7", breadth_cm: "७", height_cm: "2", weight_g: "120" })) await screen("size").locator(`[name="${field}"]`).fill(value);
  await next("size");
  await screen("making").locator('label[for="making"]').click();
  await screen("making").locator('[name="stock"]').fill("10");
  await next("making");
  for (const [field, value] of Object.entries({ material: "60", hours: "1.5" })) await screen("costs").locator(`[name="${field}"]`).fill(value);
  await next("costs");
  await screen("price").locator('[name="price"]').fill("100");
  await screen("price").locator('[name="price"]').blur();
  await page.locator("[data-loss]").waitFor();
  await screen("price").locator('[name="price"]').fill("250");
  await next("price");
  if (looks) await look(walk.tally, page, `${walk.name}-screen-yes`, { fresh: false });
  const finish = page.locator('form[data-kind="listing"] [data-finish]');
  expect(say("fieldwork-keep").test(await finish.innerText()), "the button does not say that it keeps the record on the phone");
  await finish.click();
  await page.locator("[data-list]").waitFor();
}

/** One inspection: all right, or stopped with a photo. */
async function inspection(page, good, photo) {
  const form = page.locator('form[data-kind="inspection"]');
  const next = () => form.locator("[data-next]").click();
  await page.locator('[data-begin="inspection"]').click();
  await form.locator('[name="product"]').selectOption(good.id);
  await next();
  for (const [at, part] of (await form.locator("[data-checks] fieldset").all()).entries()) {
    await part.locator("label").nth(photo && at === 0 ? 2 : 0).click();
  }
  await next();
  if (photo) {
    await form.locator('[name="note"]').fill("जोड़ में दरार है");
    await form.locator('input[type="file"]').setInputFiles({ name: "IMG.jpg", mimeType: "image/jpeg", buffer: photo });
    await page.waitForFunction(() => document.querySelector('form[data-kind="inspection"] [data-seen]').textContent !== "");
  }
  await form.locator("[data-finish]").click();
  await page.locator("[data-list]").waitFor();
}

/** Id → hash of every file on the phone. Runs in the page. */
function hashesOnPhone() {
  return new Promise((done, no) => {
    const asked = indexedDB.open("mart-field");
    asked.onerror = () => no(asked.error);
    asked.onsuccess = () => {
      const all = asked.result.transaction("files").objectStore("files").getAll();
      all.onsuccess = () => done(Object.fromEntries(all.result.map((file) => [file.id, file.sha256])));
    };
  });
}

/** Record → ids of its files, as the phone remembers them. Runs in the page. */
function filesOnPhone() {
  return new Promise((done, no) => {
    const asked = indexedDB.open("mart-field");
    asked.onerror = () => no(asked.error);
    asked.onsuccess = () => {
      const all = asked.result.transaction("records").objectStore("records").getAll();
      all.onsuccess = () => done(Object.fromEntries(all.result.map((record) => [record.id, record.files.map((file) => file.id)])));
    };
  });
}

/** The same without script: question by question, the maker's code, the second person. */
async function plainForms(world) {
  const photo = await withPhone(world, { name: "camera", looks: false }, async (walk) => {
    await walk.open("/hi/help");
    return Buffer.from(await walk.page.evaluate(photographed), "base64");
  });
  const { mart } = world;
  const mobile = "9000099991";
  const record = await withPhone(world, { name: "officer-plain", script: false }, async (walk) => {
    await walk.step("signs in", () => walk.signIn(mart.mobileOf("officer", 1).slice(3), "/hi/officer/field"));
    await walk.seen("field", { budget: SHELL });
    await walk.step("begins a listing", () => walk.press("fieldwork-new-listing"));
    const { page } = walk;
    const next = async (what) => {
      await walk.seen(what, { budget: SHELL });
      await walk.press("fieldwork-next");
    };
    const fill = async (values) => {
      for (const [name, value] of Object.entries(values)) await page.locator(`[name="${name}"]`).fill(value);
    };
    await walk.step("answers one question after the other", async () => {
      await next("maker");
      await fill({ name_hi: "सादी दीदी", name_en: "Sadi Didi" });
      await next("name");
      await fill({ mobile });
      await page.locator('label[for="phone_of"]').click();
      await next("phone");
      await next("face");
      await page.locator('[name="block"]').selectOption({ index: 2 });
      await fill({ village_hi: "मोहनपुर", pincode: "814157" });
      await next("place");
      await page.locator('label[for="craft-lac"]').click();
      await next("craft");
      await questions(page.locator("main"));
      await next("questions");
      await walk.press("fieldwork-next");
      expect((await page.locator(".wrongs li").count()) > 0, "nobody asks for the photo");
      await walk.seen("photo-missing", { status: 422, budget: SHELL });
      await page.locator('input[type="file"]').setInputFiles({ name: "IMG.jpg", mimeType: "image/jpeg", buffer: photo });
      await walk.press("fieldwork-next");
      await fill({ good_hi: "सादी लाह चूड़ी", good_en: "Plain lac bangle" });
      await next("good");
      await fill({ length_cm: "7", breadth_cm: "7", height_cm: "2", weight_g: "120" });
      await next("size");
      await page.locator('label[for="making"]').click();
      await fill({ stock: "५" });
      await next("making");
      await fill({ material: "60", hours: "1.5" });
      await next("costs");
      await fill({ price: "२५०" });
      await next("price");
    });
    await walk.step("all is filled in", async () => {
      await walk.seen("draft");
      await walk.press("record-finish");
    });
    await walk.step("the maker agrees by the code on her phone", async () => {
      await walk.press("consent-send");
      await walk.seen("waiting");
      await walk.write("ask-code", "000000");
      await walk.press("consent-agrees");
      await walk.seen("wrong-code", { status: 422 });
      await walk.write("ask-code", await mart.codeFor(`+91${mobile}`));
      await walk.press("consent-agrees");
    });
    await walk.seen("review");
    return page.url().split("/").pop();
  });
  await withPhone(world, { name: "head", script: false }, async (walk) => {
    const head = mart.demo.accounts.find((one) => one.role === "department_head" && one.department === "jslps");
    await walk.step("the head signs in", () => walk.signIn(head.mobile.slice(3), "/hi/head/listings"));
    await walk.seen("listings");
    await walk.step("looks at the listing", () => walk.follow(`a[href$="${record}"]`));
    await walk.seen("listing");
    await walk.step("says who sells for her, and approves it", async () => {
      await walk.page.locator("#tax_class").selectOption("unenrolled");
      await walk.page.locator("#aggregator").selectOption({ index: 1 });
      await walk.press("review-approve");
    });
    await walk.seen("approved");
  });
  await withPhone(world, { name: "shelf", script: false, looks: false }, async (walk) => {
    await walk.step("it is on the shelf", async () => {
      await walk.open("/hi/crafts/lac");
      expect((await walk.text()).includes("सादी लाह चूड़ी"), "the good is not on the shelf");
    });
    const [, told] = await mart.waitForMessage(`+91${mobile}`, /«(.+)» ₹250 में बिकने लगा/u);
    expect(told.includes("सादी लाह चूड़ी"), "the maker was not told");
  });
}

/** Her bank account: the code she says, one rupee to the bank, the second person. */
async function bankAccount(world) {
  const { mart } = world;
  const mobile = "9000099991";
  const change = await withPhone(world, { name: "officer-bank", script: false }, async (walk) => {
    const { page } = walk;
    const type = async (again) => {
      const her = await page.locator('select[name="maker"] option', { hasText: "सादी दीदी" }).getAttribute("value");
      await page.locator('select[name="maker"]').selectOption(her);
      for (const [name, value] of Object.entries({ ifsc: "SBIN0001234", account_no: "12345678901", account_again: again, holder: "Sadi Didi" })) {
        await page.locator(`[name="${name}"]`).fill(value);
      }
    };
    await walk.step("signs in", () => walk.signIn(mart.mobileOf("officer", 1).slice(3), "/hi/officer/field/bank"));
    await walk.seen("ask");
    await walk.step("types the account twice, the second time otherwise", async () => {
      await type("12345678910");
      await walk.press("bank-ask");
    });
    await walk.seen("twice", { status: 422 });
    await walk.step("and again, as in the passbook", async () => {
      await type("12345678901");
      await walk.press("bank-ask");
    });
    await walk.step("the maker says her code", async () => {
      await walk.seen("asked");
      await walk.write("ask-code", (await mart.waitForMessage(`+91${mobile}`, /(\d{6}) तभी बताएँ जब पैसे/u))[1]);
      await walk.press("consent-agrees");
    });
    await walk.step("the bank says that the account lives", async () => {
      for (let look = 0; look < 40 && !(await walk.text()).match(say("bank-names-same")); look++) {
        await page.waitForTimeout(1_000);
        await page.reload();
      }
      expect((await walk.text()).match(say("bank-names-same")), "the names were not compared");
    });
    await walk.seen("proven");
    expect(!(await walk.text()).includes("12345678901"), "the whole account is shown");
    return page.url().split("/").pop();
  });
  await withPhone(world, { name: "head-bank", script: false }, async (walk) => {
    const head = mart.demo.accounts.find((one) => one.role === "department_head" && one.department === "jslps");
    await walk.step("the head signs in", () => walk.signIn(head.mobile.slice(3), "/hi/head/banks"));
    await walk.seen("banks");
    await walk.step("looks at the account", () => walk.follow(`a[href$="${change}"]`));
    await walk.seen("bank");
    await walk.step("approves it", () => walk.press("bank-approve"));
    await walk.seen("effective");
  });
}
