// What makers, hub keepers and finance do with an order, each on a phone of their own.

import { keeperOf, mobilesOf } from "../lib/district.mjs";
import { wrong } from "../lib/hands.mjs";
import { expect } from "../lib/tally.mjs";
import { say } from "../lib/words.mjs";
import { withPhone } from "../lib/walk.mjs";

const SENT_MS_MAX = 30_000;

/** A maker says yes with a day and packs. Answers what is written on the parcel and what she earns. */
export async function make(walk, { mobile, slips, lang = "hi" }) {
  const { page } = walk;
  await walk.step("the maker hears of the order and signs in", async () => {
    await walk.mart.waitForMessage(`+91${mobile}`, say("sms-new-order", lang));
    await walk.signIn(mobile, "/hi/maker");
    expect(page.url().endsWith("/hi/maker"), `signing in led to ${page.url()}`);
  });
  await walk.seen("today");
  await walk.step("her parcels are listed", () => walk.follow('.rooms a[href="/hi/maker/parcels"]'));
  await walk.seen("parcels");
  await walk.step("she opens the new one", () => walk.follow('main .rows a[href^="/hi/maker/parcels/"]'));
  await walk.seen("asked");
  if (slips) {
    await walk.step("a yes without a day is explained", async () => {
      await walk.press("mine-accept");
      await wrong(page);
    });
    await walk.seen("asked-wrong", { status: 422 });
    await walk.step("a no without a reason is explained", async () => {
      await page.locator("main summary").first().click();
      await walk.press("mine-refuse");
      await wrong(page);
    });
    await walk.seen("refuse-wrong", { status: 422 });
  }
  await walk.step("she says yes: tomorrow", async () => {
    await page.getByLabel(say("day-tomorrow")).check();
    await walk.press("mine-accept");
    await walk.shows("mine-accepted");
  });
  await walk.seen("accepted");
  const code = (await page.locator(".door b").innerText()).replaceAll(/\s/g, "");
  await walk.step("she packs", async () => {
    await walk.press("mine-pack");
    await walk.shows("mine-packed");
  });
  await walk.seen("packed");
  const share = await page.locator(".earn b").innerText();
  if (slips) {
    await walk.step("a slip can be printed", () => walk.press("slip-print"));
    await walk.seen("slip");
  }
  return { code, share };
}

/** The keeper looks at each parcel, prints the label, hands them over, and writes down the buyer's code. */
export async function deliver(walk, { hub, parcels, door, slips }) {
  const { page } = walk;
  await walk.step("the keeper signs in", async () => {
    await walk.signIn(keeperOf(hub), "/hi/hub");
    expect(page.url().endsWith("/hi/hub"), `signing in led to ${page.url()}`);
  });
  await walk.seen("home");
  if (slips) {
    await walk.step("a code that no parcel has is explained", async () => {
      await walk.write("field-parcel", "XXX XXX XXX");
      await walk.press("hub-find");
      await wrong(page);
    });
    await walk.seen("find-wrong", { status: 422 });
  }
  for (const [at, { code }] of parcels.entries()) {
    await walk.step(`parcel ${at + 1} is found by its code`, async () => {
      await walk.open("/hi/hub");
      await walk.write("field-parcel", code.toLowerCase());
      await walk.press("hub-find");
      await walk.shows("hub-packed");
    });
    if (at === 0) {
      await walk.seen("parcel");
      if (slips) {
        await walk.step("sending back without a reason is explained", async () => {
          await page.getByLabel(say("finding-goes-back")).check();
          await walk.press("hub-inspected");
          await wrong(page);
        });
        await walk.seen("parcel-wrong", { status: 422 });
      }
    }
    await walk.step(`parcel ${at + 1} passes`, async () => {
      await page.getByLabel(say("finding-passes")).check();
      await walk.press("hub-inspected");
      await walk.shows("hub-passed");
    });
    if (at === 0) await walk.seen("passed");
  }
  await walk.step("both parcels travel as one", async () => {
    await walk.press("hub-see-shipment");
    await walk.shows("ship-ready-own");
    const rows = await page.locator('main a[href^="/hi/hub/parcels/"]').count();
    expect(rows === parcels.length, `${rows} parcels are in it`);
  });
  await walk.seen("ready");
  const shipment = page.url();
  await walk.step("the label has the whole address", async () => {
    await walk.press("label-print");
    const label = await page.locator("body").innerText();
    for (const line of ["अनीता कुमारी", "सर्कुलर रोड", "Deoghar"]) expect(label.includes(line), `«${line}» is not on it`);
  });
  await walk.seen("label");
  await walk.step("it is handed over", async () => {
    await page.goto(shipment);
    await walk.press("ship-leave-own");
    await walk.shows("ship-on-way-own");
  });
  await walk.seen("on-its-way");
  const code = await door();
  if (slips) {
    await walk.step("a wrong code does not deliver", async () => {
      await walk.write("field-delivery_code", code === "000000" ? "111111" : "000000");
      await walk.press("ship-deliver");
      await wrong(page);
    });
    await walk.seen("delivery-wrong", { status: 422 });
  }
  await walk.step("the buyer's code delivers it", async () => {
    await walk.write("field-delivery_code", code);
    await walk.press("ship-deliver");
    await walk.shows("ship-delivered");
  });
  await walk.seen("delivered");
}

