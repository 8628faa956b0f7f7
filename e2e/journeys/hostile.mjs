// Hostile hands: everything a stranger, a buyer, a maker and each colleague can type, typed by somebody who means harm, in a mart of its own.
//
// Every form of every room is found by following links and sent again and again, with payloads that run, fetch or calculate wherever
// words go, and with the names of all columns of the database beside its own fields. Then every page is opened in the browser as everybody: nothing
// runs, nothing is fetched, no policy is broken; no row holds what a column's name brought; nobody has asked the canary; and no cell of
// a sheet calculates.
//
//   MART_HOSTILE=300   every payload into every form (default: each form has a few, and all of them have their turn)

import { cp, mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import process from "node:process";

import { desk, phone } from "../lib/browser.mjs";
import { crossed } from "../lib/hostile/cache.mjs";
import { calculating, sheetsOf } from "../lib/hostile/cells.mjs";
import { Asker } from "../lib/hostile/asker.mjs";
import { FORMULAS, addresses, payloads } from "../lib/hostile/payloads.mjs";
import { contents, strange } from "../lib/hostile/reading.mjs";
import { filled, formsOf, mend, reachable } from "../lib/hostile/rounds.mjs";
import { withOwnMart, verified } from "../lib/own_mart.mjs";
import { photographed } from "../lib/photo.mjs";
import { expect } from "../lib/tally.mjs";
import { Walk } from "../lib/walk.mjs";

const PAYLOADS = 300;
/** How often each form is sent. */
const ROUNDS = Number(process.env.MART_HOSTILE ?? 0) || 2;
const IS_WHOLE = ROUNDS >= PAYLOADS;
/** Pages of one kind that each reader opens. */
const EACH = IS_WHOLE ? 3 : 1;
const ROLES = ["buyer", "maker", "hub_keeper", "officer", "department_head", "finance", "dc_office", "administrator"];
const BUYER = "9777000300";
const SECOND_BUYER = "9777000301";
/** What a column's name brings along; as a number it has six bytes that nothing else has. */
const MARK = "zqforeigncolumnqz";
const NUMBER = 0x5a17c0de5a17;

export async function journey(world) {
  const folder = await mkdtemp(join(tmpdir(), "mart-hostile-"));
  try {
    await withPictures(world, folder);
    await withOwnMart({ folder }, (mart) => hands({ ...world, mart, folder }));
    await world.tally.check("hostile: the books are right", async () => {
      const { good, words } = await verified(folder);
      expect(good, words);
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The pictures of the mart all share, so that they are not drawn again. */
async function withPictures({ mart }, folder) {
  const drawn = process.env.MART_DEMO && join(dirname(process.env.MART_DEMO), "media");
  if (drawn && mart) await cp(drawn, join(folder, "data", "media"), { recursive: true }).catch(() => {});
}

async function hands(world) {
  const { browser, mart, tally } = world;
  const canary = await sing();
  const bench = await browser.newContext();
  try {
    const parser = await bench.newPage();
    const photo = Buffer.from(await parser.evaluate(photographed), "base64");
    const typed = [...payloads(PAYLOADS, canary.url), ...addresses(canary.port), ...FORMULAS];
    const people = new Map([["nobody", new Asker(mart, [])]]);
    for (const role of ROLES) people.set(role, await signedIn(world, role));
    await tally.check("hostile: what would run is seen", () => wouldBeSeen(parser, typed.slice(0, PAYLOADS)));
    const told = { forms: 0, took: 0, sent: 0, turns: 0 };
    const known = new Set();
    for (const [role, asker] of people) {
      await tally.check(`hostile: forms of ${role}`, () => typeEverywhere({ role, asker, parser, photo, typed, told, known }));
    }
    console.log(`  ${told.forms} forms sent ${told.sent} times with ${typed.length} things to type; ${told.took} of them took what was typed`);
    await tally.check("hostile: the forms were found", () => expect(told.forms > 100 && told.took > 40, `only ${told.forms} forms, ${told.took} took anything`));
    await tally.check("hostile: no row holds what the name of a column brought", () => noRowHolds(world.folder));
    let opened = 0;
    for (const [role, asker] of people) opened += await openEverything(world, role, asker, parser, typed);
    console.log(`  ${opened} pages opened in the browser, as ${people.size} kinds of people`);
    await tally.check("hostile: two buyers and a maker behind one caching proxy", () => behindOneProxy(world, people, parser));
    await tally.check("hostile: nobody asked the canary", () => expect(canary.asked.length === 0, canary.asked.join("\n")));
  } finally {
    await bench.close();
    canary.close();
  }
}

/** The detector sees what a careless template would write: most payloads in a page as they are, and none that is escaped. */
async function wouldBeSeen(parser, payloads) {
  const seen = async (text) => (await parser.evaluate(strange, `<!doctype html><p>${text}</p><input value="${text}">`)).length > 0;
  let raw = 0;
  for (const text of payloads) raw += (await seen(text)) ? 1 : 0;
  expect(raw > payloads.length * 0.4, `only ${raw} of ${payloads.length} would be seen`);
  for (const text of payloads.slice(0, 40)) {
    const escaped = text.replace(/[&<>"'`]/g, (sign) => `&#${sign.codePointAt(0)};`);
    expect(!(await seen(escaped)), `it calls ${escaped} strange`);
  }
}

/** Somebody who listens where nobody has any business. */
async function sing() {
  const asked = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url} by ${request.headers["user-agent"] ?? "nobody"}`);
    response.end();
  });
  server.on("connection", (line) => asked.push(`a line from ${line.remotePort}`));
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address();
  return { asked, port, url: `http://127.0.0.1:${port}`, close: () => server.close() };
}

/** Somebody of this role, signed in through a browser, as one who asks. */
async function signedIn({ browser, mart, tally }, role) {
  const context = await phone(browser);
  try {
    const page = await context.newPage();
    const walk = new Walk({ page, mart: Object.assign(mart, { phones: new Map() }), tally, name: `hostile-${role}`, looks: false });
    const mobile = { buyer: BUYER, "second buyer": SECOND_BUYER }[role] ?? mart.mobileOf(role).replace("+91", "");
    await walk.step("signs in", () => walk.signIn(mobile, "/hi/my-data"));
    return new Asker(mart, await context.cookies());
  } finally {
    await context.close();
  }
}

/** Every form this person finds, so many times, each time with other words, and twice with the names of columns. */
async function typeEverywhere({ role, asker, parser, photo, typed, told, known }) {
  const faults = [];
  const forms = formsOf(await reachable(asker, parser), known);
  const columns = await columnNames();
  for (const form of forms) {
    await answered({ form, asker, parser, photo });
    let took = false;
    for (let round = 0; round < ROUNDS + 2; round += 1) {
      const words = typed[told.turns % typed.length];
      let fields;
      if (round < ROUNDS) {
        told.turns += 1;
        fields = filled(form, words, { everywhere: round % 3 === 2, photo });
      } else {
        fields = filled(form, "ठीक है", { photo });
        const own = new Set(fields.map(([name]) => name));
        const value = round === ROUNDS ? MARK : String(NUMBER);
        fields.push(...columns.filter((name) => !own.has(name)).map((name) => [name, value]));
      }
      // The key of a form is good for the whole session, so it is sent again as it was read.
      const answer = await asker.post(form.path, fields, { isFile: form.isFile, name: words });
      told.sent += 1;
      took ||= round < ROUNDS && answer.status === 303;
      if (answer.status >= 500) faults.push(`${form.path} (${form.page}) answered ${answer.status} to ${JSON.stringify(words)}`);
      if (answer.isPage) {
        const found = await parser.evaluate(strange, answer.text());
        faults.push(...found.map((said) => `${form.path} answered with ${said}`));
      }
    }
    told.forms += 1;
    told.took += took ? 1 : 0;
  }
  console.log(`  ${role}: ${forms.length} forms nobody before had`);
  expect(faults.length === 0, [...new Set(faults)].join("\n"));
}

/** Finds answers that the form takes for the fields where words do not do. */
async function answered({ form, asker, parser, photo }) {
  for (let hope = !form.isFile; hope; ) {
    const answer = await asker.post(form.path, filled(form, "ठीक है"), { isFile: form.isFile });
    hope = answer.status === 422 && mend(form, (await parser.evaluate(contents, answer.text())).wrong);
  }
}

/** The names of all columns of the database, as the migrations make them. */
async function columnNames() {
  const folder = new URL("../../migrations/", import.meta.url);
  const names = new Set();
  for (const file of await readdir(folder)) {
    const text = await readFile(new URL(file, folder), "utf8");
    for (const [, name] of text.matchAll(/^\s+(?:add column )?([a-z_]+)\s+(?:bigint|text|integer|blob|bytea)/gm)) names.add(name);
  }
  return [...names];
}

/** Whether the files of the database hold the mark or the number anywhere. */
async function noRowHolds(folder) {
  const data = join(folder, "data");
  const number = Buffer.alloc(6);
  number.writeUIntBE(NUMBER, 0, 6);
  for (const file of (await readdir(data)).filter((name) => name.startsWith("mart.db"))) {
    const bytes = await readFile(join(data, file));
    for (const mark of [Buffer.from(MARK), number, Buffer.from(String(NUMBER))]) {
      const at = bytes.indexOf(mark);
      expect(at < 0, `${file} holds it, near «${bytes.subarray(Math.max(0, at - 200), at + 40).toString("latin1").replace(/[^ -~]+/g, " ")}»`);
    }
  }
}

/** Every page of this person in a browser that tells when anything runs, is fetched from elsewhere, or breaks the policy. Answers how many. */
async function openEverything({ browser, mart, tally }, role, asker, parser, typed) {
  const context = await desk(browser);
  const heard = [];
  try {
    await context.exposeFunction("hit", (n) => heard.push(`payload ${n} ran`));
    await context.addInitScript(() =>
      document.addEventListener("securitypolicyviolation", (event) => console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`)),
    );
    await context.addCookies(asker.cookies());
    const page = await context.newPage();
    page.on("dialog", async (dialog) => {
      heard.push(`a dialog: ${dialog.message()}`);
      await dialog.dismiss();
    });
    page.on("console", (message) => {
      if (/policy|Refused|Content.Security/.test(message.text())) heard.push(message.text());
    });
    page.on("request", (request) => {
      if (!request.url().startsWith(mart.url) && !request.url().startsWith("data:image/")) heard.push(`asked ${request.url()}`);
    });
    const pages = await reachable(asker, parser, { each: EACH });
    let opened = 0;
    for (const { path, status, isPage } of pages) {
      expect(status < 500, `${path} answered ${status}`);
      if (status !== 200 || !isPage) continue;
      const before = heard.length;
      await page.goto(mart.url + path, { waitUntil: "load" });
      const found = await page.evaluate(strange, undefined);
      heard.push(...found.map((said) => `stands there: ${said}`));
      heard.splice(before, heard.length, ...heard.slice(before).map((said) => `${path}: ${said}`));
      opened += 1;
    }
    await reflected({ role, asker, parser, pages, typed, heard });
    await tally.check(`hostile: ${role} opens ${opened} pages and nothing runs`, () => expect(heard.length === 0, [...new Set(heard)].join("\n")));
    await tally.check(`hostile: sheets of ${role} calculate nothing`, async () => {
      const { told, faults } = await calculating(await sheetsOf(asker, pages));
      if (told) console.log(`  ${role}: ${told}`);
      expect(faults.length === 0, faults.join("\n"));
    });
    return opened;
  } finally {
    await context.close();
  }
}

/** Two buyers, a maker and nobody share a proxy that keeps all it may. */
async function behindOneProxy(world, people, parser) {
  const second = await signedIn(world, "second buyer");
  const askers = [
    [people.get("nobody"), []],
    [people.get("buyer"), [BUYER]],
    [second, [SECOND_BUYER]],
    [people.get("maker"), [world.mart.mobileOf("maker").replace("+91", "")]],
  ];
  const sharing = [];
  for (const [asker, secrets] of askers) {
    const pages = (await reachable(asker, parser)).filter(({ status }) => status === 200).map(({ path }) => path);
    const tokens = asker.cookies().filter(({ name }) => name.endsWith("mart")).map(({ value }) => value);
    sharing.push({ asker, pages, secrets: [...secrets, ...tokens] });
  }
  const { faults, served, kept } = await crossed(sharing);
  console.log(`  one proxy kept ${kept} answers and gave them out ${served} times`);
  expect(faults.length === 0, [...new Set(faults)].join("\n"));
  expect(served > 20, `the proxy gave out only ${served} answers of its own`);
}

/** Words in an address: behind the names a page's own forms ask for, behind names nobody asks for, and as an address that leads nowhere. */
async function reflected({ asker, parser, pages, typed, heard }) {
  let turn = 0;
  for (const { path, forms } of pages.filter((page) => page.isPage)) {
    const names = new Set(["next", "q", "from", ...forms.filter((form) => form.method === "get").flatMap((form) => form.fields.map((field) => field.name))]);
    for (let round = 0; round < (IS_WHOLE ? 20 : 1); round += 1, turn += 1) {
      const words = encodeURIComponent(typed[turn % typed.length]);
      const query = [...names].map((name) => `${encodeURIComponent(name)}=${words}`).join("&");
      for (const asked of [`${path.split("?")[0]}?${query}`, `${path.split("?")[0].replace(/\/$/, "")}/${words}`]) {
        const answer = await asker.get(asked);
        if (answer.status >= 500) heard.push(`${asked} answered ${answer.status}`);
        if (answer.isPage) heard.push(...(await parser.evaluate(strange, answer.text())).map((said) => `${asked}: ${said}`));
      }
    }
  }
}
