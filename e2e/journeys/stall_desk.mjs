// A keeper sells at a stall face to face, on his phone: for cash, to a code of the payment company that is paid while he watches, and to
// the printed code whose number he reads off the buyer's phone. Online without scripts, then with. Then a day where there is no line: of goods
// that were set aside, through a dead tab and lost answers, each sale arrives once.

import { phone } from "../lib/browser.mjs";
import { SHELL } from "../lib/budget.mjs";
import { keeperOf } from "../lib/district.mjs";
import { wrong } from "../lib/hands.mjs";
import { watch } from "../lib/look.mjs";
import { expect } from "../lib/tally.mjs";
import { say } from "../lib/words.mjs";
import { Walk, withPhone } from "../lib/walk.mjs";

const KEEPER = keeperOf("hub-deoghar");
const STALL = "शिवगंगा";

export async function journey(world) {
  await withPhone(world, { name: "stall", script: false }, (walk) => plainDay(world, walk));
  await withPhone(world, { name: "stall-script" }, (walk) => paidByItself(world, walk));
  await withoutLine(world);
}

async function opens(walk) {
  await walk.step("the keeper opens the stall of his hub", async () => {
    if (walk.isIn) await walk.open("/hi/hub/stalls");
    else await walk.signIn(KEEPER, "/hi/hub/stalls");
    walk.isIn = true;
    await walk.page.locator("main .rows a", { hasText: STALL }).first().click();
    await walk.page.waitForLoadState("load");
    await walk.page.locator('input[name^="pieces_"]').first().waitFor();
  });
}

/** One piece of the how-manieth good of the list that can be sold here now is laid out: others have bought before, or sell elsewhere only. */
async function laysOut(walk, nth) {
  const pieces = () => walk.page.locator('input[name^="pieces_"]');
  const most = await pieces().count();
  for (let at = nth; at < most; at += 1) {
    await pieces().nth(at).fill("1");
    await walk.press("hand-lay-out");
    if (say("hand-laid-out").test(await walk.text())) return;
    await pieces().nth(at).fill("");
  }
  expect(false, "nothing can be laid out");
}

/** The page says this somewhere in its main part. */
async function tells(walk, key) {
  const text = await walk.text();
  expect(say(key).test(text), `the page does not say «${key}»: ${text.slice(0, 200)}`);
}

async function chooses(walk, way) {
  const radio = walk.page.locator(`input[name="way"][value="${way}"]`);
  await walk.page.locator(`label[for="${await radio.getAttribute("id")}"]`).click();
}

/** Whoever stands there scans the newest code and pays. */
async function scans(world) {
  const gateway = world.mart.demo.simulators.gateway;
  const { orders } = await (await fetch(`${gateway}/_sim/state`)).json();
  const code = orders.filter((one) => one.id.startsWith("qr_")).at(-1);
  expect(code !== undefined && code.image_content.includes("am="), "no code was made");
  const headers = { "content-type": "application/json" };
  const body = JSON.stringify({ order_id: code.id, outcome: "success" });
  const answer = await fetch(`${gateway}/_sim/pay`, { method: "POST", headers, body });
  expect(answer.ok, `the payment was answered ${answer.status}`);
}

/** Looks again until a sentence stands there. */
async function looksUntil(walk, key) {
  for (let turn = 0; turn < 60; turn++) {
    if (say(key).test(await walk.text())) return;
    await walk.page.waitForTimeout(500);
    await walk.press("hand-look");
  }
  expect(false, `${key} does not come`);
}

