// Finance brings the bank's statement, looks at it, takes it in, and two people book the charge that did not fit. Without scripts.

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
    await page.locator('input[type="file"]').setInputFiles({ name: "november.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
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
    await walk.shows("stm-is-shown");
    await walk.shows("stm-fault-no_amount");
  });
  await walk.seen("shown");
  await walk.step("it is taken in, and the charge does not fit", async () => {
    await walk.press("stm-take");
    await walk.shows("gap-bank-not-ours");
  });
  await walk.seen("differs");
  await walk.step("she asks for it to be booked", async () => {
    await walk.follow(`.rows a[href^="${HERE}/"]`);
    await walk.shows("gap-next");
    await walk.press("gap-book");
    await wrong(page);
    await walk.write("field-gap_word", "नवंबर का SMS शुल्क");
    await walk.press("gap-book");
    await walk.shows("gap-yours");
  });
  await walk.seen("asked");
  return new URL(page.url()).pathname;
}

async function agrees(walk, gap) {
  await walk.step("a second person agrees", async () => {
    await walk.signIn(SECOND, gap);
    await walk.press("gap-agree");
    await walk.shows("gap-booked");
    expect(!say("gap-agree").test(await walk.text()), "it can be agreed to twice");
  });
  await walk.seen("booked");
}
