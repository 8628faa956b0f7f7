// What is asked of bamboo changes: an administrator types it wrong, is told where, sees what would change and puts it in force;
// an officer's next listing asks by it. And a cooperative's baskets: who makes how many, changed by its leader, with rupees.

import { SHELL } from "../lib/budget.mjs";
import { maker, mobilesOf } from "../lib/district.mjs";
import { wrong } from "../lib/hands.mjs";
import { expect } from "../lib/tally.mjs";
import { say } from "../lib/words.mjs";
import { withPhone } from "../lib/walk.mjs";
import { buy, freshMobile } from "./buy.mjs";

const GROUP = maker("bansbutia-bans");

export async function journey(world) {
  await templateChanges(world);
  await officerAsks(world);
  await groupMakes(world);
}

async function templateChanges(world) {
  await withPhone(world, { name: "templates", script: false }, async (walk) => {
    const { page } = walk;
    await walk.step("the administrator signs in", () => walk.signIn(mobilesOf("administrator")[0], "/hi/admin/templates"));
    await walk.seen("all");
    await walk.step("opens bamboo", () => walk.follow('main a[href$="/admin/templates/bamboo"]'));
    await walk.seen("bamboo");
    const text = await page.locator("textarea").inputValue();
    await walk.step("a wrong word is told with its line", async () => {
      await page.locator("textarea").fill(text.replace('how = "choice"', 'how = "guess"'));
      await walk.press("template-preview");
      await wrong(page);
      expect((await page.locator(".wrongs").innerText()).includes("how"), "the field is not named");
      expect((await page.locator("textarea").inputValue()).includes('how = "guess"'), "what was typed is lost");
    });
    await walk.seen("wrong", { status: 422 });
    await walk.step("a better text is shown before it holds", async () => {
      await page.locator("textarea").fill(text.replace("किनारे चिकने, फाँस नहीं", "किनारे चिकने; कपड़े पर रगड़ा, अटका नहीं"));
      await walk.press("template-preview");
      expect((await walk.text()).includes("अटका नहीं"), "the change is not shown");
    });
    await walk.seen("preview");
    await walk.step("without a reason it does not hold", async () => {
      await walk.press("template-enforce-go");
      await wrong(page);
    });
    await walk.seen("no-reason", { status: 422 });
    await walk.step("with one it does", async () => {
      await page.locator('[name="reason"]').fill("फाँस की शिकायतें आईं");
      await walk.press("template-enforce-go");
      expect((await page.locator(".lead").innerText()).includes("2"), "version 2 is not in force");
    });
    await walk.seen("in-force");
  });
}

async function officerAsks(world) {
  await withPhone(world, { name: "asks", script: false }, async (walk) => {
    const { page } = walk;
    await walk.step("an officer signs in", () => walk.signIn(world.mart.mobileOf("officer", 1).slice(3), "/hi/officer/field"));
    await walk.step("begins a listing of bamboo", async () => {
      await walk.press("fieldwork-new-listing");
      const record = page.url().replace(/\/maker$/u, "");
      await page.goto(`${record}/craft`);
      await page.locator('label[for="craft-bamboo"]').click();
      await walk.press("fieldwork-next");
      expect(page.url().endsWith("/questions"), `the craft led to ${page.url()}`);
      expect((await page.locator('[name="template"]').getAttribute("value")) === "bamboo@2", "it asks by another version");
      expect((await page.locator(".asked").count()) >= 6, "too few questions");
    });
    await walk.seen("questions", { budget: SHELL });
  });
}

async function groupMakes(world) {
  const mobile = freshMobile();
  await withPhone(world, { name: "group-buyer", looks: false }, (walk) => buy(walk, { mobile, makers: [GROUP] }));
  await withPhone(world, { name: "group", script: false }, async (walk) => {
    const { page } = walk;
    await walk.step("the leader signs in", () => walk.signIn(GROUP.mobile, "/hi/maker/members"));
    await walk.seen("members");
    await walk.step("a name without pieces is refused", async () => {
      await page.locator("main summary").first().click();
      await page.locator('[name="member_name"]').fill("एतवारी किस्कू");
      await walk.press("group-member-go");
      await wrong(page);
      expect((await page.locator('[name="member_name"]').inputValue()) === "एतवारी किस्कू", "her name is lost");
    });
    await walk.seen("member-wrong", { status: 422 });
    await walk.step("with them she joins", async () => {
      await page.locator('[name="member_capacity"]').fill("१०");
      await walk.press("group-member-go");
      expect((await walk.text()).includes("एतवारी"), "she is not in the list");
    });
    await walk.step("the order says who would make it", async () => {
      await walk.open("/hi/maker/parcels");
      await walk.follow('main .rows a[href^="/hi/maker/parcels/"]');
      expect(say("group-who-makes").test(await walk.text()), "nobody is named");
    });
    await walk.seen("asked");
    await walk.step("she says yes", async () => {
      await page.getByLabel(say("day-tomorrow")).check();
      await walk.press("mine-accept");
    });
    await walk.seen("accepted");
    await walk.step("a sum that does not fit is refused", async () => {
      await page.locator("summary", { hasText: say("group-change") }).click();
      await page.locator('input[name^="pieces-"]').first().fill("5");
      await walk.press("group-change-go");
      await wrong(page);
    });
    await walk.seen("sum-wrong", { status: 422 });
    await walk.step("another makes it", async () => {
      const fields = await page.locator('input[name^="pieces-"]').all();
      for (const [at, field] of fields.entries()) await field.fill(at === 1 ? "1" : "0");
      await walk.press("group-change-go");
    });
    await walk.step("packed, her rupees stand beside her name", async () => {
      await walk.press("mine-pack");
      expect((await walk.text()).includes("₹"), "no rupees are told");
    });
    await walk.seen("packed");
    await walk.step("and on her own page", async () => {
      await walk.open("/hi/maker/members");
      await walk.follow('main .rows a:has-text("चानो")');
    });
    await walk.seen("member");
  });
}
