// Finance brings the bank's statement, looks at it, takes it in, and two people book the charge that did not fit. A buyer asks where
// her money is. Without scripts.

import { mobilesOf } from "../lib/district.mjs";
import { wrong } from "../lib/hands.mjs";
import { expect } from "../lib/tally.mjs";
import { say } from "../lib/words.mjs";
import { withPhone } from "../lib/walk.mjs";

const [FIRST, SECOND] = mobilesOf("finance");
const HERE = "/hi/finance/tally";

export async function journey(world) {
  const as = (who) => ({ name: `tally-${who}`, script: false });
  const gap = await withPhone(world, as("first"), brings);
  await withPhone(world, as("second"), (walk) => agrees(walk, gap));
  await withPhone(world, as("buyer"), misses);
}

/** Somewhere in the page's main part stands this. */
async function reads(walk, key) {
  expect(say(key).test(await walk.text()), `the page does not say «${key}»`);
}

/** A bank's file as it comes: a letterhead above, one row that does not read. */
function statement() {
  const today = new Date(Date.now() + 5.5 * 3_600_000).toISOString().slice(0, 10).split("-").reverse().join("/");
  const rows = [`${today},SMS CHARGES,17.70,,"1,22,482.30"`, `${today},INTEREST,,abc,`];
  const head = 'Statement of account,,,,\n,,,,\nTxn Date,Description,Debit,Credit,Balance\n';
  return `${head}${rows.join("\n")}\n`;
}

async function brings(walk) {
  const { page } = walk;
  const bring = async (text) => {
    await page.locator('input[name="statement"]').setInputFiles({ name: "november.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
    await walk.press("stm-look");
  };
  await walk.step("finance opens the tally", async () => {
    await walk.signIn(FIRST, "/hi/finance");
    await walk.follow(`.rooms a[href="${HERE}"]`);
    await walk.shows("tally-title");
  });
  await walk.seen("home");
  await walk.step("the payment company is asked again", async () => {
    await walk.press("tally-ask-go");
    await walk.shows("tally-title");
  });
  await walk.step("a file that is no statement is explained", async () => {
    await bring("a,b\n1,2\n");
    await wrong(page);
  });
  await walk.seen("no-statement", { status: 422 });
  await walk.step("a statement is shown before it counts", async () => {
    await bring(statement());
    await reads(walk, "stm-is-shown");
    await reads(walk, "stm-fault-no_amount");
  });
  await walk.seen("shown");
  await walk.step("it is taken in, and the charge does not fit", async () => {
    await walk.press("stm-take");
    await reads(walk, "gap-bank-not-ours");
  });
  await walk.seen("differs");
  await walk.step("she asks for it to be booked", async () => {
    await walk.follow(`.rows a[href^="${HERE}/"]`);
    await walk.shows("gap-bank-not-ours");
    await reads(walk, "gap-next");
    await walk.press("gap-book");
    await wrong(page);
    await walk.write("field-gap_word", "नवंबर का SMS शुल्क");
    await walk.press("gap-book");
    await reads(walk, "gap-yours");
  });
  await walk.seen("asked");
  return new URL(page.url()).pathname;
}

async function agrees(walk, gap) {
  await walk.step("a second person agrees", async () => {
    await walk.signIn(SECOND, gap);
    await walk.press("gap-agree");
    await reads(walk, "gap-booked");
    expect(!say("gap-agree").test(await walk.text()), "it can be agreed to twice");
  });
  await walk.seen("booked");
}

/** Somebody without an order asks where her money is. */
async function misses(walk) {
  const { page } = walk;
  await walk.step("a buyer misses her money", async () => {
    await walk.open("/hi/help");
    await walk.follow('main a[href="/hi/money"]');
    await walk.shows("lost-title");
  });
  await walk.seen("money");
  await walk.step("half a number is explained", async () => {
    await walk.write("field-upi_reference", "12");
    await walk.write("field-lost_amount", "450");
    await page.locator('input[name="lost_day"]').fill(new Date(Date.now() + 330 * 60_000).toISOString().slice(0, 10));
    await walk.press("lost-by-bank-go");
    await wrong(page);
  });
  await walk.seen("money-wrong", { status: 422 });
  await walk.step("money nobody has seen is told as such", async () => {
    await walk.write("field-upi_reference", "600099990000");
    await walk.press("lost-by-bank-go");
    await reads(walk, "lost-not-here");
  });
  await walk.seen("money-nowhere");
}