async function plainDay(world, walk) {
  const { page } = walk;
  await opens(walk);
  await walk.seen("desk");
  await walk.step("nothing chosen is explained", async () => {
    await walk.press("hand-lay-out");
    await wrong(page);
  });
  await walk.seen("nothing", { status: 422 });
  await walk.step("a good is laid out", () => laysOut(walk, 0));
  await walk.seen("laid-out");
  await walk.step("without a way to pay nothing is sold", async () => {
    await walk.press("hand-sell");
    await wrong(page);
  });
  await walk.step("it is sold for cash", async () => {
    await chooses(walk, "cash");
    await walk.press("hand-sell");
    await tells(walk, "hand-sold");
  });
  await walk.seen("sold");
  await walk.step("the cash stands in the hub's book", async () => {
    await walk.open("/hi/hub/cash");
    expect(/₹/u.test(await walk.text()), "it does not");
  });
  await walk.step("the next buyer pays to a code", async () => {
    await opens(walk);
    await laysOut(walk, 1);
    await chooses(walk, "qr");
    await walk.press("hand-sell");
    await looksUntil(walk, "hand-open-app");
    expect((await page.locator('a[href^="upi://pay?"]').count()) === 1, "no app can be opened");
  });
  await walk.seen("code");
  await walk.step("she scans and pays, and looking again shows it", async () => {
    await scans(world);
    await looksUntil(walk, "hand-sold");
  });
  await walk.seen("paid");
  await walk.step("another walks away, and the goods are free", async () => {
    await opens(walk);
    await laysOut(walk, 1);
    await chooses(walk, "qr");
    await walk.press("hand-sell");
    await walk.press("hand-call-off");
    await tells(walk, "hand-unpaid");
  });
  await walk.seen("called-off");
  await printed(walk);
}

async function printed(walk) {
  const { page } = walk;
  const utr = `6${String(Date.now()).slice(-11)}`;
  await walk.step("a number that is none is explained, and what was chosen stays", async () => {
    await opens(walk);
    await laysOut(walk, 0);
    await chooses(walk, "printed");
    await walk.write("field-utr", "1234");
    await walk.press("hand-sell");
    await wrong(page);
    expect(await page.locator('input[name="way"][value="printed"]').isChecked(), "the way was lost");
  });
  await walk.seen("wrong-utr", { status: 422 });
  await walk.step("the right one sells", async () => {
    await walk.write("field-utr", utr);
    await walk.press("hand-sell");
    await tells(walk, "hand-sold");
  });
  await walk.seen("printed");
  await walk.step("the same number again does not", async () => {
    await opens(walk);
    await laysOut(walk, 0);
    await chooses(walk, "printed");
    await walk.write("field-utr", utr);
    await walk.press("hand-sell");
    await wrong(page);
  });
  await walk.step("the printed code hangs at the stall", async () => {
    await opens(walk);
    await walk.press("hand-upi-sheet");
  });
  await walk.seen("sheet");
}

async function paidByItself(world, walk) {
  await opens(walk);
  await walk.step("with scripts the page turns by itself when the code is paid", async () => {
    await laysOut(walk, 2);
    await chooses(walk, "qr");
    await walk.press("hand-sell");
    await walk.page.locator('a[href^="upi://pay?"]').waitFor({ timeout: 30_000 });
    await scans(world);
    await walk.page.getByText(say("hand-sold")).first().waitFor({ timeout: 30_000 });
  });
  await walk.seen("turned", { fresh: false });
}

const sent = (count) => document.querySelectorAll('[data-sales] [data-state="sent"]').length === count;

