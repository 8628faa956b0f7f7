// Every form of a buyer, filled in wrongly: the page says what to mend and keeps the answers. And the language switch,
// which keeps the place.

import { wrong } from "../lib/hands.mjs";
import { expect } from "../lib/tally.mjs";
import { withPhone } from "../lib/walk.mjs";
import { addOne, freshMobile } from "./buy.mjs";

export async function journey(world) {
  await withPhone(world, { name: "mistakes" }, async (walk) => {
    await lists(walk);
    await goods(walk);
    await checkout(walk);
    await signIn(walk);
    await places(walk);
  });
}

async function lists(walk) {
  const { page } = walk;
  await walk.step("a price that is none is explained above the list", async () => {
    await walk.open("/hi/crafts/pottery?from=abc&to=500");
    await wrong(page);
    expect((await page.locator("#to").inputValue()) === "500", "the other answer is gone");
  });
  await walk.seen("price");
}

async function goods(walk) {
  const { page } = walk;
  await walk.step("a PIN code that is none is explained on a product's page", async () => {
    await walk.open("/hi/products/ghada-paani?pincode=12");
    await wrong(page);
    expect((await page.locator("#pincode").inputValue()) === "12", "the answer is gone");
  });
  await walk.seen("product-pincode");
  await walk.step("a good one is answered with a day and the freight", async () => {
    await walk.write("field-pincode", "८१४११२");
    await walk.press("promise-ask");
    expect((await page.locator(".answer.yes").count()) === 1, "there is no promise");
  });
  await walk.seen("promise");
}

async function checkout(walk) {
  const { page } = walk;
  const mobile = freshMobile();
  await walk.step("a PIN code that does not exist is explained in the cart", async () => {
    await addOne(walk, "chanddih-kumhar");
    await walk.write("field-pincode", "999999");
    await walk.press("cart-pincode-go");
    await wrong(page);
  });
  await walk.seen("cart-pincode", { status: 422 });
  await walk.step("a number can be changed, and everything taken out again", async () => {
    await page.locator('main input[name="quantity"]').fill("2");
    await walk.press("cart-change");
    expect((await page.locator('main input[name="quantity"]').inputValue()) === "2", "there are not 2");
    await walk.press("cart-remove");
  });
  await walk.seen("cart-empty");
  await walk.step("a wrong mobile number is explained and kept", async () => {
    await addOne(walk, "chanddih-kumhar");
    await walk.write("field-pincode", "834001");
    await walk.press("cart-pincode-go");
    await walk.press("cart-go");
    await walk.write("field-mobile", "12345");
    await walk.press("code-send");
    await wrong(page);
    expect((await page.locator("[aria-invalid=true]").count()) === 1, "no field is marked as wrong");
    expect((await page.locator("#mobile").inputValue()) === "12345", "the answer is gone");
  });
  await walk.seen("mobile", { status: 422 });
  await walk.step("a wrong code is explained", async () => {
    await walk.write("field-mobile", mobile);
    await walk.press("code-send");
    const code = await walk.mart.codeFor(`+91${mobile}`);
    await walk.write("field-code", code === "000000" ? "111111" : "000000");
    await walk.press("go-on");
    await wrong(page);
    await walk.seen("code", { status: 422 });
    await walk.write("field-code", code);
    await walk.press("go-on");
    await walk.shows("checkout-address-title");
  });
  await walk.step("an address without its lines is explained, line by line", async () => {
    await walk.write("field-name", "अनीता");
    await walk.press("go-on");
    await wrong(page);
    expect((await page.locator(".wrongs li").count()) === 2, "house and area are not both told");
    expect((await page.locator("#name").inputValue()) === "अनीता", "the answer is gone");
    await page.locator(".wrongs a").first().click();
    const focused = await page.evaluate(() => document.activeElement.id);
    expect(focused === "house", `the first link leads to «${focused}»`);
  });
  await walk.seen("address", { status: 422 });
}

async function signIn(walk) {
  const { page } = walk;
  await walk.step("signing in with half a number is explained", async () => {
    await page.context().clearCookies();
    await walk.open("/hi/orders");
    await walk.shows("sign-in-title");
    await walk.write("field-mobile", "98765");
    await walk.press("code-send");
    await wrong(page);
  });
  await walk.seen("sign-in", { status: 422 });
  await walk.step("a code that is too short is explained", async () => {
    const mobile = freshMobile();
    await walk.write("field-mobile", mobile);
    await walk.press("code-send");
    await walk.write("field-code", "12");
    await walk.press("sign-in-go");
    await wrong(page);
    await walk.seen("sign-in-code", { status: 422 });
    await walk.write("field-code", await walk.mart.codeFor(`+91${mobile}`));
    await walk.press("sign-in-go");
    expect(page.url().endsWith("/hi/orders"), `signing in led to ${page.url()}`);
  });
  await walk.seen("orders-empty");
}

async function places(walk) {
  const { page, mart } = walk;
  for (const path of ["/products/ghada-paani?pincode=814112", "/crafts/pottery?block=3089&sort=cheapest", "/search?q=diya", "/makers/chanddih-kumhar", "/cart", "/orders", "/terms", "/"]) {
    await walk.step(`the other language keeps the place ${path}`, async () => {
      await walk.open(`/hi${path}`);
      await walk.follow('.top a[hreflang="en"]');
      expect(page.url() === `${mart.url}/en${path}`, `it led to ${page.url()}`);
      await walk.follow('.top a[hreflang="hi"]');
      expect(page.url() === `${mart.url}/hi${path}`, `and back to ${page.url()}`);
    });
  }
}
