// From the bare address to a confirmed order.

import { expect } from "../lib/tally.mjs";
import { say } from "../lib/words.mjs";

/** A PIN code of the district: our own hands carry it there. */
const DEOGHAR = "814112";
const PAID_MS_MAX = 30_000;

/** A number nobody has yet, of ten digits. */
export function freshMobile() {
  return `9${String(Math.floor(Math.random() * 1e9)).padStart(9, "0")}`;
}

/** Puts one good of a maker into the cart and, with a PIN code, asks for the freight. */
export async function addOne(walk, slug, pincode) {
  await walk.open(`/hi/makers/${slug}`);
  await walk.follow(".card:not(:has(.gone)) h3 a");
  await walk.press("product-add");
  if (!pincode) return;
  await walk.write("field-pincode", pincode);
  await walk.press("cart-pincode-go");
}

/** From the cart to the page that asks for the money. */
export async function checkOut(walk, { mobile, pincode }) {
  await checkOutToReview(walk, { mobile, pincode });
  await walk.press("review-order");
  await walk.shows("pay-title");
}

/** From the cart to the last look before the order. */
export async function checkOutToReview(walk, { mobile, pincode = DEOGHAR }) {
  await walk.write("field-pincode", pincode);
  await walk.press("cart-pincode-go");
  await walk.press("cart-go");
  await walk.write("field-mobile", mobile);
  await walk.press("code-send");
  await walk.write("field-code", await walk.mart.codeFor(`+91${mobile}`));
  await walk.press("go-on");
  await writeAddress(walk);
}

async function writeAddress(walk) {
  await walk.write("field-name", "अनीता कुमारी");
  await walk.write("field-house", "मकान 12, सर्कुलर रोड");
  await walk.write("field-area", "विलियम्स टाउन");
  await walk.press("go-on");
  await walk.shows("review-title");
}

/** Buys one good of each of these makers and pays; answers the order's code. */
export async function buy(walk, { mobile, makers }) {
  const { page, mart } = walk;
  await walk.step("the bare address leads to Hindi", async () => {
    await walk.open("/");
    expect(page.url() === `${mart.url}/hi/`, `it led to ${page.url()}`);
  });
  await walk.seen("home");
  await walk.step("a craft is a tap away", () => walk.follow(`main a[href="/hi/crafts/${makers[0].craft}"]`));
  await walk.seen("craft");
  await walk.step("goods of two makers go into one cart", async () => {
    for (const [at, { slug }] of makers.entries()) {
      await walk.open(`/hi/makers/${slug}`);
      if (at === 0) await walk.seen("maker");
      await walk.follow(".card:not(:has(.gone)) h3 a");
      if (at === 0) await walk.seen("product");
      await walk.press("product-add");
      expect(page.url() === `${mart.url}/hi/cart`, `adding led to ${page.url()}`);
    }
    for (const { slug } of makers) {
      expect((await page.locator(`main a[href="/hi/makers/${slug}"]`).count()) > 0, `${slug} is not in the cart`);
    }
  });
  await walk.seen("cart");
  await walk.step("a PIN code shows freight and total before any address", async () => {
    await walk.write("field-pincode", DEOGHAR);
    await walk.press("cart-pincode-go");
    expect(/₹/.test(await page.locator("main .totals").innerText()), "there is no total in rupees");
  });
  await walk.seen("cart-with-freight");
  await walk.step("on to the mobile number", () => walk.press("cart-go"));
  await walk.seen("mobile");
  await walk.step("a code is asked for", async () => {
    await walk.write("field-mobile", mobile);
    await walk.press("code-send");
    await walk.shows("code-title");
  });
  await walk.seen("code");
  await walk.step("the code from the SMS opens the address", async () => {
    await walk.write("field-code", await mart.codeFor(`+91${mobile}`));
    await walk.press("go-on");
    await walk.shows("checkout-address-title");
  });
  await walk.seen("address");
  await walk.step("the address leads to the last look", () => writeAddress(walk));
  await walk.seen("review");
  await walk.step("the order is there before the payment", async () => {
    await walk.press("review-order");
    await walk.shows("pay-title");
  });
  await walk.seen("pay");
  await walk.step("pay by UPI on the payment company's page", () => payAtGateway(walk, "success"));
  await walk.step("the order is confirmed", () => waitUntilPaid(walk));
  await walk.seen("paid");
  await walk.step("the order's page tells where everything is", () => walk.press("return-see-order"));
  await walk.seen("order");
  const code = codeIn(page.url());
  await walk.step("the order has a code and a parcel for each maker", async () => {
    expect(code, `no order code in ${page.url()}`);
    for (const { slug } of makers) {
      expect((await page.locator(`main a[href="/hi/makers/${slug}"]`).count()) > 0, `${slug} has no parcel`);
    }
  });
  await walk.step("reloading changes nothing", async () => {
    const before = await walk.text();
    await page.reload();
    expect((await walk.text()) === before, "the page told something else after a reload");
  });
  return code;
}

/** The code of the order that an address is about. */
export function codeIn(url) {
  return url.match(/\/orders\/([^/?#]+)/)?.[1];
}

/** Presses «pay» and lets the practice gateway do as wished: another company's site is used, not judged. */
export async function payAtGateway(walk, wish) {
  const { page } = walk;
  await walk.press("pay-now");
  expect(!page.ours(page.url()), `still at ${page.url()}`);
  await page.locator("input[name=method][value=upi]").check();
  await page.locator(`button[name=wish][value=${wish}]`).click();
  // With scripts the last page sends itself back; without, it has a button.
  const back = page.locator("#back button");
  await back.click({ timeout: 1_500 }).catch(() => {});
  await page.waitForURL((url) => page.ours(url.href));
  await page.waitForLoadState("load");
}

/** The page one comes back to, asked again until it says «paid». */
export async function waitUntilPaid({ page }, { lang = "hi" } = {}) {
  const until = Date.now() + PAID_MS_MAX;
  for (;;) {
    const heading = await page.locator("h1").innerText();
    if (say("return-paid", lang).test(heading)) return;
    if (Date.now() > until) throw new Error(`the page still says «${heading}»`);
    await page.waitForTimeout(300);
    await page.reload();
  }
}
