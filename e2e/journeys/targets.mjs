// A head sets targets, typed and in a sheet; the DC's office sees their pace, looks for what looks wrong, and explains one thing.

import { mobilesOf } from "../lib/district.mjs";
import { wrong } from "../lib/hands.mjs";
import { expect } from "../lib/tally.mjs";
import { say } from "../lib/words.mjs";
import { withPhone } from "../lib/walk.mjs";
import { file } from "./papers.mjs";

export async function journey(world) {
  await sets(world);
  await sees(world);
  await opens(world);
}

async function sets(world) {
  await withPhone(world, { name: "targets-head", script: false }, async (walk) => {
    const { page } = walk;
    await walk.step("the head chooses a block", async () => {
      await walk.signIn(mobilesOf("department_head")[0], "/hi/head/targets");
      await walk.shows("room-targets");
      const block = page.locator("#block");
      const value = await block.locator("option").nth(1).getAttribute("value");
      await block.selectOption(value);
      await walk.press("target-see");
    });
    await walk.step("a number that is none is refused and kept", async () => {
      await walk.write("field-target_paid", "बहुत");
      await walk.press("target-set");
      await wrong(page);
      expect((await page.locator("#target_paid").inputValue()) === "बहुत", "what was typed is gone");
    });
    await walk.seen("wrong", { status: 422 });
    await walk.step("targets are set and show their pace", async () => {
      await walk.write("field-target_paid", "12");
      await walk.write("field-target_rupees", "50,000");
      await walk.press("target-set");
      expect((await walk.text()).includes("₹50,000"), "the target is not on the page");
    });
    await walk.seen("set");
    await walk.step("a target tells how it came about", async () => {
      await walk.follow('main a[href*="/head/targets/tgt_"]');
      expect(say("target-reached").test(await walk.text()), "«target-reached» is not on the page");
    });
    await walk.seen("one");
    await walk.step("the month is a sheet", async () => {
      const sheet = await file(walk, "/hi/head/targets/sheet", { kind: "text/csv" });
      expect(sheet.toString("utf8").includes("first_sale"), "the sheet has no headings");
    });
    await walk.step("a sheet with a wrong block changes nothing and says the line", async () => {
      await walk.open("/hi/head/targets");
      const text = "month,block,paid\n" + new Date().toISOString().slice(0, 7) + ",Nowhere,3\n";
      await page.locator("#target_sheet").setInputFiles({ name: "t.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
      await walk.press("target-sheet-take");
      await wrong(page);
    });
    await walk.seen("sheet", { status: 422 });
  });
}

async function sees(world) {
  await withPhone(world, { name: "targets-office", script: false }, async (walk) => {
    const { page } = walk;
    await walk.step("the DC's page shows the pace", async () => {
      await walk.signIn(mobilesOf("dc_office")[0], "/hi/office/report");
      expect(say("target-what-rupees").test(await walk.text()), "no target on the DC's page");
    });
    await walk.seen("report");
    await walk.open("/hi/office/targets");
    expect(say("target-by-block").test(await walk.text()), "«target-by-block» is not on the page");
    await walk.seen("all");
    await walk.open("/hi/office/report/unpaid");
    await walk.shows("room-unpaid");
    await walk.seen("unpaid");
    await walk.step("the office looks for what looks wrong", async () => {
      await walk.open("/hi/office/anomalies");
      await walk.press("anomaly-look");
      await walk.shows("room-anomalies");
    });
    await walk.seen("anomalies");
    if ((await page.locator('main a[href*="/office/anomalies/anm_"]').count()) > 0) {
      await walk.step("one thing is explained", async () => {
        await walk.follow('main a[href*="/office/anomalies/anm_"]');
        await walk.write("field-anomaly_words", "दोनों एक ही घर के हैं, खाता साझा है");
        await walk.press("anomaly-explain");
        expect(say("anomaly-state-explained").test(await walk.text()), "«anomaly-state-explained» is not on the page");
      });
      await walk.seen("explained");
    }
  });
  await withPhone(world, { name: "targets-rates", script: false }, async (walk) => {
    await walk.step("finance looks a rate up and signs it", async () => {
      await walk.signIn(mobilesOf("finance")[0], "/hi/finance/rates");
      await walk.shows("rate-title");
      await walk.seen("rates");
      await walk.follow('main a[href*="/finance/rates/"]');
      await walk.press("rate-sign-it");
      await wrong(walk.page);
    });
    await walk.seen("empty", { status: 422 });
    await walk.step("with where she saw it", async () => {
      await walk.write("field-rate_source", "CBIC अधिसूचना 9/2025, अनुसूची I");
      await walk.press("rate-sign-it");
      expect((await walk.text()).includes("9/2025"), "the signature is not on the page");
    });
    await walk.seen("signed");
  });
}

async function opens(world) {
  await withPhone(world, { name: "targets-open", script: false }, async (walk) => {
    await walk.open("/hi/open");
    expect(say("open-data-title").test(await walk.text()), "«open-data-title» is not on the page");
    await walk.seen("open");
    for (const path of ["figures.csv", "goods.csv"]) {
      const csv = await file(walk, `/api/v1/open/${path}`, { kind: "text/csv" });
      expect(csv.toString("utf8").includes("licence"), `${path} names no licence`);
    }
  });
}
