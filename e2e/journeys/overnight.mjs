// A batch of peda ends overnight. Its maker notes it in the evening and everybody may buy of it; the mart is opened again on the day
// after its last, and nobody has told it anything: it is off the shelf, its pack says so, and the books are right.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { maker } from "../lib/district.mjs";
import { verified, withOwnMart } from "../lib/own_mart.mjs";
import { expect } from "../lib/tally.mjs";
import { withPhone } from "../lib/walk.mjs";
import { say } from "../lib/words.mjs";

const PEDA = maker("basuki-peda");
const DAY_MS = 86_400_000;

export async function journey(world) {
  const folder = await mkdtemp(join(tmpdir(), "mart-overnight-"));
  try {
    const { pack, lastDay } = await withOwnMart({ folder }, (mart) => evening({ ...world, mart }));
    const daysAhead = Math.round((lastDay - today()) / DAY_MS) + 1;
    await withOwnMart({ folder, daysAhead }, (mart) => morning({ ...world, mart }, pack));
    await world.tally.must("overnight: the books are right", async () => {
      const { good, words } = await verified(folder);
      expect(good, words);
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Midnight of the mart's day, as if it were Greenwich's. */
const today = () => Math.floor((Date.now() + 330 * 60_000) / DAY_MS) * DAY_MS;

async function evening(world) {
  return withPhone(world, { name: "overnight-evening", script: false }, async (walk) => {
    const { page } = walk;
    await walk.step("a maker notes a batch of today", async () => {
      await walk.signIn(PEDA.mobile, "/hi/maker/batches");
      await page.locator('select[name="food"]').selectOption({ index: 1 });
      await page.locator('[name="batch_pieces"]').fill("12");
      await page.locator('[name="batch_made"]').fill(new Date(today()).toISOString().slice(0, 10));
      await walk.press("food-note");
    });
    const row = page.locator("main li", { hasText: "12" }).first();
    const pack = (await row.innerText()).match(/[A-Z0-9]{6,}/)[0];
    await walk.step("whoever holds its pack reads that it is fine", async () => {
      await walk.open(`/en/batches/${pack}`);
      expect((await page.locator(".notice.good").count()) === 1, "nothing says that it is fine");
    });
    const [, day, month, year] = (await walk.text()).match(/Best before\s+(\d{2})-(\d{2})-(\d{4})/);
    return { pack, lastDay: Date.UTC(year, month - 1, day) };
  });
}

async function morning(world, pack) {
  await withPhone(world, { name: "overnight-pack", script: false }, async (walk) => {
    await walk.step("the pack says that its days are over", async () => {
      await walk.open(`/hi/batches/${pack}`);
      expect(say("food-past").test(await walk.text()), "it still calls the batch fine");
      expect((await walk.page.locator(".notice.good").count()) === 0, "something still calls it fine");
    });
    await walk.seen("pack");
  });
  await withPhone(world, { name: "overnight-morning", script: false }, async (walk) => {
    await walk.step("its maker finds it off the shelf", async () => {
      await walk.signIn(PEDA.mobile, "/hi/maker/batches");
      const row = walk.page.locator("main li", { hasText: pack });
      expect(say("food-is-old").test(await row.innerText()), `its row says ${await row.innerText()}`);
    });
    await walk.seen("batches");
  });
}
