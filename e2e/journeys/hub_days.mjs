// A keeper says on which days her hub's round goes; an officer sees it; a list with a PIN code tells for each good by which day and for how
// much. The administrator reads what carriers take and has it learnt anew.

import { keeperOf, mobilesOf, officerOf } from "../lib/district.mjs";
import { wrong } from "../lib/hands.mjs";
import { expect } from "../lib/tally.mjs";
import { say } from "../lib/words.mjs";
import { withPhone } from "../lib/walk.mjs";

const HUB = "hub-sarath";
const BLOCK = "3088";

export async function journey(world) {
  await withPhone(world, { name: "days-keeper", script: false }, async (walk) => {
    const { page } = walk;
    const rounds = () => page.locator('input[name^="round_"]:checked');
    await walk.step("the keeper opens the days of her hub", () => walk.signIn(keeperOf(HUB), "/hi/hub/week"));
    await walk.seen("week");
    await walk.step("a hub without a round is none", async () => {
      while ((await rounds().count()) > 0) await rounds().first().uncheck();
      await walk.press("week-say");
      await wrong(page);
      expect((await rounds().count()) === 0, "what was ticked is lost");
    });
    await walk.seen("no-round", { status: 422 });
    await walk.step("the round goes on Tuesdays and Fridays", async () => {
      await page.locator("#round_tue").check();
      await page.locator("#round_fri").check();
      await walk.press("week-say");
      expect((await walk.text()).match(say("week-said")) !== null, "nothing is told");
      expect((await rounds().count()) === 2, "it was not kept");
    });
    await walk.seen("said");
  });
  await withPhone(world, { name: "days-officer", script: false }, async (walk) => {
    await walk.step("the officer of the block sees it", async () => {
      await walk.signIn(officerOf(BLOCK), "/hi/officer/hubs");
      expect((await walk.text()).match(say("week-lead")) !== null, "it is not there");
    });
    await walk.seen("hubs");
  });
  await withPhone(world, { name: "days-buyer", script: false }, async (walk) => {
    await walk.step("a list tells for each good when it comes", async () => {
      await walk.open("/hi/crafts/bamboo?pincode=814112");
      expect((await walk.text()).includes("814112"), "the PIN code is not shown");
    });
    await walk.seen("list");
    await walk.step("a PIN code that is none is explained", async () => {
      await walk.open("/hi/crafts/bamboo?pincode=12");
      await wrong(walk.page);
    });
    await walk.seen("list-wrong");
  });
  await withPhone(world, { name: "days-admin", script: false }, async (walk) => {
    await walk.step("the administrator has it learnt anew", async () => {
      await walk.signIn(mobilesOf("administrator")[0], "/hi/admin/delivery");
      await walk.press("carriage-learn-anew");
      expect(walk.page.url().endsWith("/hi/admin/delivery"), `it led to ${walk.page.url()}`);
    });
    await walk.seen("delivery");
  });
}
