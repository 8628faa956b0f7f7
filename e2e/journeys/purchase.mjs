// Anita in Ranchi buys from two makers in Hindi on a cheap phone and pays by UPI; once with scripts, once without.

import { phone } from "../lib/browser.mjs";
import { andWait, open, press, shows, write } from "../lib/hands.mjs";
import { look, watch } from "../lib/look.mjs";
import { expect } from "../lib/tally.mjs";
import { say } from "../lib/words.mjs";

const RANCHI = "834001";
const PAID_MS_MAX = 30_000;

export async function journey({ browser, mart, tally }) {
  for (const script of [true, false]) {
    const context = await phone(browser, { script });
    try {
      const page = watch(await context.newPage(), mart);
      const mobile = script ? "9431000001" : "9431000002";
      const name = script ? "purchase" : "purchase-no-script";
      await buy({ page, mart, tally, mobile, name, script });
    } finally {
      await context.close();
    }
  }
}

/** From the first page to a confirmed order; answers its code. */
export async function buy({ page, mart, tally, mobile, name, script }) {
  const step = (what, act) => tally.must(`${name}: ${what}`, act);
  let number = 0;
  const seen = (what, options) => look(tally, page, `${name}-${String((number += 1)).padStart(2, "0")}-${what}`, { script, ...options });

  await step("the bare address leads to Hindi", async () => {
    await open(page, mart, "/");
    expect(page.url() === `${mart.url}/hi/`, `it led to ${page.url()}`);
  });
  await seen("home");
  await step("a craft is a tap away", () => andWait(page, () => page.locator('main a[href^="/hi/crafts/"]').first().click()));
  await seen("craft");
  const makers = await step("two makers' goods go into one cart", () => fillCart(page, mart, (what) => seen(what)));
  await open(page, mart, "/hi/cart");
  await step("the cart names both makers", async () => {
    for (const maker of makers) expect((await page.locator(`main a[href="${maker}"]`).count()) > 0, `${maker} is not in the cart`);
  });
  await seen("cart");
  await step("a PIN code shows freight and total before any address", async () => {
    await write(page, "field-pincode", RANCHI);
    await press(page, "cart-pincode-go");
    expect(/₹/.test(await page.locator("main .totals").innerText()), "there is no total in rupees");
  });
  await seen("quote");
  await step("on to the mobile number", () => press(page, "cart-go"));
  await seen("mobile");
  await step("a wrong number is explained and kept", async () => {
    await write(page, "field-mobile", "12345");
    await press(page, "code-send");
    expect(say("title-wrong").test(await page.title()), `the title «${await page.title()}» does not say that something is wrong`);
    expect((await page.locator("[aria-invalid=true]").count()) === 1, "no field is marked as wrong");
    expect((await page.locator("main").getByLabel(say("field-mobile")).inputValue()) === "12345", "the answer is gone");
  });
  await seen("mobile-wrong", { status: 422 });
  await step("a code is asked for", async () => {
    await write(page, "field-mobile", mobile);
    await press(page, "code-send");
    await shows(page, "code-title");
  });
  await seen("code");
  await step("the code from the SMS opens the address", async () => {
    await write(page, "field-code", await mart.codeFor(`+91${mobile}`));
    await press(page, "go-on");
    await shows(page, "checkout-address-title");
  });
  await seen("address");
  await step("the address leads to the last look", async () => {
    await write(page, "field-name", "अनीता कुमारी");
    await write(page, "field-house", "मकान 12, सर्कुलर रोड");
    await write(page, "field-area", "लालपुर");
    await press(page, "go-on");
    await shows(page, "review-title");
  });
  await seen("review");
  await step("the order is there before the payment", async () => {
    await press(page, "review-order");
    await shows(page, "pay-title");
  });
  await seen("pay");
  await step("pay by UPI on the payment company's page", () => payByUpi(page, mart, script));
  await step("the order is confirmed", () => waitUntilPaid(page));
  await seen("paid");
  await step("the order's page tells where everything is", () => press(page, "return-see-order"));
  await seen("order");
  const code = page.url().match(/\/orders\/([^/?#]+)/)?.[1];
  await step("the order has a code and a parcel for each maker", async () => {
    expect(code, `no order code in ${page.url()}`);
    for (const maker of makers) expect((await page.locator(`main a[href="${maker}"]`).count()) > 0, `${maker} has no parcel`);
  });
  await step("reloading changes nothing", async () => {
    const before = await page.locator("main").innerText();
    await page.reload();
    expect((await page.locator("main").innerText()) === before, "the page told something else after a reload");
  });
  return code;
}

/** Puts goods of two different makers into the cart; answers the addresses of the makers' pages. */
async function fillCart(page, mart, seen) {
  const crafts = await page.locator('nav.crafts a[href^="/hi/crafts/"]').evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  const makers = [];
  for (const craft of crafts) {
    await open(page, mart, craft);
    const goods = await page.locator('main a[href^="/hi/products/"]').evaluateAll((links) => [...new Set(links.map((link) => link.getAttribute("href")))]);
    for (const good of goods.slice(0, 6)) {
      await open(page, mart, good);
      const maker = await page.locator('main a[href^="/hi/makers/"]').first().getAttribute("href");
      const add = page.locator('main form[action$="/cart/lines"]');
      if (makers.includes(maker) || (await add.count()) === 0) continue;
      if (makers.length === 0) await seen("product");
      await press(page, "product-add", { within: add });
      makers.push(maker);
      if (makers.length === 2) return makers;
      break;
    }
  }
  throw new Error(`only ${makers.length} makers have goods that can be bought`);
}

/** The practice gateway is another company's site: it is used, not judged. */
async function payByUpi(page, mart, script) {
  await press(page, "pay-now");
  expect(!page.ours(page.url()), `still at ${page.url()}`);
  await page.locator('input[name=method][value=upi]').check();
  await page.locator("button[name=wish][value=success]").click();
  if (!script) await page.locator('form button, form input[type=submit]').first().click();
  await page.waitForURL((url) => page.ours(url.href));
  await page.waitForLoadState("load");
  page.seen.strangers.clear();
}

async function waitUntilPaid(page) {
  const until = Date.now() + PAID_MS_MAX;
  while (!say("return-paid").test(await page.locator("h1").innerText())) {
    if (Date.now() > until) throw new Error(`the page still says «${await page.locator("h1").innerText()}»`);
    await page.waitForTimeout(500);
    await page.reload();
  }
}
