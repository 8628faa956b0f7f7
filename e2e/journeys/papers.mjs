// Papers that follow from a purchase: bills for the buyer, the hub and the tax office, a maker's slip and statement, and a
// claim for what came broken.

import { mobilesOf } from "../lib/district.mjs";
import { wrong } from "../lib/hands.mjs";
import { expect } from "../lib/tally.mjs";
import { say } from "../lib/words.mjs";
import { withPhone } from "../lib/walk.mjs";

const PAPER_BYTES_MAX = 60_000;

/** Fetches a file as the browser of this walk would, and answers its bytes. */
export async function file(walk, path, { kind }) {
  const answer = await walk.page.context().request.get(new URL(path, walk.mart.url).href);
  expect(answer.status() === 200, `${path} answered ${answer.status()}`);
  expect(answer.headers()["content-type"].startsWith(kind), `${path} is ${answer.headers()["content-type"]}`);
  return answer.body();
}

export async function pdf(walk, path) {
  const bytes = await file(walk, path, { kind: "application/pdf" });
  expect(bytes.subarray(0, 5).toString() === "%PDF-", `${path} is no paper`);
  expect(bytes.length <= PAPER_BYTES_MAX, `${path} weighs ${bytes.length} bytes`);
}

/** The buyer's bills, one for each maker, from her order's page. */
export async function bills(buyer, { code, makers }) {
  await buyer.step("each maker's bill can be opened", async () => {
    await buyer.open(`/hi/orders/${code}`);
    const links = await buyer.page.locator(".papers a").evaluateAll((all) => all.map((a) => a.getAttribute("href")));
    expect(links.length === makers.length, `${links.length} bills for ${makers.length} makers`);
    for (const link of links) await pdf(buyer, link);
  });
}

/** The keeper prints all bills of what left today. */
export async function day(walk) {
  await walk.step("the bills of the day are listed", async () => {
    await walk.open("/hi/hub/bills");
    expect((await walk.page.locator("main .rows a").count()) > 0, "none is");
  });
  await walk.seen("bills");
  await walk.step("and printed in one go", async () => {
    const link = await walk.page.locator('main a[href*="/hub/bills/print"]').getAttribute("href");
    const bytes = await file(walk, link, { kind: "application/pdf" });
    expect(bytes.subarray(0, 5).toString() === "%PDF-", "no paper came");
  });
}

/** A maker's slip and her statement, from her passbook. */
export async function slips(walk) {
  await walk.step("a slip and the statement of the month can be opened", async () => {
    await pdf(walk, await walk.page.locator('main a[href$="/slip"]').first().getAttribute("href"));
    await pdf(walk, "/hi/maker/money/statement");
    const workbook = await file(walk, "/hi/maker/money/statement?as=xlsx", { kind: "application/vnd.openxml" });
    expect(workbook.subarray(0, 2).toString() === "PK", "no workbook came");
  });
}

/** Finance looks at the month's taxes and gives one piece back out of kindness. */
export async function taxesAndClaims(world, { name, code }) {
  const [one] = mobilesOf("finance");
  await withPhone(world, { name: `${name}-taxes` }, async (walk) => {
    await walk.step("finance opens the month's taxes", () => walk.signIn(one, "/hi/finance/taxes"));
    await walk.seen("taxes");
    await walk.step("a return can be taken away", async () => {
      const link = await walk.page.locator('main a[href*="as=xlsx"]').first().getAttribute("href");
      await file(walk, link, { kind: "application/vnd.openxml" });
    });
    await walk.step("the order's lines can be given back", () => walk.open(`/hi/finance/claims?order=${code}`));
    await walk.seen("claims");
    await walk.step("without a fault it is asked again", async () => {
      await walk.write("field-pieces", "1");
      await walk.press("claim-give-back");
      await wrong(walk.page);
    });
    await walk.seen("claims-wrong", { status: 422 });
    await walk.step("one piece goes back", async () => {
      const id = await walk.page.locator('input[name="fault"][value="mart"]').getAttribute("id");
      await walk.page.locator(`label[for="${id}"]`).click();
      await walk.write("field-happened", "डिब्बा दबा हुआ आया");
      await walk.press("claim-give-back");
      expect(say("claim-state-granted").test(await walk.text()), "it did not go back");
    });
    await walk.seen("given-back");
  });
}
