// A head puts the goods of a feast together, mends what was wrong, looks at the page, shows it and arranges the front page; a buyer
// finds it there on her phone. Then it is taken from sight, and the front page is as it was.

import { mobilesOf } from "../lib/district.mjs";
import { wrong } from "../lib/hands.mjs";
import { expect } from "../lib/tally.mjs";
import { withPhone } from "../lib/walk.mjs";
import { say } from "../lib/words.mjs";

const SLUG = "tusu-parab";
const DAY_MS = 86_400_000;

/** A day so many days from now, as a browser sends it; the mart's day is India's. */
const day = (ahead) => new Date(Date.now() + 330 * 60_000 + ahead * DAY_MS).toISOString().slice(0, 10);

export async function journey(world) {
  const head = mobilesOf("department_head").at(-1);
  const here = await puts(world, head);
  await found(world);
  await withPhone(world, { name: "feast-over", script: false }, async (walk) => {
    await walk.step("the head takes it from sight", async () => {
      await walk.signIn(head, here);
      await walk.press("feast-withdraw");
      await walk.open(`/hi/collections/${SLUG}`);
      await walk.shows("fault-missing");
    });
    await walk.step("and the front page is arranged as before", async () => {
      await walk.open("/hi/head/front-page");
      await walk.press("front-take-back");
      expect((await walk.page.locator('main form[action$="/withdrawal"]').count()) === 0, "it still holds");
    });
  });
}

async function puts(world, head) {
  return withPhone(world, { name: "feast", script: false }, async (walk) => {
    const { page } = walk;
    await walk.step("a head begins a feast", () => walk.signIn(head, "/hi/head/collections"));
    await walk.seen("feasts");
    await walk.step("a good that is none is named, and nothing typed is lost", async () => {
      await walk.press("feast-new");
      const typed = {
        feast_hi: "टुसू परब",
        feast_en: "Tusu Parab",
        feast_words_hi: "पूस की आख़िरी रात का परब: चूड़ा, गुड़ और मिट्टी के दीये।",
        feast_words_en: "The feast of the last night of Poush: flattened rice, jaggery and clay lamps.",
        feast_slug: SLUG,
        feast_from: day(0),
        feast_to: day(3),
        feast_order_by: day(1),
        feast_goods: "chura-katarni\nchaand",
      };
      for (const [name, value] of Object.entries(typed)) await page.locator(`#${name}`).fill(value);
      await walk.press("feast-keep");
      await wrong(page);
      expect((await page.locator("#feast_words_hi").inputValue()) === typed.feast_words_hi, "what was typed is lost");
    });
    await walk.seen("wrong", { status: 422 });
    await walk.step("it is kept as a draft", async () => {
      const goods = `chura-katarni\n${world.mart.url}/hi/products/diya-mitti-sau\npeda-gur-trikut\nsoop-chhath`;
      await page.locator("#feast_goods").fill(goods);
      await walk.press("feast-keep");
      expect(say("feast-is-draft").test(await walk.text()), "it does not say how it stands");
    });
    await walk.seen("draft");
    const here = new URL(page.url()).pathname;
    await walk.step("the head looks at the page before anybody else does", async () => {
      await walk.press("feast-look");
      expect((await page.locator("h1").innerText()) === "टुसू परब", "it is another page");
    });
    await walk.seen("preview");
    await walk.step("and shows it", async () => {
      await walk.open(here);
      await walk.press("feast-show");
      expect(say("feast-is-open").test(await walk.text()), "it is not on the front page");
    });
    await walk.step("the front page without crafts is refused", async () => {
      await walk.open("/hi/head/front-page");
      for (const [at, part] of ["collections", "new", "", "", ""].entries()) await page.locator(`#front_${at + 1}`).selectOption(part);
      await walk.press("front-keep");
      await wrong(page);
    });
    await walk.step("feasts come first from today on", async () => {
      for (const [at, part] of ["collections", "crafts", "makers", "new", "how"].entries()) await page.locator(`#front_${at + 1}`).selectOption(part);
      await walk.press("front-keep");
    });
    await walk.seen("front");
    return here;
  });
}

async function found(world) {
  await withPhone(world, { name: "feast-buyer" }, async (walk) => {
    const { page } = walk;
    await walk.step("a buyer finds the feast on the front page", async () => {
      await walk.open("/hi/");
      const [first] = await page.locator("main section:not(.hero) h2").allInnerTexts();
      expect(first === "टुसू परब", `the first part is «${first}»`);
    });
    await walk.seen("home");
    await walk.step("opens it and reads until when to order", async () => {
      await walk.follow(`main a[href="/hi/collections/${SLUG}"]`);
      expect(say("feast-order-by").test(await walk.text()), "nothing says until when");
    });
    await walk.seen("page");
    await walk.step("and a good of it is a tap away", async () => {
      await walk.follow(".card h3 a");
      expect(new URL(page.url()).pathname.startsWith("/hi/products/"), `it led to ${page.url()}`);
    });
  });
}
