// An officer records a maker; nobody hears it before she has said yes on her own phone; then every buyer does, until she takes it down.

import { maker, officerOf } from "../lib/district.mjs";
import { wrong } from "../lib/hands.mjs";
import { plays, spoken } from "../lib/photo.mjs";
import { expect } from "../lib/tally.mjs";
import { say } from "../lib/words.mjs";
import { withPhone } from "../lib/walk.mjs";

const BAMBOO = maker("bansbutia-bans");
const BLOCK = "3087";
const WORDS = "हम तीन पीढ़ी से बाँस का काम करते हैं।";
const PAGE = `/hi/makers/${BAMBOO.slug}`;

export async function journey(world) {
  const voice = await withPhone(world, { name: "voices-recorder", looks: false }, async (walk) => {
    await walk.open("/hi/");
    return Buffer.from(await walk.page.evaluate(spoken), "base64");
  });
  const file = await recorded(world, voice);
  await withPhone(world, { name: "voices-before", looks: false }, async (walk) => {
    await walk.step("nobody hears what she has not agreed to", async () => {
      await walk.open(PAGE);
      expect((await walk.page.locator("audio").count()) === 0, "it is on her page already");
      const answer = await walk.page.request.get(file, { maxRedirects: 0 });
      expect(answer.status() === 303, `its file answers ${answer.status()}`);
    });
  });
  await agreed(world);
}

async function recorded(world, voice) {
  return withPhone(world, { name: "voices-officer", script: false }, async (walk) => {
    const { page } = walk;
    const send = (buffer, name) => page.locator("#clip").setInputFiles({ name, mimeType: "audio/webm", buffer });
    await walk.step("an officer opens the recordings", () => walk.signIn(officerOf(BLOCK), "/hi/officer/clips"));
    await walk.step("what is no recording is refused, and what was written stays", async () => {
      await page.locator('select[name="clip_about"]').selectOption({ label: await label(page) });
      await walk.write("field-clip_words_hi", WORDS);
      await send(Buffer.from("no voice"), "a.webm");
      await walk.press("clips-go");
      await wrong(page);
      expect((await page.locator("#clip_words_hi").inputValue()) === WORDS, "what was written is lost");
    });
    await walk.seen("wrong", { status: 422 });
    await walk.step("a voice waits for her yes", async () => {
      await send(voice, "a.webm");
      await walk.press("clips-go");
      expect(say("clips-waits").test(await walk.text()), "it does not say that it waits");
      expect((await page.getByRole("button", { name: say("clips-show") }).count()) === 0, "he could say yes for her");
    });
    await walk.seen("waits");
    return new URL(await page.locator("audio source").first().getAttribute("src"), page.url()).href;
  });
}

/** The choice that is this maker's voice: her name as it stands on her page. */
async function label(page) {
  const name = await page.request.get(new URL(PAGE, page.url()).href).then((answer) => answer.text());
  const heading = name.match(/<h1[^>]*>([^<]+)/)[1].trim();
  const labels = await page.locator('select[name="clip_about"] option').allTextContents();
  return labels.find((one) => one.includes(heading));
}

async function agreed(world) {
  await withPhone(world, { name: "voices-maker" }, async (walk) => {
    const { page } = walk;
    await walk.step("she hears it on her phone and says yes", async () => {
      await walk.signIn(BAMBOO.mobile, "/hi/maker/voice");
      expect(await page.evaluate(plays), "it does not play");
      await walk.press("clips-show");
      expect(say("clips-heard").test(await walk.text()), "it does not say that all hear it");
    });
    await walk.seen("heard");
    await walk.step("buyers hear it on her page", async () => {
      await walk.open(PAGE);
      expect(await page.evaluate(plays), "it does not play");
      expect((await walk.text()).includes(WORDS) || (await page.locator(".player details").count()) === 1, "nobody can read it");
    });
    await walk.seen("page");
    await walk.step("she takes it down, and it is gone", async () => {
      await walk.open("/hi/maker/voice");
      await walk.press("clips-remove");
      await walk.open(PAGE);
      expect((await page.locator("audio").count()) === 0, "it is still there");
    });
  });
}
