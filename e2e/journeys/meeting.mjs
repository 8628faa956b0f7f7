// A review meeting: the DC's office prints the note, writes minutes and gives a task; the officer answers it on her desk; the next
// note begins with it.

import { desk } from "../lib/browser.mjs";
import { nameOf, officerOf } from "../lib/district.mjs";
import { wrong } from "../lib/hands.mjs";
import { expect } from "../lib/tally.mjs";
import { look, watch } from "../lib/look.mjs";
import { say } from "../lib/words.mjs";
import { Walk, withPhone } from "../lib/walk.mjs";
import { file, pdf } from "./papers.mjs";

/** The width of A4 between its margins, in CSS pixels. */
const A4_PX = Math.floor(((210 - 2 * 6) / 25.4) * 96);
const BLOCK = "3087";
const WHAT = "पालोजोरी के बाँस कारीगरों को पैकिंग का पुआल पहुँचाना";
const DONE = "चालीस बोरी पहुँच गईं";
const NOTE = "/hi/office/report/note";

export async function journey(world) {
  const dc = world.mart.demo.accounts.find((one) => one.role === "dc_office").mobile.slice(3);
  const officer = officerOf(BLOCK);
  await reads(world, dc);
  await holds(world, dc);
  await answers(world, officer);
  await nextNote(world, dc);
}

/** The DC's page on a desk and on paper. */
async function reads({ browser, mart, tally }, dc) {
  const context = await desk(browser);
  try {
    const page = watch(await context.newPage(), mart);
    const walk = new Walk({ page, mart, tally, name: "meeting-desk", axe: true });
    await walk.step("the table fits the window", async () => {
      await walk.signIn(dc, "/hi/office/report?days=90&cut=block");
      const [has, wants] = await page.locator("main .sheet").first().evaluate((sheet) => [sheet.clientWidth, sheet.scrollWidth]);
      expect(wants <= has, `the table wants ${wants} of ${has} px`);
    });
    await look(tally, page, "meeting-desk-report", { fingers: false });
    await walk.step("every word on the map can be read", async () => {
      const worst = await page.locator("main svg.map g").evaluateAll(leastContrast);
      expect(worst >= 4.5, `the worst word of the map has a contrast of ${worst}`);
    });
    await walk.step("on paper no cell is cut off and no button is left", async () => {
      await page.emulateMedia({ media: "print" });
      await page.setViewportSize({ width: A4_PX, height: 1080 });
      const sheet = await page.locator("main .sheet").first().evaluate((one) => ({
        right: Math.max(...[...one.querySelectorAll("th, td")].map((cell) => cell.getBoundingClientRect().right)),
        room: document.documentElement.clientWidth,
        buttons: [...document.querySelectorAll("main .button, main nav, footer")].filter((it) => it.offsetHeight > 0).length,
      }));
      expect(sheet.right <= sheet.room, `a cell ends at ${sheet.right} of ${sheet.room} px`);
      expect(sheet.buttons === 0, `${sheet.buttons} things on paper can only be pressed`);
      await page.pdf({ path: new URL("../out/meeting-desk-report.pdf", import.meta.url).pathname, format: "A4", preferCSSPageSize: true });
    });
  } finally {
    await context.close();
  }
}

