// The mart under test: its address, its people, and the phones its messages go to.

import { readFile } from "node:fs/promises";
import process from "node:process";
import { STEP_MS, codeAt } from "./totp.mjs";

const MESSAGE_MS_MAX = 15_000;

/** Reads the demo.json of the mart all journeys share, or the one at `path`. */
export async function openMart({ path = process.env.MART_DEMO } = {}) {
  if (!path) throw new Error("set MART_DEMO, or run `cargo xtask e2e`");
  const demo = JSON.parse(await readFile(path, "utf8"));
  return new Mart(demo.url.replace(/\/$/, ""), demo);
}

class Mart {
  #seen = new Map();
  #steps = new Map();

  constructor(url, demo) {
    this.url = url;
    this.demo = demo;
  }

  /** Mobile of the `number`-th person with this role, `+91…`. */
  mobileOf(role, number = 0) {
    const people = this.demo.accounts.filter((account) => account.role === role);
    if (!people[number]) throw new Error(`demo.json has no account ${number} with role «${role}»`);
    return people[number].mobile;
  }

  /** The last texts that were sent to a phone, oldest first. */
  async messages(mobile) {
    const answer = await fetch(`${this.demo.simulators.sms}/messages?to=${encodeURIComponent(mobile)}`);
    const { items } = await answer.json();
    return items.map((message) => message.text).reverse();
  }

  /** Texts that came to this phone since the last call, waiting until at least one has `pattern` in it. */
  async waitForMessage(mobile, pattern) {
    const until = Date.now() + MESSAGE_MS_MAX;
    for (;;) {
      const all = await this.messages(mobile);
      const fresh = all.slice(this.#seen.get(mobile) ?? 0);
      const found = fresh.map((text) => text.match(pattern)).findLast((match) => match);
      if (found) {
        this.#seen.set(mobile, all.length);
        return found;
      }
      if (Date.now() > until) throw new Error(`${mobile} got no message like ${pattern}; it got: ${fresh.join(" | ") || "none"}`);
      await new Promise((done) => setTimeout(done, 100));
    }
  }

  /** Messages to this phone count as new again. */
  forget(mobile) {
    this.#seen.delete(mobile);
  }

  /** The next unused code of this phone's authenticator app; waits if the mart takes no other one yet. */
  async appCodeFor(mobile) {
    const { totp } = this.demo.accounts.find((account) => account.mobile === mobile) ?? {};
    if (!totp) throw new Error(`demo.json has no app for ${mobile}`);
    const now = () => Math.floor(Date.now() / STEP_MS);
    const step = Math.max(now(), (this.#steps.get(mobile) ?? 0) + 1);
    while (step > now() + 1) await new Promise((done) => setTimeout(done, 250));
    this.#steps.set(mobile, step);
    return codeAt(totp, step);
  }

  /** The newest sign-in code sent to this phone. */
  async codeFor(mobile) {
    return (await this.waitForMessage(mobile, /(?<!\d)(\d{6})(?!\d)/))[1];
  }
}
