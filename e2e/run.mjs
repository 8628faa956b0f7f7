// Walks the journeys against a running mart and says as its last line: «N passed, N failed».
//
//   MART_DEMO     path of the mart's demo.json           (set by `cargo xtask e2e`)
//   MART_PROGRAM  the program, for a mart of one's own (set by `cargo xtask e2e`)
//   MART_BROWSER  the Chromium to drive; by default the one that is installed
//   MART_HOSTILE  how often each form is sent by the journey `hostile`: 300 is every payload into every form
//
//   node run.mjs [journey …]     all journeys, or some: purchase, no-script, repay, mistakes, registers, sms-only-maker …
//
// Screenshots are left in out/. Each journey stands in journeys/; what is checked on every page it meets, in
// lib/look.mjs.

import { mkdir, rm } from "node:fs/promises";
import process from "node:process";

import { openBrowser } from "./lib/browser.mjs";
import { openMart } from "./lib/mart.mjs";
import { Tally } from "./lib/tally.mjs";
import { journey as bulk } from "./journeys/bulk.mjs";
import { journey as cases } from "./journeys/cases.mjs";
import { journey as cash } from "./journeys/cash.mjs";
import { journey as tallied } from "./journeys/tally.mjs";
import { journey as complaints } from "./journeys/complaints.mjs";
import { journey as coupon } from "./journeys/coupon.mjs";
import { journey as courier } from "./journeys/courier.mjs";
import { journey as crafts } from "./journeys/crafts.mjs";
import { journey as exchange } from "./journeys/exchange.mjs";
import { journey as exported } from "./journeys/export.mjs";
import { journey as hostile } from "./journeys/hostile.mjs";
import { journey as hubDays } from "./journeys/hub_days.mjs";
import { journey as hubCare } from "./journeys/hub_care.mjs";
import { journey as hubPhone } from "./journeys/hub_phone.mjs";
import { journey as institution } from "./journeys/institution.mjs";
import { journey as kit } from "./journeys/kit.mjs";
import { journey as launch } from "./journeys/launch.mjs";
import { journey as makerPauses } from "./journeys/maker_pauses.mjs";
import { journey as makerPhone } from "./journeys/maker_phone.mjs";
import { journey as meeting } from "./journeys/meeting.mjs";
import { journey as targets } from "./journeys/targets.mjs";
import { journey as mistakes } from "./journeys/mistakes.mjs";
import { journey as myData } from "./journeys/my_data.mjs";
import { journey as officerOffline } from "./journeys/officer_offline.mjs";
import { journey as overnight } from "./journeys/overnight.mjs";
import { journey as pages } from "./journeys/pages.mjs";
import { journey as pilgrim } from "./journeys/pilgrim.mjs";
import { journey as post } from "./journeys/post.mjs";
import { journey as purchase, journeyWithoutScript } from "./journeys/purchase.mjs";
import { journey as quality } from "./journeys/quality.mjs";
import { journey as recall } from "./journeys/recall.mjs";
import { journey as registers } from "./journeys/registers.mjs";
import { journey as repay } from "./journeys/repay.mjs";
import { journey as refundUpi } from "./journeys/refund_upi.mjs";
import { journey as returns } from "./journeys/returns.mjs";
import { journey as stallDesk } from "./journeys/stall_desk.mjs";
import { journey as smsOnlyMaker } from "./journeys/sms_only_maker.mjs";
import { journey as feast } from "./journeys/feast.mjs";
import { journey as found } from "./journeys/found.mjs";
import { journey as gateway } from "./journeys/gateway.mjs";
import { journey as health } from "./journeys/health.mjs";
import { journey as token } from "./journeys/token.mjs";
import { journey as secondFactor } from "./journeys/second_factor.mjs";
import { journey as voices } from "./journeys/voices.mjs";
import { journey as wide } from "./journeys/wide.mjs";

const JOURNEYS = {
  cases,
  purchase,
  "no-script": journeyWithoutScript,
  repay,
  cash,
  tally: tallied,
  mistakes,
  recall,
  registers,
  "maker-phone": makerPhone,
  "my-data": myData,
  "sms-only-maker": smsOnlyMaker,
  overnight,
  pages,
  wide,
  "officer-offline": officerOffline,
  crafts,
  "second-factor": secondFactor,
  "maker-pauses": makerPauses,
  bulk,
  feast,
  quality,
  voices,
  post,
  "hub-phone": hubPhone,
  "hub-care": hubCare,
  pilgrim,
  "stall-desk": stallDesk,
  courier,
  complaints,
  returns,
  "refund-upi": refundUpi,
  exchange,
  export: exported,
  institution,
  "hub-days": hubDays,
  health,
  gateway,
  // Its rule of cash holds for the rest of the run.
  token,
  meeting,
  targets,
  found,
  // Leaves a parcel asked of a maker whom others visit.
  coupon,
  kit,
  launch,
  hostile,
};
// What mostly waits for a signal is walked beside the others.
const WAITING = new Set(["officer-offline", "overnight", "hostile"]);
// A journey that hangs must not take the whole run's time with it.
const JOURNEY_MS_MAX = 240_000;
// Every form there is, in a mart of its own; with every payload in each of them it takes an hour.
const HOSTILE_MS_MAX = process.env.MART_HOSTILE ? 7_200_000 : 600_000;

const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !(name in JOURNEYS));
if (unknown.length > 0) {
  console.error(`no journey ${unknown.join(", ")}; there are ${Object.keys(JOURNEYS).join(", ")}`);
  process.exit(2);
}

// If whoever started us is gone, nobody will end us and the browser.
const parent = process.ppid;
setInterval(() => process.ppid === parent || process.exit(3), 1_000).unref();

await rm(new URL("out/", import.meta.url), { recursive: true, force: true });
await mkdir(new URL("out/", import.meta.url), { recursive: true });

const tally = new Tally();
const mart = await openMart();
const browser = await openBrowser();
try {
  const asked = Object.entries(JOURNEYS).filter(([name]) => chosen.length === 0 || chosen.includes(name));
  const lanes = [asked.filter(([name]) => !WAITING.has(name)), asked.filter(([name]) => WAITING.has(name))];
  await Promise.all(lanes.map(walkAll));
} finally {
  await within(10_000, browser.close()).catch(() => {});
}
tally.end();
process.exit(tally.failed === 0 && tally.passed > 0 ? 0 : 1);

/** One journey after the other. */
async function walkAll(journeys) {
  for (const [name, journey] of journeys) {
    const began = Date.now();
    console.log(`journey ${name}`);
    await tally.check(`${name}: walked to its end`, () => within(name === "hostile" ? HOSTILE_MS_MAX : JOURNEY_MS_MAX, journey({ browser, mart, tally })));
    console.log(`journey ${name}: ${((Date.now() - began) / 1000).toFixed(1)} s`);
  }
}

/** The promise, or a failure after so many milliseconds. */
function within(ms, promise) {
  let timer;
  const late = new Promise((_, no) => {
    timer = setTimeout(() => no(new Error(`not done in ${ms / 1000} s`)), ms);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
