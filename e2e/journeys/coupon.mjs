// A head asks for a coupon that a maker shall pay for: she says yes, finance approves, a buyer types it and pays less; the same code does
// not hold for her a second time.

import { maker, mobilesOf } from "../lib/district.mjs";
import { wrong } from "../lib/hands.mjs";
import { expect } from "../lib/tally.mjs";
import { withPhone } from "../lib/walk.mjs";
import { say } from "../lib/words.mjs";
import { addOne, checkOutToReview, freshMobile, payAtGateway, waitUntilPaid } from "./buy.mjs";

const WHO = maker("baba-gamcha");
const CODE = "GAMCHA20";
const DAY_MS = 86_400_000;

/** A day so many days from now, as a browser sends it; the mart's day is India's. */
const day = (ahead) => new Date(Date.now() + 330 * 60_000 + ahead * DAY_MS).toISOString().slice(0, 10);

export async function journey(world) {
  const here = await withPhone(world, { name: "coupon-head", script: false }, asks);
  await withPhone(world, { name: "coupon-maker", script: false }, agrees);
  await withPhone(world, { name: "coupon-finance", script: false }, (walk) => approves(walk, here));
  await withPhone(world, { name: "coupon" }, buys);
}

async function asks(walk) {
  const { page } = walk;
  await walk.step("a head looks at the offers", () => walk.signIn(mobilesOf("department_head").at(-1), "/hi/head/offers"));
  await walk.seen("offers");
  const typed = {
    offer_hi: "गमछे पर छूट",
    offer_en: "Gamcha offer",
    offer_code: "gamcha-20",
    offer_percent: "60",
    offer_most: "200",
    offer_maker: `${walk.mart.url}/hi/makers/${WHO.slug}`,
    offer_from: day(0),
    offer_to: day(10),
    offer_uses: "50",
    offer_each: "1",
  };
  await walk.step("more than half is refused, and nothing typed is lost", async () => {
    await walk.press("offer-new");
    for (const [name, value] of Object.entries(typed)) await page.locator(`#${name}`).fill(value);
    await page.locator('input[name="offer_kind"][value="percent"]').check();
    await page.locator('input[name="offer_payer"][value="maker"]').check();
    await walk.press("offer-ask");
    await wrong(page);
    expect((await page.locator("#offer_en").inputValue()) === typed.offer_en, "what was typed is lost");
  });
  await walk.seen("wrong", { status: 422 });
  await walk.step("it waits for the maker's yes", async () => {
    await page.locator("#offer_percent").fill("20");
    await walk.press("offer-ask");
    expect(say("offer-is-waits-maker").test(await walk.text()), "it does not wait for her");
  });
  await walk.seen("asked");
  return new URL(page.url()).pathname.split("/").at(-1);
}

async function agrees(walk) {
  await walk.step("the maker reads what it costs her, and says yes", async () => {
    await walk.signIn(WHO.mobile, "/hi/maker/offers");
  });
  await walk.seen("offer");
  await walk.step("it waits for a second person", async () => {
    await walk.press("offer-yes");
    expect(say("offer-is-waits-second").test(await walk.text()), "her yes is not there");
  });
}

async function approves(walk, id) {
  await walk.step("finance approves it", async () => {
    await walk.signIn(mobilesOf("finance")[0], `/hi/finance/offers/${id}`);
    await walk.press("offer-approve");
    expect(say("offer-is-running").test(await walk.text()), "it does not run");
  });
  await walk.seen("running");
}

async function buys(walk) {
  const { page } = walk;
  const mobile = freshMobile();
  await walk.step("a buyer puts a gamcha into her basket", () => addOne(walk, WHO.slug, "814112"));
  await walk.step("a code that is none is told beside its field", async () => {
    await walk.write("field-coupon", "KUCHHBHI");
    await walk.press("coupon-go");
    await wrong(page);
  });
  await walk.seen("wrong", { status: 422 });
  await walk.step("the right one is taken off, on a line of its own", async () => {
    await walk.write("field-coupon", CODE);
    await walk.press("coupon-go");
    const sum = await page.locator("main .totals").innerText();
    expect(sum.includes("गमछे पर छूट") && sum.includes("−₹"), `the sum is «${sum}»`);
  });
  await walk.seen("cart");
  await walk.step("the last look keeps it", async () => {
    await checkOutToReview(walk, { mobile });
    expect((await page.locator("main .totals").innerText()).includes("−₹"), "the offer is gone");
  });
  await walk.seen("review");
  await walk.step("she pays less", async () => {
    await walk.press("review-order");
    await payAtGateway(walk, "success");
    await waitUntilPaid(walk);
    await walk.press("return-see-order");
    expect((await page.locator("main .totals").innerText()).includes("−₹"), "the order does not tell of it");
  });
  await walk.seen("order");
  await walk.step("a second time it does not hold for her", async () => {
    await addOne(walk, WHO.slug);
    await walk.write("field-coupon", CODE);
    await walk.press("coupon-go");
    await wrong(page);
    expect(say("offer-why-already").test(await walk.text()), "it is not told why");
  });
}
