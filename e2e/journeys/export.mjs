// Hans in Germany reads English and looks where goods may go: peda stays here, and a stopped country is told with its reason. Before that
// an officer writes down what papers say, finance enters a rate of exchange, a head stops a country. Without scripts.
import { maker, mobilesOf, officerOf } from "../lib/district.mjs";
import { wrong } from "../lib/hands.mjs";
import { expect } from "../lib/tally.mjs";
import { withPhone } from "../lib/walk.mjs";

const TRAY = { ...maker("karon-bansghar"), good: "tray-karon" };
const en = { lang: "en" };

const today = () => new Date(Date.now() + 330 * 60_000).toISOString().slice(0, 10);

export async function journey(world) {
  await prepared(world);
  await looks(world);
}

/** An officer reads the checklist, finance enters a rate, a head stops a country. */
async function prepared(world) {
  await withPhone(world, { name: "export-officer", script: false }, async (walk) => {
    await walk.step("an officer sees what each good lacks", () => walk.signIn(officerOf("3086"), "/hi/officer/export"));
    await walk.seen("goods");
    await walk.step("a code of six digits is explained, and nothing typed is lost", async () => {
      await walk.open("/hi/officer/export/peda-gur-trikut");
      await walk.write("field-export_hs8", "210690");
      await walk.press("export-write");
      await wrong(walk.page);
      expect((await walk.page.locator("#export_hs8").inputValue()) === "210690", "what was typed is lost");
    });
    await walk.seen("wrong", { status: 422 });
    await walk.step("eight are kept", async () => {
      await walk.write("field-export_hs8", "21069099");
      await walk.press("export-write");
    });
    await walk.seen("checklist");
  });
  await withPhone(world, { name: "export-finance", script: false }, async (walk) => {
    await walk.step("finance types a rate wrongly", async () => {
      await walk.signIn(mobilesOf("finance")[0], "/hi/finance/exchange");
      await walk.page.locator("#rates_lines").fill("AED 22.9");
      await walk.press("export-rates-enter");
      await wrong(walk.page);
    });
    await walk.seen("wrong", { status: 422 });
    await walk.step("and then rightly", async () => {
      await walk.page.locator("#rates_lines").fill(`AED,${today()},22.94,RBI reference`);
      await walk.press("export-rates-enter");
      expect((await walk.text()).includes("22.94"), "the rate is not listed");
    });
    await walk.seen("rates");
  });
  await withPhone(world, { name: "export-head", script: false }, async (walk) => {
    await walk.step("a head stops Nepal without saying why", async () => {
      await walk.signIn(mobilesOf("department_head")[0], "/hi/head/export");
      await walk.page.locator("#stop_country").selectOption("NP");
      await walk.page.locator("#stop_word").selectOption("stop");
      await walk.press("export-say");
      await wrong(walk.page);
    });
    await walk.step("with a reason it holds", async () => {
      await walk.write("field-stop_reason", "The border is shut");
      await walk.press("export-say");
      expect((await walk.text()).includes("The border is shut"), "the reason is not listed");
    });
    await walk.seen("countries");
  });
}

/** Hans looks where goods may go. */
async function looks(world) {
  await withPhone(world, { name: "export-hans", script: false }, async (walk) => {
    const { page } = walk;
    await walk.step("milk stays here, and the page says why", async () => {
      await walk.open("/en/products/peda-gur-trikut");
      await walk.press("abroad-link", en);
      await page.locator("#country").selectOption("DE");
      await walk.press("abroad-see", en);
      expect((await walk.text()).includes("milk"), "nobody says why");
      expect((await page.locator("#abroad_name").count()) === 0, "one may ask for what cannot go");
    });
    await walk.seen("peda");
    await walk.step("nothing goes to a stopped country", async () => {
      await walk.open(`/en/abroad/${TRAY.good}?country=NP`);
      expect((await walk.text()).includes("The border is shut"), "nobody says why");
    });
    await walk.seen("stopped");
  });
}
