// The same pages on an office desk, 1280 px wide.

import { desk } from "../lib/browser.mjs";
import { look, watch } from "../lib/look.mjs";
import { Walk } from "../lib/walk.mjs";
import { addOne } from "./buy.mjs";

const PATHS = {
  home: "/hi/",
  craft: "/hi/crafts/pottery",
  search: "/hi/search?q=peda",
  nothing: "/hi/search?q=wqxz",
  product: "/hi/products/lahthi-shivganga?pincode=834001",
  maker: "/hi/makers/shivganga-chudi",
  cart: "/hi/cart",
  mobile: "/hi/checkout/mobile",
  help: "/hi/help",
  contact: "/hi/contact",
  terms: "/hi/terms",
  "site-map": "/hi/site-map",
};

export async function journey({ browser, mart, tally }) {
  const context = await desk(browser);
  try {
    const page = watch(await context.newPage(), mart);
    const walk = new Walk({ page, mart, tally, name: "wide", axe: true });
    await walk.step("a good lies in the cart", () => addOne(walk, "shivganga-chudi", "834001"));
    for (const [name, path] of Object.entries(PATHS)) {
      await walk.open(path);
      await look(tally, page, `wide-${name}`, { fingers: false });
    }
  } finally {
    await context.close();
  }
}
