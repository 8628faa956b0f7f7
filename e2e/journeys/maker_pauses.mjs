// A maker goes away and says so; buyers read when she is back. She writes anew what her good is, an officer types it in for
// another, the head reads old beside new and says yes, and an officer translates what is said in one language only.

import { maker, mobilesOf, officerOf } from "../lib/district.mjs";
import { wrong } from "../lib/hands.mjs";
import { expect } from "../lib/tally.mjs";
import { withPhone } from "../lib/walk.mjs";
import { say } from "../lib/words.mjs";

const POTTER = maker("chanddih-kumhar");
const NEW_WORDS = "चाक पर बना, धीमी आँच में पका।";

export async function journey(world) {
  const slug = await goesAway(world);
  await isAway(world, slug);
  await comesBack(world, slug);
  await reviewed(world);
  await translated(world);
}

/** A day so many days from now, as a browser sends it; the mart's day is India's. */
const day = (ahead) => new Date(Date.now() + 330 * 60_000 + ahead * 86_400_000).toISOString().slice(0, 10);

async function goesAway(world) {
  return withPhone(world, { name: "maker-pauses", script: false }, async (walk) => {
    const { page } = walk;
    await walk.step("a maker looks up one of her goods", () => walk.signIn(POTTER.mobile, "/hi/maker/goods"));
    const href = await page.locator(".own .card a").first().getAttribute("href");
    const slug = href.split("/").pop();
    await walk.step("she says what a piece costs her and reads the floor of her price", async () => {
      await walk.open(`/hi/maker/goods/${slug}/costs`);
      await page.locator("#material").fill("९०००");
      await page.locator("#hours").fill("1.5");
      await walk.press("versions-cost-go");
      expect(say("versions-loss-title").test(await walk.text()), "nothing warns of a loss");
    });
    await walk.seen("costs");
    await walk.step("what is as it was is no change", async () => {
      await walk.open(`/hi/maker/goods/${slug}/words`);
      await walk.press("versions-send");
      await wrong(page);
    });
    await walk.seen("words-wrong", { status: 422 });
    await walk.step("it waits for somebody to look at it", async () => {
      await walk.open(`/hi/maker/goods/${slug}/words`);
      await page.locator("#words_hi").fill(NEW_WORDS);
      await walk.press("versions-send");
      expect(say("versions-waits").test(await walk.text()), "it does not say so");
    });
    await walk.seen("good");
    await walk.step("her sizes stand in a list, and one more is asked for", async () => {
      await walk.open(`/hi/maker/goods/${slug}/sizes`);
      await walk.press("versions-size-add");
      await walk.press("versions-send");
      await wrong(page);
    });
    await walk.seen("size-wrong", { status: 422 });
    await walk.step("days that cannot be are explained", async () => {
      await walk.open("/hi/maker/away");
      await page.locator("#away_from").fill(day(3));
      await page.locator("#away_to").fill(day(1));
      await walk.press("life-away-go");
      await wrong(page);
    });
    await walk.seen("away-wrong", { status: 422 });
    await walk.step("she is away from today on", async () => {
      await page.locator("#away_from").fill(day(0));
      await page.locator("#away_to").fill(day(4));
      await page.locator("#away_why").fill("बेटी की शादी");
      await walk.press("life-away-go");
      expect(say("life-back").test(await walk.text()), "nobody would know");
    });
    await walk.seen("away");
    return slug;
  });
}

async function isAway(world, slug) {
  await withPhone(world, { name: "maker-pauses-buyer", script: false }, async (walk) => {
    await walk.step("a buyer reads when she is back, and can put nothing into the basket", async () => {
      await walk.open(`/hi/products/${slug}`);
      const text = await walk.text();
      expect(say("closed-away").test(text), "it does not say when");
      expect(!text.includes(NEW_WORDS), "nobody has looked at the new words");
      expect((await walk.page.getByRole("button", { name: say("product-add") }).count()) === 0, "it can be bought");
    });
    await walk.seen("away");
  });
}

async function comesBack(world, slug) {
  await withPhone(world, { name: "maker-pauses-back", script: false, looks: false }, async (walk) => {
    await walk.step("she is back early, and her goods are on sale", async () => {
      await walk.signIn(POTTER.mobile, "/hi/maker/away");
      await walk.press("life-back");
      await walk.open(`/hi/products/${slug}`);
      expect(!say("closed-away").test(await walk.text()), "it still says that she is away");
    });
  });
}

async function reviewed(world) {
  for (const mobile of mobilesOf("department_head")) {
    const found = await withPhone(world, { name: `head-reviews-${mobile}`, script: false }, async (walk) => {
      await walk.step("a head opens what waits", () => walk.signIn(mobile, "/hi/head/proposals"));
      if (!(await walk.text()).includes("जानकारी")) return false;
      await walk.seen("list");
      await walk.step("old stands beside new", async () => {
        await walk.follow('main .rows a:has-text("जानकारी")');
        expect((await walk.page.locator(".compare").innerText()).includes(NEW_WORDS), "the new words are not there");
      });
      await walk.seen("proposal");
      await walk.step("a yes publishes exactly that", async () => {
        await walk.press("versions-approve");
        expect(say("versions-is-approved").test(await walk.text()), "it does not say so");
      });
      return true;
    });
    if (found) return;
  }
  expect(false, "no head was asked");
}

async function translated(world) {
  await withPhone(world, { name: "translation", script: false }, async (walk) => {
    await walk.step("an officer opens the translation desk", () => walk.signIn(officerOf("3088"), "/hi/officer/translations"));
    await walk.seen("desk");
    await walk.step("her goods and one of them with its history", async () => {
      await walk.open("/hi/officer/goods");
      await walk.follow("main .rows a");
      expect(say("own-why").test(await walk.text()), "it does not say whether it can be bought");
    });
    await walk.seen("good");
    await walk.step("licences that run out stand in a list", () => walk.open("/hi/officer/licences"));
    await walk.seen("licences");
  });
}
