// An officer raises a price a little and counts pieces anew for several goods at once, sees old and new first, does it, and takes it
// all back. A table that is none is explained.

import { officerOf } from "../lib/district.mjs";
import { wrong } from "../lib/hands.mjs";
import { expect } from "../lib/tally.mjs";
import { withPhone } from "../lib/walk.mjs";
import { say } from "../lib/words.mjs";

const BLOCK = "3084";

export async function journey(world) {
  await withPhone(world, { name: "bulk", script: false }, async (walk) => {
    const { page } = walk;
    await walk.step("an officer opens the goods of her blocks", () => walk.signIn(officerOf(BLOCK), "/hi/officer/bulk"));
    await walk.seen("home");
    await walk.step("without a tick nothing is changed", async () => {
      await page.locator("#bulk_field").selectOption("price");
      await page.locator("#bulk_to").fill("150");
      await walk.press("bulk-look");
      await wrong(page);
      expect((await page.locator("#bulk_to").inputValue()) === "150", "what was typed is lost");
    });
    await walk.seen("wrong", { status: 422 });
    await walk.step("old stands beside new before anything changes", async () => {
      for (const place of [0, 1, 2]) await page.locator(".ticks input").nth(place).check();
      await page.locator("#bulk_field").selectOption("pause");
      await page.locator("#bulk_to").fill("season");
      await walk.press("bulk-look");
      await walk.shows("bulk-title-drafted");
    });
    await walk.seen("preview");
    await walk.step("one press does it all", async () => {
      await walk.follow('main form[action$="/application"] button');
      await walk.shows("bulk-title-applied");
      expect(say("bulk-outcome-done").test(await walk.text()), "it does not say so");
    });
    await walk.seen("done");
    await walk.step("another takes it back", async () => {
      await walk.press("bulk-undo");
      await walk.shows("bulk-title-undone");
    });
    await walk.seen("undone");
    await walk.step("what is no table is explained", async () => {
      await walk.open("/hi/officer/bulk");
      await page.locator("#file").setInputFiles({ name: "a.xlsx", mimeType: "text/csv", buffer: Buffer.from("a,b\n1,2\n") });
      await walk.press("bulk-send");
      await wrong(page);
    });
  });
}
