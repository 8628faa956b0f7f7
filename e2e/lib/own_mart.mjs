// A mart of one journey's own, for what must not happen to the others: it is closed, and opened again on a later day.

import { spawn } from "node:child_process";
import { open } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";

import { openMart } from "./mart.mjs";

const START_MS_MAX = 200_000;
const STOP_MS_MAX = 20_000;

/** The program the journeys are walked with. */
function program() {
  const { MART_PROGRAM } = process.env;
  if (!MART_PROGRAM) throw new Error("set MART_PROGRAM, or run `cargo xtask e2e`");
  return MART_PROGRAM;
}

/** Opens a demo in `folder` whose clock runs so many days ahead, lets `act` use it, and closes it; answers what `act` answers. */
export async function withOwnMart({ folder, daysAhead = 0 }, act) {
  const log = await open(join(folder, "log"), "a");
  const path = join(folder, "data", "demo.json");
  const asked = ["demo", "--port", "0", "--data", join(folder, "data"), "--days-ahead", String(daysAhead)];
  const child = spawn(program(), asked, { stdio: ["ignore", log.fd, log.fd] });
  const ended = new Promise((done) => child.once("exit", done).once("error", done));
  try {
    return await act(await announced(path, ended));
  } finally {
    child.kill("SIGINT");
    const stubborn = setTimeout(() => child.kill("SIGKILL"), STOP_MS_MAX);
    await ended;
    clearTimeout(stubborn);
    await log.close();
  }
}

/** What the program's check of its own books says: whether all is well, and its words. */
export function verified(folder) {
  const child = spawn(program(), ["verify", "--data", join(folder, "data")], { stdio: ["ignore", "pipe", "inherit"] });
  let words = "";
  child.stdout.on("data", (part) => (words += part));
  return new Promise((done, failed) => child.once("close", (code) => done({ good: code === 0, words })).once("error", failed));
}

/** The mart, once it says that it is open. */
async function announced(path, ended) {
  const until = Date.now() + START_MS_MAX;
  for (let gone = false; !gone && Date.now() < until; ) {
    const mart = await openMart({ path }).catch(() => undefined);
    if (mart) return mart;
    gone = await Promise.race([ended.then(() => true), new Promise((done) => setTimeout(done, 100, false))]);
  }
  throw new Error(`the mart in ${path} did not open`);
}
