// A head puts a gift kit of three makers together, finance approves it, and a buyer without script has it as one thing in her basket, her
// order and on the last look.

import { mobilesOf } from "../lib/district.mjs";
import { wrong } from "../lib/hands.mjs";
import { expect } from "../lib/tally.mjs";
import { withPhone } from "../lib/walk.mjs";
import { say } from "../lib/words.mjs";
import { checkOutToReview, freshMobile, payAtGateway, waitUntilPaid } from "./buy.mjs";

const SLUG = "rakhi-uphaar";
const NAME = "राखी उपहार";
const DAY_MS = 86_400_000;

/** A day so many days from now, as a browser sends it; the mart's day is India's. */
const day = (ahead) => new Date(Date.now() + 330 * 60_000 + ahead * DAY_MS).toISOString().slice(0, 10);

export async function journey(world) {
  const here = await withPhone(world, { name: "kit-head", script: false }, puts);
  await withPhone(world, { name: "kit-finance", script: false }, (walk) => approves(walk, here.offer));
  await withPhone(world, { name: "kit", script: false }, buys);
}

async function puts(walk) {
  const { page, mart } = walk;
  await walk.step("a head looks at the gift kits", () => walk.signIn(mobilesOf("department_head").at(-1), "/hi/head/kits"));
  await walk.seen("kits");
  const typed = {
    kit_hi: NAME,
    kit_en: "Rakhi gift",
    kit_words_hi: "बहन के लिए: चूड़ियाँ, पेड़ा और एक चौमुखी दीया।",
    kit_words_en: "For a sister: bangles, peda and a four-wick lamp.",
    kit_slug: SLUG,
    kit_goods: `1 ${mart.url}/hi/products/peda-yatra-dibba\n1 chudi-lah-rozana\n2 diya-chaumukh`,
    kit_price: "900",
    offer_from: day(0),
    offer_to: day(20),
    kit_limit: "12",
  };
  await walk.step("a kit that is dearer than its parts is refused, and nothing typed is lost", async () => {
    await walk.press("kit-new");
    for (const [name, value] of Object.entries(typed)) await page.locator(`#${name}`).fill(value);
    await page.locator('input[name="offer_payer"][value="mart"]').check();
    await walk.press("kit-ask");
    await wrong(page);
    expect((await page.locator("#kit_words_hi").inputValue()) === typed.kit_words_hi, "what was typed is lost");
  });
  await walk.seen("wrong", { status: 422 });
  await walk.step("at a good price it waits for a second person", async () => {
    await page.locator("#kit_price").fill("399");
    await walk.press("kit-ask");
    expect(say("offer-is-waits-second").test(await walk.text()), "it does not wait");
  });
  await walk.seen("asked");
  const here = new URL(page.url()).pathname;
  await walk.step("the head looks at the page before anybody else does", async () => {
    await walk.press("feast-look");
    expect((await page.locator("h1").innerText()) === NAME, "it is another page");
    await walk.open(`/hi/kits/${SLUG}`);
    await walk.shows("fault-missing");
  });
  await walk.open(here);
  await walk.press("kit-offer");
  return { offer: new URL(page.url()).pathname.split("/").at(-1) };
}

async function approves(walk, offer) {
  await walk.step("finance approves it", async () => {
    await walk.signIn(mobilesOf("finance")[0], `/hi/finance/offers/${offer}`);
    await walk.press("offer-approve");
    expect(say("offer-is-running").test(await walk.text()), "it does not run");
  });
}

async function buys(walk) {
  const { page } = walk;
  const sum = async () => await page.locator("main .totals").innerText();
  await walk.step("a buyer finds it by what is in it", async () => {
    await walk.open("/hi/search?q=chudi");
    await walk.follow(`main a[href="/hi/kits/${SLUG}"]`);
    expect((await page.locator("h1").innerText()) === NAME, "it is another page");
  });
  await walk.seen("kit");
  await walk.step("all that can be had stand together", async () => {
    await walk.open("/hi/kits");
    await walk.follow(`main a[href="/hi/kits/${SLUG}"]`);
  });
  await walk.step("it lies in her basket as one thing with its goods below", async () => {
    await walk.press("product-add");
    const basket = await walk.text();
    expect(basket.includes(NAME) && basket.includes("चौमुखी दीया"), "its goods are not told");
    await walk.write("field-pincode", "814112");
    await walk.press("cart-pincode-go");
    expect((await sum()).includes("−₹"), `the sum is «${await sum()}»`);
  });
  await walk.seen("cart");
  await walk.step("the last look keeps it", async () => {
    await checkOutToReview(walk, { mobile: freshMobile() });
    expect((await walk.text()).includes(NAME) && (await sum()).includes("−₹"), "the kit is gone");
  });
  await walk.seen("review");
  await walk.step("she pays its price", async () => {
    await walk.press("review-order");
    await payAtGateway(walk, "success");
    await waitUntilPaid(walk);
    await walk.press("return-see-order");
    const order = await walk.text();
    expect(order.includes(`1 × ${NAME}`) && order.includes("₹399"), "the order does not tell of it as one thing");
  });
  await walk.seen("order");
}
