// Paying does not work out at first: the bank says no, the window is closed. The order stands, and is paid in the end.
// Without scripts, so that the page that looks again by itself stands still while it is looked at.

import { expect } from "../lib/tally.mjs";
import { withPhone } from "../lib/walk.mjs";
import { addOne, checkOut, codeIn, freshMobile, payAtGateway, waitUntilPaid } from "./buy.mjs";

export async function journey(world) {
  await withPhone(world, { name: "repay", script: false }, async (walk) => {
    const { page, mart } = walk;
    const mobile = freshMobile();
    await walk.step("a good is ordered", async () => {
      await addOne(walk, "simra-lohar");
      await checkOut(walk, { mobile });
    });
    const code = codeIn(page.url());
    await walk.step("the window at the gateway is closed", async () => {
      await walk.press("pay-now");
      await page.locator('a[referrerpolicy="no-referrer"]').click();
      await page.waitForURL((url) => page.ours(url.href));
      expect(codeIn(page.url()) === code, `giving up led to ${page.url()}`);
      await walk.shows("order-placed-short");
    });
    await walk.seen("order-unpaid");
    await walk.step("whoever comes back before the bank's news is told to wait", async () => {
      await walk.open(`/hi/orders/${code}/return`);
      await walk.shows("return-waiting");
    });
    await walk.seen("waiting");
    await walk.step("the order's page is a tap away", () => walk.press("return-see-order"));
    await walk.step("the bank says no", async () => {
      await walk.press("pay-again");
      await walk.shows("pay-title");
      await payAtGateway(walk, "failure");
      await until(walk, "return-failed");
      expect(codeIn(page.url()) === code, "it is another order");
    });
    await walk.seen("failed");
    await walk.step("the same order is paid at the second try", async () => {
      await walk.press("pay-again");
      await walk.shows("pay-title");
      await payAtGateway(walk, "success");
      await waitUntilPaid(walk);
      expect(codeIn(page.url()) === code, "it is another order");
    });
    await walk.step("a paid order is not paid again", async () => {
      await walk.open(`/hi/orders/${code}/payment`);
      await walk.shows("order-confirmed");
    });
    await walk.step("the buyer hears of it", () => mart.waitForMessage(`+91${mobile}`, new RegExp(code)));
    await walk.step("the order stands once in her list", async () => {
      await walk.open("/hi/orders");
      expect((await page.locator(`main a[href="/hi/orders/${code}"]`).count()) === 1, "it does not");
    });
    await walk.seen("orders");
    await walk.step("whoever is not signed in sees how it stands, not where she lives", async () => {
      await page.context().clearCookies();
      await walk.open(`/hi/orders/${code}`);
      await walk.shows("order-confirmed");
      const text = await walk.text();
      for (const own of ["सर्कुलर", mobile]) expect(!text.includes(own), `«${own}» is shown to everybody`);
    });
    await walk.seen("order-of-another");
  });
}

/** Reloads until the page says this: news from the gateway takes a moment. */
async function until(walk, key) {
  for (let tries = 40; ; tries -= 1) {
    try {
      return await walk.shows(key);
    } catch (error) {
      if (tries === 0) throw error;
      await walk.page.waitForTimeout(300);
      await walk.page.reload();
    }
  }
}
