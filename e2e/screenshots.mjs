// Takes the pictures of the README anew: docs/screenshots/{home,product,order,maker}.png, a phone of 360 × 740.
//
//   MART_DEMO             as for run.mjs; a fresh mart, so that nothing but this one order is in it
//
//   node screenshots.mjs

import { mkdir, writeFile } from "node:fs/promises";
import process from "node:process";

import { buy, freshMobile } from "./journeys/buy.mjs";
import { deliver, make } from "./journeys/work.mjs";
import { openBrowser } from "./lib/browser.mjs";
import { maker } from "./lib/district.mjs";
import { openMart } from "./lib/mart.mjs";
import { withPalette } from "./lib/palette.mjs";
import { Tally } from "./lib/tally.mjs";
import { withPhone } from "./lib/walk.mjs";

const OUT = new URL("../docs/screenshots/", import.meta.url);
const BYTES_MAX = 200 * 1024;
const MAKERS = [maker("chanddih-kumhar"), maker("shivganga-chudi")];

await mkdir(OUT, { recursive: true });
const world = { browser: await openBrowser(), mart: await openMart(), tally: new Tally() };
const as = (name) => ({ name, height: 740, looks: false });
try {
  await withPhone(world, as("visitor"), async (walk) => {
    await walk.open("/hi/");
    await take(walk, "home");
    await walk.open("/hi/products/lahthi-shivganga");
    await take(walk, "product");
  });
  await withPhone(world, as("buyer"), async (buyer) => {
    const mobile = freshMobile();
    const code = await buy(buyer, { mobile, makers: MAKERS });
    await withPhone(world, as("maker at her desk"), async (walk) => {
      await walk.mart.waitForMessage(`+91${MAKERS[0].mobile}`, /देवघर/);
      await walk.signIn(MAKERS[0].mobile);
      await take(walk, "maker");
    });
    world.mart.forget(`+91${MAKERS[0].mobile}`);
    const parcels = [];
    for (const who of MAKERS) parcels.push(await withPhone(world, as("maker"), (walk) => make(walk, who)));
    await withPhone(world, as("hub"), (walk) => deliver(walk, { hub: MAKERS[0].hub, parcels, door: () => onItsWay(buyer, { mobile, code }) }));
  });
} finally {
  await world.browser.close();
}
world.tally.end();
process.exit(world.tally.failed === 0 ? 0 : 1);

/** What the buyer sees while it travels; answers the code for the door. */
async function onItsWay(buyer, { mobile, code }) {
  const [, door] = await buyer.mart.waitForMessage(`+91${mobile}`, /कोड (\d{6})/u);
  await buyer.open(`/hi/orders/${code}`);
  await take(buyer, "order");
  return door;
}

async function take({ page }, name) {
  await page.waitForLoadState("networkidle");
  const picture = withPalette(await page.screenshot({ type: "png" }));
  await writeFile(new URL(`${name}.png`, OUT), picture);
  const size = `${(picture.length / 1024).toFixed(0)} KB`;
  if (picture.length > BYTES_MAX) throw new Error(`${name}.png is ${size}; ${BYTES_MAX / 1024} at most`);
  console.log(`${name}.png ${size}`);
}
