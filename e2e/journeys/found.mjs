// A good is handed on by a link and found by it; one that is made no more says so; the press finds its page; a buyer asks for news by
// SMS and stops it with one tap; the DC's office reads how people came.

import { desk, phone } from "../lib/browser.mjs";
import { maker, mobilesOf } from "../lib/district.mjs";
import { look, watch } from "../lib/look.mjs";
import { expect } from "../lib/tally.mjs";
import { Walk, withPhone } from "../lib/walk.mjs";
import { say } from "../lib/words.mjs";

const POTTER = maker("chanddih-kumhar");
const READER = "7004300199";

export async function journey(world) {
  await handsOn(world);
  await retires(world);
  await news(world);
  await office(world);
}

async function handsOn(world) {
  await withPhone(world, { name: "found", script: false }, async (walk) => {
    const { page } = walk;
    await walk.step("a visitor hands a good on", async () => {
      await walk.open("/hi/products/lahthi-shivganga");
      await page.locator('main a[href$="/links"]').first().click();
      const whatsapp = await page.locator('main a[href^="https://wa.me/"]').getAttribute("href");
      expect(decodeURIComponent(whatsapp).includes("/hi/products/lahthi-shivganga?s=wa"), `it hands on ${whatsapp}`);
    });
    await walk.seen("links");
    await walk.step("the link's picture is drawn", async () => {
      const card = await page.locator('main a[href^="/cards/"]').getAttribute("href");
      const answer = await page.request.get(`${world.mart.url}${card}`);
      expect(answer.status() === 200 && answer.headers()["content-type"] === "image/jpeg", "there is no picture");
      expect((await answer.body()).length < 160 * 1024, "the picture is too heavy");
    });
    await walk.step("who comes by the link sees the page itself", async () => {
      await walk.open("/hi/products/lahthi-shivganga?s=wa");
      const canonical = await page.locator('link[rel="canonical"]').getAttribute("href");
      expect(canonical.endsWith("/hi/products/lahthi-shivganga"), `its true address is ${canonical}`);
    });
    await walk.step("the press has a page", () => walk.open("/hi/press"));
    await walk.seen("press");
  });
}

async function retires(world) {
  const context = await phone(world.browser, { script: false });
  try {
    const page = watch(await context.newPage(), world.mart);
    const walk = new Walk({ page, mart: world.mart, tally: world.tally, name: "found-gone", axe: false });
    await walk.step("a maker says that a good is made no more", async () => {
      await walk.signIn(POTTER.mobile, "/hi/maker/goods");
      const href = await page.locator(".own .card a").last().getAttribute("href");
      const slug = href.split("/").pop();
      await walk.open(`/hi/maker/goods/${slug}/sizes`);
      await walk.seen("sizes");
      await walk.press("retire-go");
      const answer = await page.request.get(`${world.mart.url}/hi/products/${slug}`);
      expect(answer.status() === 410, `its address answers ${answer.status()}`);
      await page.goto(`${world.mart.url}/hi/products/${slug}`);
      await walk.seen("gone", { status: 410 });
      await walk.open(`/hi/maker/goods/${slug}/sizes`);
      await walk.press("retire-back-go");
      const back = await page.request.get(`${world.mart.url}/hi/products/${slug}`);
      expect(back.status() === 200, `it did not come back: ${back.status()}`);
    });
  } finally {
    await context.close();
  }
}

/** The page has this sentence. */
async function reads(walk, key) {
  expect(say(key).test(await walk.text()), `the page does not say ${key}`);
}

async function news(world) {
  await withPhone(world, { name: "news", script: false }, async (walk) => {
    await walk.step("a buyer asks for news", async () => {
      await walk.signIn(READER, "/hi/news");
      await walk.seen("ask");
      await walk.press("news-agree-go");
      await reads(walk, "news-reads");
    });
  });
  await withPhone(world, { name: "news-officer", script: false }, async (walk) => {
    await walk.step("an officer writes", async () => {
      await walk.signIn(mobilesOf("officer")[0], "/hi/officer/news");
      await walk.page.locator("#news_hi").fill("राखी की थालियाँ आ गईं");
      await walk.page.locator("#news_en").fill("Rakhi trays are here");
      await walk.page.locator("#news_path").fill("rakhi");
      await walk.press("news-write-go");
    });
    await walk.seen("wrong", { status: 422 });
    await walk.step("and mends what was wrong", async () => {
      await walk.page.locator("#news_path").fill("/search?q=diya");
      await walk.press("news-write-go");
      await reads(walk, "news-waits");
    });
    await walk.seen("written");
  });
  await withPhone(world, { name: "news-head", script: false }, async (walk) => {
    await walk.step("a head sends", async () => {
      await walk.signIn(mobilesOf("department_head")[0], "/hi/head/news");
      await walk.seen("waiting");
      await walk.press("news-send-go");
      await reads(walk, "news-nothing-waits");
    });
  });
  await withPhone(world, { name: "news-stop", script: false }, async (walk) => {
    await walk.step("one tap on another phone stops it", async () => {
      const [link] = await world.mart.waitForMessage(`+91${READER}`, /\/hi\/n\/[0-9A-Za-z]+/);
      await walk.open(link);
      await walk.seen("came");
      await walk.press("news-stop-go");
      await reads(walk, "news-stopped");
    });
    await walk.seen("stopped");
  });
}

async function office(world) {
  const context = await desk(world.browser);
  try {
    const page = watch(await context.newPage(), world.mart);
    const walk = new Walk({ page, mart: world.mart, tally: world.tally, name: "visits", axe: true });
    await walk.step("the DC's office reads how people came", async () => {
      await walk.signIn(mobilesOf("dc_office")[0], "/hi/office/visits");
      await reads(walk, "source-wa");
      await page.locator("#place_name").fill("जसीडीह स्टेशन का पोस्टर");
      await walk.press("visits-place-open");
      expect((await walk.text()).includes("/hi/?s=p"), "there is no link for the place");
    });
    await look(world.tally, page, "visits-wide", { fingers: false });
    await walk.open("/hi/press");
    await look(world.tally, page, "press-wide", { fingers: false });
  } finally {
    await context.close();
  }
}
