// What is stuck, on the page of the administrator and of the DC's office, without script.

import { mobilesOf } from "../lib/district.mjs";
import { expect } from "../lib/tally.mjs";
import { withPhone } from "../lib/walk.mjs";

export async function journey(world) {
  await withPhone(world, { name: "health-admin", script: false }, async (walk) => {
    await walk.step("the administrator looks what is stuck", () => walk.signIn(mobilesOf("administrator")[0], "/hi/admin/health"));
    await walk.shows("room-health");
    await walk.seen("all");
    await walk.step("no backup was ever taken, and the line says what to do", async () => {
      await walk.page.locator('main a[href$="/admin/health/backups"]').first().click();
      await walk.shows("health-backups");
    });
    await walk.seen("backups");
    await walk.open("/hi/admin/health/messages");
    await walk.seen("messages");
  });
  await withPhone(world, { name: "health-office", script: false }, async (walk) => {
    await walk.step("the DC's office looks what is stuck", () => walk.signIn(mobilesOf("dc_office")[0], "/hi/office/health"));
    await walk.shows("room-health");
    expect((await walk.page.locator('main a[href*="/office/health/"]').count()) >= 9, "a line is missing");
    await walk.seen("all");
    await walk.step("a line opens, with the way to where it is seen in full", async () => {
      await walk.page.locator('main a[href$="/office/health/cases"]').first().click();
      await walk.shows("health-cases");
    });
    await walk.seen("cases");
    await walk.step("its button opens the cases themselves", async () => {
      await walk.follow('main a[href$="/office/health/cases/more"]');
      await walk.shows("health-cases");
    });
    await walk.seen("late");
    await walk.step("what the office cannot mend leads to the handbook", async () => {
      await walk.open("/hi/office/health/disk");
      await walk.follow('main a[href$="/office/health/disk/more"]');
      await walk.shows("health-help");
    });
    await walk.seen("handbook");
  });
}
