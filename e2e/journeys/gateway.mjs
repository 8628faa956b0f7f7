// The first payment company is down. A buyer is told so and pays through the second one; finance sees which company answers, looks at a
// rule before it is set, and the first one is asked until it is back. Then the rules of cash. Without scripts.

import { mobilesOf } from "../lib/district.mjs";
import { expect } from "../lib/tally.mjs";
import { say } from "../lib/words.mjs";
import { withPhone } from "../lib/walk.mjs";
import { addOne, checkOut, codeIn, freshMobile, payAtGateway, waitUntilPaid } from "./buy.mjs";

const FINANCE = mobilesOf("finance")[0];
const HERE = "/hi/finance/gateways";
/** A company that is down is asked every half minute, and by whoever looks after open payments. */
const BACK_MS_MAX = 120_000;

/** Razorpay's practice desk: `off` works, `error` answers every question with a 500. */
async function razorpay(world, mode) {
  const headers = { "content-type": "application/json" };
  const desk = `${world.mart.demo.simulators.gateway}/_sim/down`;
  const answer = await fetch(desk, { method: "POST", headers, body: JSON.stringify({ mode }) });
  expect(answer.ok, `the gateway's desk answered ${answer.status}`);
}

export async function journey(world) {
  const as = (who) => ({ name: `gateway-${who}`, script: false });
  try {
    await razorpay(world, "error");
    await withPhone(world, as("buyer"), pays);
    await withPhone(world, { ...as("others"), looks: false }, async (walk) => {
      for (const who of ["chanddih-kumhar", "baba-gamcha"]) {
        await addOne(walk, who);
        await checkOut(walk, { mobile: freshMobile() });
        await walk.page.context().clearCookies();
      }
    });
    await withPhone(world, as("finance"), looks);
  } finally {
    await razorpay(world, "off");
  }
  await withPhone(world, as("after"), async (walk) => {
    await walk.step("the first company answers again by itself", async () => {
      await walk.signIn(FINANCE, HERE);
      await until(walk, (text) => !say("gateway-some-down").test(text));
    });
    await walk.seen("back");
    await settles(walk, world);
    await rulesOfCash(walk);
  });
}

async function pays(walk) {
  const { page } = walk;
  await walk.step("a good is ordered while Razorpay is down", async () => {
    await addOne(walk, "simra-lohar");
    await checkOut(walk, { mobile: freshMobile() });
    await until(walk, (text) => text.includes("Razorpay का जवाब नहीं आया"));
  });
  await walk.seen("instead");
  const code = codeIn(page.url());
  await walk.step("she pays through the second company", async () => {
    await payAtGateway(walk, "success");
    await waitUntilPaid(walk);
    expect(codeIn(page.url()) === code, "it is another order");
  });
  await walk.seen("paid");
}

async function looks(walk) {
  const { page } = walk;
  await walk.step("finance sees which company answers and what came", async () => {
    await walk.signIn(FINANCE, HERE);
    await walk.shows("room-gateways");
    await until(walk, (text) => say("gateway-some-down").test(text));
  });
  await walk.seen("companies");
  await walk.step("a rule without a reason is explained", async () => {
    await page.locator('select[name="gateway_payers"]').selectOption("domestic");
    await page.locator('select[name="gateway_first"]').selectOption("hyperswitch");
    await page.locator('select[name="gateway_second"]').selectOption("razorpay");
    await page.locator('input[name="gateway_from"]').fill(tomorrow());
    await walk.press("gateway-look");
    expect(say("gateway-wrong-reason").test(await walk.text()), "nobody says what is missing");
  });
  await walk.seen("no-reason", { status: 422 });
  await walk.step("it is shown before it is set, and thrown away", async () => {
    await page.locator('input[name="gateway_reason"]').fill("Razorpay से आज बार-बार जवाब नहीं");
    await walk.press("gateway-look");
    await walk.shows("gateway-preview");
  });
  await walk.seen("preview");
  await walk.step("nothing was set", async () => {
    await walk.press("gateway-not-so");
    await walk.shows("room-gateways");
    expect(!(await walk.text()).includes("बार-बार"), "the rule is there");
  });
}

/** The file of what the second company has handed on: half a row refuses it, the whole one is matched. */
async function settles(walk, world) {
  const { page } = walk;
  const answer = await fetch(`${world.mart.demo.simulators.switch}/_sim/settlement`, { method: "POST" });
  const file = await answer.text();
  const bring = async (text) => {
    const buffer = Buffer.from(text);
    await page.locator('input[name="settlement"]').setInputFiles({ name: "settlement.csv", mimeType: "text/csv", buffer });
    await walk.press("settled-take");
  };
  await walk.step("a row that does not read refuses the whole file", async () => {
    await walk.open("/hi/finance/tally");
    await bring(file.replace(/INR,[\d.]+/u, "INR,much"));
    expect(/पंक्ति 2/u.test(await walk.text()), "nobody names the row");
  });
  await walk.seen("half-a-file", { status: 422 });
  await walk.step("what the second company has handed on is taken in and matched", async () => {
    await bring(file);
    await walk.shows("tally-title");
    expect(!say("gap-not-ours").test(await walk.text()), "it is not ours");
  });
  await walk.seen("settled");
}

/** The rules of cash: shown before they are set. */
async function rulesOfCash(walk) {
  const { page } = walk;
  await walk.step("finance looks at the rules of cash", async () => {
    await walk.open("/hi/finance/cash");
    await walk.press("cash-rules-link");
    await walk.shows("cash-rules");
  });
  await walk.seen("cash-rules");
  await walk.step("half a rule is explained", async () => {
    await page.locator('select[name="cash_reach"]').selectOption("own_hands");
    await page.locator('input[name="cash_from"]').fill(tomorrow());
    await page.locator('input[name="cash_most"]').fill("3000");
    await walk.press("cash-rule-look");
    expect(say("cash-wrong-count").test(await walk.text()), "nobody says what is missing");
  });
  await walk.seen("half-a-rule", { status: 422 });
  await walk.step("it is shown, and not set", async () => {
    await page.locator('input[name="cash_refused"]').fill("1");
    await page.locator('input[name="cash_refused_days"]').fill("365");
    await page.locator('input[name="cash_reason"]').fill("त्योहार में कम नकद");
    await walk.press("cash-rule-look");
    await walk.shows("cash-rule-preview");
  });
  await walk.seen("cash-preview");
  await walk.press("cash-rule-not-so");
}

/** Tomorrow in India, as a date is picked. */
function tomorrow() {
  return new Date(Date.now() + 5.5 * 3_600_000 + 86_400_000).toISOString().slice(0, 10);
}

/** Opens the page again until what it says is as wanted. */
async function until(walk, wanted) {
  for (const end = Date.now() + BACK_MS_MAX; ; ) {
    const text = await walk.text();
    if (wanted(text)) return;
    if (Date.now() > end) throw new Error(`the page still says «${text.slice(0, 300)}»`);
    await walk.page.waitForTimeout(1_000);
    await walk.page.reload();
  }
}