async function withoutLine({ browser, mart, tally }) {
  const context = await phone(browser, { script: true });
  try {
    const walk = new Walk({ page: watch(await context.newPage(), mart), mart, tally, name: "stall-offline", axe: true });
    await opens(walk);
    const desk = walk.page.url();
    await setsAside(walk);
    await walk.step("its page is kept by the phone", async () => {
      await walk.press("hand-offline-open");
      await walk.page.locator("[data-stall][data-ready]").waitFor();
    });
    await walk.seen("ready", { budget: SHELL });
    const offline = walk.page.url();
    await context.setOffline(true);
    await walk.step("without a line the page opens, and two are sold", async () => {
      await walk.page.goto(offline, { waitUntil: "load" });
      await walk.page.locator('[data-line]:not([hidden])').waitFor();
      await sells(walk, 1, "cash");
      await sells(walk, 1, "printed", `7${String(Date.now()).slice(-11)}`);
    });
    await walk.seen("kept", { fresh: false });
    await walk.step("more than there is is not sold", async () => {
      await walk.page.locator("[data-good]").first().fill("2");
      await walk.page.getByRole("button", { name: say("hand-off-sell") }).click();
      await walk.page.locator('[data-wrong]:not([hidden])').waitFor();
    });
    await walk.step("the tab dies, and both sales are still there", async () => {
      await walk.page.close({ runBeforeUnload: false });
      walk.page = watch(await context.newPage(), mart);
      await walk.page.goto(offline, { waitUntil: "load" });
      await walk.page.waitForFunction(() => document.querySelectorAll('[data-sales] [data-state="waiting"]').length === 2);
    });
    let lost = 0;
    await context.route("**/hub/stalls/*/outbox", async (route) => {
      if (lost >= 2) return route.continue();
      lost += 1;
      // It has reached the mart, but the phone does not hear of it.
      await route.fetch().catch(() => {});
      return route.abort("connectionreset");
    });
    await context.setOffline(false);
    await walk.step("with a line both are told, though answers are lost", async () => {
      await walk.page.waitForFunction(sent, 2, { timeout: 60_000 });
      expect(lost === 2, `${lost} answers were lost`);
      // The browser tells of the answers that were lost on purpose.
      walk.page.seen.noise.splice(0);
    });
    await walk.seen("told", { fresh: false });
    await walk.step("each is one sale, and the slice says two", async () => {
      await walk.page.goto(`${desk}/slice`, { waitUntil: "load" });
      const cells = await walk.page.locator("main table tbody tr").first().locator("td, th").allInnerTexts();
      expect(cells.slice(-2).join() === "2,0", `the slice says ${cells}`);
    });
    await walk.seen("slice");
    await walk.step("what is left goes back", () => walk.press("hand-close"));
    await refusedFirst(walk, { context, desk, offline });
  } finally {
    await context.close();
  }
}

/** Two of the first good that keeps are set aside. */
async function setsAside(walk) {
  await walk.step("two pieces are set aside for the stall", async () => {
    await walk.press("hand-slice-open");
    await walk.page.locator('input[name^="pieces_"]').nth(3).fill("2");
    await walk.press("hand-set-aside");
    await tells(walk, "hand-offline-open");
  });
}

async function sells(walk, pieces, way, utr) {
  const { page } = walk;
  const before = await page.locator("[data-sales] li").count();
  await page.locator("[data-good]").first().fill(String(pieces));
  await chooses(walk, way);
  if (utr) await page.locator("#utr").fill(utr);
  await page.getByRole("button", { name: say("hand-off-sell") }).click();
  await page.waitForFunction((count) => document.querySelectorAll("[data-sales] li").length === count, before + 1);
}

/** What a slice cannot cover is said, and goes through once there is one again. */
async function refusedFirst(walk, { context, desk, offline }) {
  await setsAsideAgain(walk, desk);
  await walk.page.goto(offline, { waitUntil: "load" });
  await walk.page.locator("[data-stall][data-ready]").waitFor();
  await walk.step("a sale whose slice was closed meanwhile is refused, and stays", async () => {
    const other = watch(await context.newPage(), walk.mart);
    await other.goto(`${desk}/slice`, { waitUntil: "load" });
    await other.getByRole("button", { name: say("hand-close") }).click();
    await other.waitForLoadState("load");
    await other.close();
    await sells(walk, 1, "cash");
    await walk.page.locator('[data-sales] [data-state="refused"]').waitFor({ timeout: 30_000 });
  });
  await walk.seen("refused", { fresh: false });
  await setsAsideAgain(walk, desk);
  await walk.step("with goods set aside again it is taken in", async () => {
    await walk.page.goto(offline, { waitUntil: "load" });
    await walk.page.getByRole("button", { name: say("hand-off-again") }).click();
    await walk.page.waitForFunction(sent, 3, { timeout: 30_000 });
  });
}

async function setsAsideAgain(walk, desk) {
  await walk.page.goto(desk, { waitUntil: "load" });
  await setsAside(walk);
}
