// The head of a department hands in a clerk's workbook: matched, looked through, entered, handed back, taken back.

import { readFile } from "node:fs/promises";

import { mobilesOf } from "../lib/district.mjs";
import { andWait, wrong } from "../lib/hands.mjs";
import { expect } from "../lib/tally.mjs";
import { withPhone } from "../lib/walk.mjs";
import { say } from "../lib/words.mjs";
import { workbook } from "../lib/workbook.mjs";

const DONE_MS_MAX = 30_000;
const HOME = "/hi/head/registers";

/** As it lies in an office: a title over all columns, villages merged, Devanagari digits, a total, four rows to worry about. */
const REGISTER = workbook(
  "सारठ",
  [
    ["जेएसएलपीएस देवघर – कारीगर सूची, मार्च 2026"],
    [],
    ["क्र०सं०", "दीदी का नाम", "पति/पिता", "मोबाइल नं०", "ग्राम", "प्रखण्ड", "कार्य"],
    ["१", "श्रीमती चंपा हेम्ब्रम", "श्री बुधन", "९४३१०९९००१ / 9801299001", "चितरा", "सारठ", "बांस की टोकरी"],
    ["२", "LAKHIA TUDU W/O SOM TUDU", "", "'9431099002", "", "SARATH", "bamboo basket"],
    ["३", "जयंती मरांडी 2345 6789 0124", "", "9431099003", "", "सारठ", "बांस"],
    ["४", "मीना सोरेन", "", "9.43101E+09", "बामनगामा", "सारठ", "बांस"],
    ["५", "=HYPERLINK(1)", "", "9431099005", "बामनगामा", "पटना", "खेती"],
    ["६", "Champa Hembram", "Budhan", "9431099001", "Chitra", "Sarath", "बांस"],
    ["कुल", "6"],
  ],
  ["A1:G1", "E4:E6"],
);

export async function journey(town) {
  await withPhone(town, { name: "registers" }, async (walk) => {
    const { page } = walk;
    const [head] = mobilesOf("department_head");
    await walk.step("a head of department signs in", () => walk.signIn(head, HOME));
    await walk.shows("room-registers");
    await walk.seen("home");
    await walk.step("a file that is none is explained", async () => {
      await choose(page, "brief.pdf", Buffer.from("%PDF-1.7"));
      await walk.press("reg-send");
      await wrong(page);
    });
    await walk.seen("wrong", { status: 422 });
    await walk.step("the clerk's workbook is read", async () => {
      await choose(page, "मार्च 2026.xlsx", REGISTER);
      await walk.press("reg-send");
      await walk.shows("reg-columns");
      expect((await page.locator("#column-3").inputValue()) === "mobile", "the column of mobiles is not guessed");
    });
    await walk.seen("columns");
    await walk.step("its rows are looked through", async () => {
      await walk.press("reg-settle");
      await untilDone(page, "reg-state-checked");
    });
    await walk.seen("checked");
    await walk.step("what is wrong is said row by row", async () => {
      const text = await walk.text();
      for (const said of ["मोबाइल नं० «9.43101E+09»", "प्रखण्ड «पटना»"]) expect(text.includes(said), `it does not say ${said}`);
      expect(!(await page.content()).includes("2345 6789"), "an Aadhaar-shaped number is shown");
    });
    await walk.step("what goes back is a file that calculates nothing", async () => {
      const [file] = await Promise.all([page.waitForEvent("download"), page.getByText(say("reg-download-csv")).click()]);
      const text = await readFile(await file.path(), "utf8");
      expect(text.startsWith("\uFEFF") && text.includes("\"'=HYPERLINK(1)\""), text);
    });
    await walk.step("who may be there twice is asked about", async () => {
      await walk.follow('.figures a[href*="show=twin"]');
      await walk.press("reg-same");
      expect(!(await page.content()).includes("show=twin"), "the row still waits");
    });
    await walk.seen("answered");
    await walk.step("the fit rows are entered", async () => {
      await walk.press("reg-enter");
      await untilDone(page, "reg-state-entered");
      expect(say("reg-entered").test(await walk.text()), "it does not say how many");
    });
    await walk.seen("entered");
    await walk.step("all of it is taken back", async () => {
      await walk.press("reg-undo");
      await untilDone(page, "reg-state-taken_back");
    });
    await walk.seen("taken-back");
    await walk.step("it stands in the list", () => walk.open(HOME));
    await walk.seen("list");
  });
}

async function choose(page, name, buffer) {
  await page.locator("#file").setInputFiles({ name, mimeType: "application/octet-stream", buffer });
}

/** Waits until the page says so; it looks again by itself meanwhile. */
async function untilDone(page, key) {
  await page.locator(".standing", { hasText: say(key) }).waitFor({ timeout: DONE_MS_MAX });
  await andWait(page, () => page.reload());
}