/** The keeper finds a parcel by its code, passes it, and opens the shipment it travels in. */
export async function passes(walk, { hub, parcel }) {
  await walk.step("the keeper passes the parcel", async () => {
    await walk.signIn(keeperOf(hub), "/hi/hub");
    await walk.write("field-parcel", parcel.code);
    await walk.press("hub-find");
    await walk.page.getByLabel(say("finding-passes")).check();
    await walk.press("hub-inspected");
    await walk.press("hub-see-shipment");
  });
}

/** One person of finance puts the batch together, another approves it, and the bank takes it. */
export async function payOut(world, { name, script }, { slips }) {
  const [one, two] = mobilesOf("finance");
  const batch = await withPhone(world, { name: `${name}-1`, script }, async (walk) => {
    const { page } = walk;
    await walk.step("finance signs in", async () => {
      await walk.signIn(one);
      expect(page.url().endsWith("/hi/finance"), `signing in led to ${page.url()}`);
    });
    await walk.seen("due");
    await walk.step("a batch is put together", async () => {
      await walk.press("fin-make");
      await walk.shows("batch-others");
      expect((await page.locator('form[action$="/approval"]').count()) === 0, "who made it could approve it");
    });
    await walk.seen("batch");
    return new URL(page.url()).pathname;
  });
  await withPhone(world, { name: `${name}-2`, script }, async (walk) => {
    const { page } = walk;
    await walk.step("another person is led to the batch by signing in", async () => {
      await walk.signIn(two, batch);
      expect(page.url().includes(batch), `signing in led to ${page.url()}`);
      await walk.shows("batch-yours");
    });
    await walk.seen("batch");
    await walk.step("and approves it", async () => {
      await walk.press("batch-approve");
      await walk.shows("batch-given");
    });
    await walk.step("the bank settles every payout", async () => {
      const until = Date.now() + SENT_MS_MAX;
      for (;;) {
        const lines = await page.locator(".book p").allInnerTexts();
        if (lines.length > 0 && lines.every((line) => say("payout-settled").test(line))) return;
        if (Date.now() > until) throw new Error(`it still says ${lines.join(" | ")}`);
        await page.waitForTimeout(400);
        await page.reload();
      }
    });
    await walk.seen("settled");
    await walk.step("the books balance", async () => {
      await walk.open("/hi/finance");
      expect(say("fin-balanced").test(await walk.text()), "they do not");
    });
    await walk.seen("home");
    if (slips) {
      await walk.step("every rupee leads to its entry", async () => {
        await walk.open("/hi/finance/accounts");
        await walk.shows("room-accounts");
      });
      await walk.seen("accounts");
      await walk.step("from an account to an entry", async () => {
        await walk.open("/hi/finance/accounts/payout_on_way");
        await page.locator('a[href*="/finance/entries/"]').first().click();
        expect(say("books-sides").test(await walk.text()), "its sides are not told");
      });
      await walk.seen("entry");
      await walk.step("the month has a trial balance", async () => {
        await walk.open("/hi/finance/months");
        await page.locator('a[href*="/finance/months/2"]').first().click();
        expect(say("month-trial").test(await walk.text()), "it has none");
      });
      await walk.seen("month");
      await walk.step("signing out leads out", async () => {
        await walk.open("/hi/finance");
        await walk.press("sign-out");
        await walk.open("/hi/finance");
        await walk.shows("sign-in-title");
      });
    }
  });
}

/** The maker reads her passbook: the rupees of this parcel, and the bank's number. */
export async function readMoney(walk, { mobile, share }) {
  const { page } = walk;
  await walk.step("the maker reads her money", async () => {
    const [, utr] = await walk.mart.waitForMessage(`+91${mobile}`, /UTR\s*([A-Z0-9]+)/);
    await walk.signIn(mobile, "/hi/maker/money");
    const lines = await page.locator(".book li").allInnerTexts();
    const paid = lines.find((line) => line.includes(utr));
    expect(paid, `UTR ${utr} is not in the passbook: ${lines.join(" | ")}`);
    expect(paid.includes(share), `it says «${paid}», not ${share}`);
  });
  await walk.seen("money");
}

/** The DC's office reads that these makers were paid, and opens the rows the figure counts. */
export async function readReport(world, { name, script }, makers) {
  const [mobile] = mobilesOf("dc_office");
  await withPhone(world, { name: `${name}-office`, script }, async (walk) => {
    const { page } = walk;
    const figure = page.locator(".figures a").first();
    await walk.step("the DC's office reads how many makers were paid", async () => {
      await walk.signIn(mobile, "/hi/office/report");
      const told = Number(await figure.locator("b").innerText());
      expect(told >= makers.length, `${told} makers were paid, it says`);
    });
    await walk.seen("report");
    await walk.step("the figure opens the makers it counts", async () => {
      await walk.follow(await figure.getAttribute("href").then((href) => `.figures a[href="${href}"]`));
      for (const { slug } of makers) {
        expect((await page.locator(`main a[href="/hi/makers/${slug}"]`).count()) > 0, `${slug} is not among them`);
      }
    });
    await walk.seen("paid");
    await walk.step("the same by craft", () => walk.open("/hi/office/report?cut=craft&days=90"));
    await walk.seen("by-craft");
  });
}
