// Every public page in both languages, each looked at once; and what stands outside the pages.

import { phone } from "../lib/browser.mjs";
import { look, watch } from "../lib/look.mjs";
import { expect } from "../lib/tally.mjs";

const ALWAYS_THERE = [
  "/",
  "/search",
  "/search?q=peda",
  "/search?q=wqxz",
  "/search?q=bans&ready=1&from=101",
  "/cart",
  "/sign-in",
  "/help",
  "/help/ranking",
  "/open",
  "/about",
  "/contact",
  "/terms",
  "/privacy",
  "/shipping",
  "/returns",
  "/accessibility",
  "/copyright",
  "/site-map",
];

export async function journey({ browser, mart, tally }) {
  const context = await phone(browser);
  try {
    const page = watch(await context.newPage(), mart);
    const paths = [...ALWAYS_THERE, ...(await found(page, mart))];
    for (const lang of ["hi", "en"]) {
      for (const path of paths) {
        const name = `${lang}${path === "/" ? "-home" : path.replace(/[^a-z0-9]+/gi, "-")}`;
        await tally.check(`${name}: opens`, () => page.goto(`${mart.url}/${lang}${path}`));
        await look(tally, page, name);
      }
    }
    await page.goto(`${mart.url}/hi/products/there-is-no-such-thing`);
    await look(tally, page, "hi-404", { status: 404 });
    await suggestions(tally, page, mart);
    await plainFiles(tally, mart);
    await rootByLanguage(tally, mart);
  } finally {
    await context.close();
  }
}

/** One craft, one product and one maker, as a visitor finds them. */
async function found(page, mart) {
  const paths = [];
  await page.goto(`${mart.url}/hi/`);
  for (const kind of ["crafts", "products", "makers"]) {
    const href = await page.locator(`main a[href^="/hi/${kind}/"]`).first().getAttribute("href");
    paths.push(href.replace("/hi", ""));
    await page.goto(new URL(href, mart.url).href);
  }
  return paths;
}

/** While somebody types, what may be meant stands below the box as links, and Escape puts them away. */
async function suggestions(tally, page, mart) {
  for (const [lang, typed] of [["hi", "पेड़"], ["en", "ped"]]) {
    await tally.check(`${lang}: «${typed}» is followed by suggestions`, async () => {
      await page.goto(`${mart.url}/${lang}/`);
      await page.locator("#q").pressSequentially(typed);
      const first = page.locator(".suggestions a").first();
      await first.waitFor();
      const href = await first.getAttribute("href");
      expect(/^\/(hi|en)\/(crafts|products|makers)\//.test(href) && href.startsWith(`/${lang}/`), `it leads to ${href}`);
    });
    await look(tally, page, `${lang}-suggestions`);
    await tally.check(`${lang}: Escape puts suggestions away, a press opens one`, async () => {
      await page.keyboard.press("Escape");
      expect((await page.locator(".suggestions a").count()) === 0, "they stay");
      await page.locator("#q").fill("");
      await page.locator("#q").pressSequentially(typed);
      const first = page.locator(".suggestions a").first();
      await first.waitFor();
      const href = await first.getAttribute("href");
      await first.click();
      await page.waitForURL(mart.url + href);
    });
  }
}

async function plainFiles(tally, mart) {
  for (const [path, sign] of [["/healthz", ""], ["/readyz", ""], ["/robots.txt", "Sitemap:"], ["/sitemap.xml", "<urlset"], ["/feeds/hi/google.xml", "<g:price>"], ["/feeds/en/meta.csv", "item_group_id"], ["/feeds/hi/new.xml", "<entry>"], ["/api/v1/openapi.json", '"3.1']]) {
    await tally.check(`${path} answers`, async () => {
      const answer = await fetch(mart.url + path);
      expect(answer.status === 200, `it answered ${answer.status}`);
      expect((await answer.text()).includes(sign), `it does not say ${sign}`);
    });
  }
}

async function rootByLanguage(tally, mart) {
  for (const [accepts, lang] of [["hi-IN,hi;q=0.9", "hi"], ["en-IN,en;q=0.9", "en"], ["ta", "hi"]]) {
    await tally.check(`/ leads readers of «${accepts}» to /${lang}/`, async () => {
      const answer = await fetch(mart.url, { redirect: "manual", headers: { "accept-language": accepts } });
      expect(answer.headers.get("location") === `/${lang}/`, `it led to ${answer.headers.get("location")}`);
    });
  }
}