/** The least contrast between the words of a tile and its ground; runs in the page. */
function leastContrast(tiles) {
  const light = (colour) => {
    const [r, g, b] = colour.match(/\d+/g).slice(0, 3).map((part) => {
      const share = Number(part) / 255;
      return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const fill = (element) => light(getComputedStyle(element).fill);
  const contrast = (tile) => {
    const [one, other] = [fill(tile.querySelector("rect")), fill(tile.querySelector("text"))].sort((a, b) => b - a);
    return (one + 0.05) / (other + 0.05);
  };
  return Math.min(...tiles.map(contrast));
}

async function holds(world, dc) {
  await withPhone(world, { name: "meeting-office", script: false }, async (walk) => {
    const { page } = walk;
    await walk.step("the page leads to the note and the tables", async () => {
      await walk.signIn(dc, "/hi/office/report");
      await pdf(walk, await page.locator('main a[href*="/office/report/note"]').first().getAttribute("href"));
      await pdf(walk, "/en/office/report/note?days=7");
      const tables = await page.locator('main a[href*="/office/report/tables"]').first().getAttribute("href");
      const book = await file(walk, tables, { kind: "application/vnd.openxml" });
      expect(book.subarray(0, 2).toString() === "PK", "the tables are no workbook");
    });
    await walk.step("minutes without words are refused and nothing is lost", async () => {
      await walk.open("/hi/office/meetings");
      if (!(await page.getByLabel(say("field-minutes")).first().isVisible())) await page.locator("main summary").first().click();
      await walk.press("meeting-keep");
      await wrong(page);
    });
    await walk.seen("empty", { status: 422 });
    await walk.step("minutes are kept", async () => {
      await walk.write("field-minutes", "पैकिंग का सामान कम है।\nपालोजोरी में पहले पहुँचाया जाए।");
      await walk.press("meeting-keep");
      expect(/\/office\/meetings\/mtg_/.test(page.url()), `minutes lead to ${page.url()}`);
    });
    await walk.step("a decision becomes somebody's task", async () => {
      await walk.write("field-task_what", WHAT);
      const who = page.locator("#task_owner");
      await who.selectOption(await ownerOf(who));
      await page.locator("#task_due").fill(inDays(7));
      await walk.press("task-give");
      expect((await walk.text()).includes(WHAT), "the task is not on the page");
    });
    await walk.seen("given");
  });
}

/** The choice that names the officer of our block. */
async function ownerOf(select) {
  const name = nameOf(officerOf(BLOCK));
  const all = await select.locator("option").evaluateAll((options) => options.map((one) => [one.value, one.textContent]));
  const found = all.find(([, label]) => label.includes(name));
  expect(found !== undefined, `nobody is called ${name}`);
  return found[0];
}

function inDays(days) {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

async function answers(world, officer) {
  await withPhone(world, { name: "meeting-officer", script: false }, async (walk) => {
    const { page } = walk;
    await walk.step("her day begins with the task", async () => {
      await walk.signIn(officer, "/hi/officer");
      expect((await walk.text()).includes(WHAT), "the task is not on her desk");
    });
    await walk.seen("day");
    await walk.step("an answer without a word is refused", async () => {
      await walk.follow('main a[href*="/tasks/tsk_"]');
      await walk.press("task-send");
      await wrong(page);
    });
    await walk.seen("empty", { status: 422 });
    await walk.step("done, and how", async () => {
      await page.getByLabel(say("task-answer-done"), { exact: true }).check();
      await walk.write("field-task_words", DONE);
      await walk.press("task-send");
      expect((await walk.text()).includes(DONE), "her answer is not there");
    });
    await walk.seen("answered");
    await walk.step("nothing of it waits for her any more", async () => {
      await walk.open("/hi/tasks");
      expect(!(await walk.text()).includes(WHAT), "it still waits");
    });
    await walk.seen("own");
  });
}

async function nextNote(world, dc) {
  await withPhone(world, { name: "meeting-next", script: false }, async (walk) => {
    await walk.step("the next meeting begins with what became of it", async () => {
      await walk.signIn(dc, "/hi/office/meetings");
      const text = await walk.text();
      expect(text.includes(WHAT) && text.includes(DONE), "the task or its answer is missing");
      await pdf(walk, NOTE);
    });
    await walk.seen("next");
    await walk.step("the task tells its whole way", async () => {
      await walk.follow('main a[href*="/office/tasks/tsk_"]');
      expect((await walk.text()).includes(DONE), "the answer is missing");
    });
    await walk.seen("task");
  });
}
