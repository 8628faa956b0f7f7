// One's own data: a buyer sees what is known of her, takes a copy, asks to be erased and changes her mind, with and without
// script; a maker sees who wrote her account down and what must end before she can go.

import { readFile } from "node:fs/promises";

import { expect } from "../lib/tally.mjs";
import { withPhone } from "../lib/walk.mjs";
import { say } from "../lib/words.mjs";

/** Nobody the sample knows. */
const BUYERS = { "my-data": "9123400011", "my-data-no-script": "9123400012" };
/** Anita and Naresh Pandit have one telephone: who speaks for both cannot go before one of them is handed over. */
const FAMILY = "9000020015";

export async function journey(world) {
  await withPhone(world, { name: "my-data" }, buys);
  await withPhone(world, { name: "my-data-no-script", script: false }, buys);
  await withPhone(world, { name: "my-data-maker" }, makes);
}

/** The page says this sentence. */
async function tells(walk, key) {
  expect(say(key).test(await walk.text()), `the page does not say «${key}»`);
}

async function buys(walk) {
  const { page } = walk;
  const mobile = BUYERS[walk.name];
  await walk.step("her orders lead to her data", async () => {
    await walk.signIn(mobile, "/hi/sign-in");
    await walk.open("/hi/orders");
    await walk.follow('main a[href="/hi/my-data"]');
    expect((await walk.text()).includes(mobile), "her number does not stand there");
  });
  await walk.seen("known");
  await walk.step("the copy is a file with her number in it", async () => {
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.locator('main a[href="/hi/my-data/copy"]').click(),
    ]);
    const whole = JSON.parse(await readFile(await download.path(), "utf8"));
    expect(whole.person.mobile === `+91${mobile}`, `the copy is of ${whole.person.mobile}`);
  });
  await walk.step("she asks to be erased, is told the day, and hears it by SMS", async () => {
    await walk.press("mydata-erase");
    await tells(walk, "mydata-due");
    await walk.mart.waitForMessage(`+91${mobile}`, say("sms-erasure"));
  });
  await walk.seen("due");
  await walk.step("she changes her mind", async () => {
    await walk.press("mydata-keep");
    await tells(walk, "mydata-erase");
  });
}

async function makes(walk) {
  await walk.step("a maker sees who has seen her account number", async () => {
    await walk.signIn(FAMILY);
    await walk.open("/hi/my-data");
    await tells(walk, "mydata-seen");
  });
  await walk.step("what must end first is told before she asks", () => tells(walk, "mydata-first-others"));
  await walk.seen("maker");
}
