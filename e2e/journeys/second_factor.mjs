// Who works for the mart proves more than a SIM card: a passkey is added and used, an app is set up, and its code opens the
// desk without script. On the way a head asks for an officer and the DC's office says yes.

import { keeperOf, mobilesOf } from "../lib/district.mjs";
import { expect } from "../lib/tally.mjs";
import { withPhone } from "../lib/walk.mjs";

const JSLPS = 1;

export async function journey(world) {
  await passkey(world);
  const officer = await newOfficer(world);
  await withoutScript(world, officer);
}

/** Browsers keep passkeys for names, not for numbers, so this part goes to the mart by its name on this computer. */
async function passkey(world) {
  const { mart } = world;
  const clerk = keeperOf("hub-karon"); // no other journey takes her codes: three in a quarter of an hour are all a phone is sent
  const url = mart.url;
  mart.url = url.replace("127.0.0.1", "localhost");
  try {
    await withPhone(world, { name: "passkey" }, async (walk) => {
      const { page } = walk;
      const chrome = await page.context().newCDPSession(page);
      await chrome.send("WebAuthn.enable");
      const options = { protocol: "ctap2", transport: "internal", hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true };
      await chrome.send("WebAuthn.addVirtualAuthenticator", { options });
      await walk.step("she signs in with the code of her app", async () => {
        await walk.signIn(clerk);
        expect(page.url().endsWith("/hi/hub"), `it led to ${page.url()}`);
      });
      await walk.step("she adds a passkey", async () => {
        await walk.open("/hi/second-factor");
        await walk.press("factor-passkey-add");
        // Who has no recovery codes yet is shown some.
        if (page.url().includes("recovery-codes")) await walk.press("factor-recovery-kept");
        await walk.open("/hi/second-factor");
        await walk.shows("factor-home");
        expect((await page.locator('form[action$="/removal"]').count()) === 1, "no passkey is listed");
      });
      await walk.seen("home");
      await walk.step("the next time her phone proves it", async () => {
        await page.locator('form[action$="/sign-out"] button').last().click();
        await page.waitForLoadState("load");
        await walk.open("/hi/sign-in");
        await walk.write("field-mobile", clerk);
        await walk.press("code-send");
        await walk.write("field-code", await mart.codeFor(`+91${clerk}`));
        await walk.press("sign-in-go");
        await walk.shows("factor-title");
      });
      await walk.seen("prove");
      await walk.step("and leads her to her desk", async () => {
        await walk.press("factor-passkey-use");
        expect(page.url().endsWith("/hi/hub"), `it led to ${page.url()}`);
      });
      await walk.step("she removes the passkey again", async () => {
        await walk.open("/hi/second-factor");
        await walk.press("factor-passkey-remove");
        expect((await page.locator('form[action$="/removal"]').count()) === 0, "it is still listed");
      });
    });
  } finally {
    mart.url = url;
  }
}

/** A head asks, the DC's office approves, and the new officer sets an app up at her first sign-in. */
async function newOfficer(world) {
  const { mart } = world;
  const mobile = `62${String(Date.now()).slice(-8)}`;
  await withPhone(world, { name: "head" }, async (walk) => {
    const { page } = walk;
    await walk.step("a head asks for an officer", async () => {
      await walk.signIn(mobilesOf("department_head")[JSLPS], "/hi/head/officers");
      expect(page.url().endsWith("/hi/head/officers"), `signing in led to ${page.url()}`);
      await walk.write("field-mobile", mobile);
      await walk.write("people-name", "नई अधिकारी");
      await page.locator("fieldset input[type=checkbox]").first().check();
      await page.locator("#reason").fill("114/2026");
      await walk.press("people-ask-go");
      expect((await walk.text()).includes("114/2026"), "the request is not in the list");
    });
    await walk.seen("officers");
  });
  await withPhone(world, { name: "office" }, async (walk) => {
    const { page } = walk;
    await walk.step("the DC's office approves", async () => {
      await walk.signIn(mobilesOf("dc_office")[0], "/hi/office");
      expect(page.url().endsWith("/hi/office"), `signing in led to ${page.url()}`);
    });
    await walk.seen("waiting");
    await walk.step("and the request is no longer waiting", async () => {
      await walk.press("people-approve");
      await walk.shows("room-people");
    });
    await walk.seen("approved");
  });
  await withPhone(world, { name: "officer" }, async (walk) => {
    const { page } = walk;
    await walk.step("the officer's first sign-in leads to one page", async () => {
      await walk.open("/hi/sign-in");
      await walk.write("field-mobile", mobile);
      await walk.press("code-send");
      await walk.write("field-code", await mart.codeFor(`+91${mobile}`));
      await walk.press("sign-in-go");
      await walk.shows("factor-secure");
    });
    await walk.seen("secure");
    const totp = await walk.step("she sets an app up", async () => {
      await walk.press("factor-app-begin");
      return page.locator(".key code").innerText();
    });
    await walk.seen("app");
    mart.demo.accounts.push({ role: "officer", mobile: `+91${mobile}`, totp });
    await walk.step("its first code proves it", async () => {
      await walk.write("field-app_code", await mart.appCodeFor(`+91${mobile}`));
      await walk.press("factor-app-done");
      await walk.shows("factor-recovery");
      expect((await page.locator(".papers li").count()) === 10, "there are not ten codes");
    });
    await walk.seen("recovery");
    await walk.step("and the codes are not shown again", async () => {
      await walk.press("factor-recovery-kept");
      await walk.open("/hi/second-factor/recovery-codes");
      await walk.shows("factor-home");
    });
  });
  return mobile;
}

/** The same officer on a phone without script: the code of the app does everything. */
async function withoutScript(world, mobile) {
  await withPhone(world, { name: "no-script-factor", script: false }, async (walk) => {
    await walk.step("without script the app's code opens the account", async () => {
      await walk.signIn(mobile, "/hi/sign-in?next=/second-factor");
      await walk.shows("factor-home");
    });
    await walk.seen("home");
  });
}
