// Lighthouse as on a phone, on the pages everybody meets first: each of its four marks must be 95 or more.
//
//   MART_URL      address of the mart          (set by `cargo xtask lighthouse`)
//   MART_BROWSER  the Chromium to drive        (set by `cargo xtask lighthouse`)
//
// Prints a table for docs/performance.md; ends with 1 if a mark is too low.

import process from "node:process";

import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const MARK_MIN = 95;
const KINDS = ["performance", "accessibility", "best-practices", "seo"];

const url = process.env.MART_URL;
const products = await (await fetch(`${url}/api/v1/products?limit=1`)).json();
const pages = { home: "/hi/", listing: "/hi/crafts/lac", product: `/hi/products/${products.items[0].slug}` };

const chrome = await launch({ chromePath: process.env.MART_BROWSER, chromeFlags: ["--headless=new", "--no-sandbox", "--disable-dev-shm-usage"] });
let low = 0;
try {
  console.log(`| page | ${KINDS.join(" | ")} |\n|---|${"--:|".repeat(KINDS.length)}`);
  for (const [name, path] of Object.entries(pages)) {
    const { lhr } = await lighthouse(`${url}${path}`, { port: chrome.port, onlyCategories: KINDS, logLevel: "error" });
    const marks = KINDS.map((kind) => Math.round(lhr.categories[kind].score * 100));
    console.log(`| ${name} | ${marks.join(" | ")} |`);
    for (const [at, mark] of marks.entries()) if (mark < MARK_MIN) tell(lhr, name, KINDS[at]);
    low += marks.filter((mark) => mark < MARK_MIN).length;
  }
} finally {
  await chrome.kill();
}
process.exit(low === 0 ? 0 : 1);

/** What took marks away. */
function tell(lhr, page, kind) {
  for (const { id, weight } of lhr.categories[kind].auditRefs) {
    const { score, title, displayValue = "" } = lhr.audits[id];
    if (weight > 0 && score !== null && score < 0.9) console.log(`  ${page}, ${kind}: ${title} ${displayValue} (${id})`);
  }
}
