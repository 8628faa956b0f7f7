// A trial: the DC's office steps back to it, every page says so; a visitor is told kindly who may order, and says
// what she thinks of a page, which becomes a task; a number is invited; the gate
// of a sample stays red.

import { wrong } from "../lib/hands.mjs";
import { expect } from "../lib/tally.mjs";
import { say } from "../lib/words.mjs";
import { withPhone } from "../lib/walk.mjs";
import { freshMobile } from "./buy.mjs";

const WORDS = "टोकरी में नाम कट जाता है";
const ROOM = "/hi/office/launch";

export async function journey(world) {
  const dc = world.mart.demo.accounts.find((one) => one.role === "dc_office").mobile.slice(3);
  await withPhone(world, { name: "launch-office", script: false }, async (walk) => {
    await stepsBack(walk, dc);
    await visitor(world);
    await takesUp(walk);
    await gate(walk);
  });
}

async function moves(walk, event) {
  await walk.open(ROOM);
  await walk.page.locator("main summary").first().click();
  await walk.page.locator("#launch_event").selectOption(event);
}

async function stepsBack(walk, dc) {
  const { page } = walk;
  await walk.step("without a reason the mart stays where it is", async () => {
    await walk.signIn(dc, ROOM);
    await moves(walk, "stage.step_back");
    await walk.press("launch-move-it");
    await wrong(page);
  });
  await walk.seen("empty", { status: 422 });
  await walk.step("with one it is a trial", async () => {
    await walk.write("field-launch_reason", "नए केंद्र पर अभ्यास, उपायुक्त का फ़ैसला");
    await walk.press("launch-move-it");
    expect((await walk.text()).includes("परीक्षण"), "no trial is under way");
  });
  await walk.seen("trial");
}

/** Somebody who is not invited. */
async function visitor(world) {
  await withPhone(world, { name: "launch-visitor", script: false }, async (walk) => {
    const { page } = walk;
    await walk.step("every page says that it is a trial, and asks what one thinks", async () => {
      await walk.open("/hi/cart");
      expect(say("stage-trial").test(await page.locator(".stage").innerText()), "the page does not say so");
      await walk.follow('footer a[href="/hi/feedback"]');
    });
    await walk.seen("feedback");
    await walk.step("words are taken", async () => {
      await walk.press("feedback-send");
      await wrong(page);
      await walk.write("field-feedback", WORDS);
      await walk.press("feedback-send");
    });
    await walk.seen("thanks");
    await walk.step("who may order is told", () => walk.open("/hi/trial"));
    await walk.seen("kindly");
  });
}

async function takesUp(walk) {
  const { page } = walk;
  await walk.step("what was said becomes somebody's task", async () => {
    await walk.open(ROOM);
    await walk.follow('main a[href*="/office/launch/feedback/"]');
    expect((await walk.text()).includes(WORDS), "the words are not there");
    await walk.write("field-task_what", "टोकरी का पन्ना देखना");
    const all = await page.locator("#task_owner option").evaluateAll((options) => options.map((one) => one.value));
    await page.locator("#task_owner").selectOption(all.find((value) => value !== ""));
    await page.locator("#task_due").fill(new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10));
    await walk.press("task-give");
    expect((await page.locator('main a[href*="/office/tasks/"]').count()) === 1, "it is nobody's task");
  });
  await walk.seen("taken-up");
  await walk.step("a number is invited", async () => {
    await walk.open(ROOM);
    await walk.write("field-guest_mobile", freshMobile());
    await walk.press("trial-invite");
  });
  await walk.seen("invited");
}

/** The sample's gate is red: its district is made up, so nobody can sign it. */
async function gate(walk) {
  await walk.step("each check of the gate says what there is and what is wanted", async () => {
    await walk.open(ROOM);
    for (const check of ["legal", "gateway", "goods", "restored", "roles", "sms"]) {
      expect(say(`gate-${check}`).test(await walk.text()), `the gate does not speak of ${check}`);
    }
    expect((await walk.page.locator('form[action$="/signature"]').count()) === 0, "a red gate can be signed");
  });
  await walk.seen("gate");
}
