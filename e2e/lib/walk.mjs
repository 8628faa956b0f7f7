// One person's way through the mart in one browser window: the steps taken, and every page seen on the way.

import { phone } from "./browser.mjs";
import { andWait, open, press, shows, write } from "./hands.mjs";
import { look, watch } from "./look.mjs";

/** Opens a phone for somebody, lets `act` walk with it, and puts it away. Answers what `act` answers. */
export async function withPhone({ browser, mart, tally }, { name, script = true, axe = script, height, looks = true }, act) {
  const context = await phone(browser, { script, height });
  try {
    const page = watch(await context.newPage(), mart);
    return await act(new Walk({ page, mart, tally, name, axe, looks }));
  } finally {
    await context.close();
  }
}

export class Walk {
  #pages = 0;

  /** With `looks: false` the way is walked without looking at its pages. */
  constructor({ page, mart, tally, name, axe, looks = true }) {
    Object.assign(this, { page, mart, tally, name, axe, looks });
  }

  /** A step the walk cannot go on without. */
  step(what, act) {
    return this.tally.must(`${this.name}: ${what}`, act);
  }

  /** Looks at the page that is open now. */
  async seen(what, options) {
    if (!this.looks) return;
    this.#pages += 1;
    const number = String(this.#pages).padStart(2, "0");
    await look(this.tally, this.page, `${this.name}-${number}-${what}`, { axe: this.axe, ...options });
  }

  open(path) {
    return open(this.page, this.mart, path);
  }

  press(key, options) {
    return press(this.page, key, options);
  }

  write(key, answer, options) {
    return write(this.page, key, answer, options);
  }

  shows(key, options) {
    return shows(this.page, key, options);
  }

  /** Presses or follows what a selector finds, and waits for the page that answers. */
  follow(selector) {
    return andWait(this.page, () => this.page.locator(selector).first().click());
  }

  /** What stands in the page's main part. */
  text() {
    return this.page.locator("main").innerText();
  }

  /** Signs in with a number of ten digits; with `next`, on the way to that page. A number may ask for three codes in ten
   * minutes: whoever has signed in twice in this run comes on the phone she had, still signed in. */
  async signIn(mobile, next = "/hi/sign-in") {
    const phones = (this.mart.phones ??= new Map());
    const known = phones.get(mobile) ?? { times: 0, cookies: [] };
    if (known.times >= 2 && next !== "/hi/sign-in" && (await this.#comesBack(known, next))) return;
    await this.#signsIn(mobile, next);
    phones.set(mobile, { times: known.times + 1, cookies: await this.page.context().cookies() });
  }

  /** Whether a session of before still opens a page. */
  async #comesBack({ cookies }, next) {
    await this.page.context().addCookies(cookies);
    await this.open(next);
    if (new URL(this.page.url()).pathname.startsWith(next.split("?")[0])) return true;
    await this.page.context().clearCookies();
    return false;
  }

  async #signsIn(mobile, next) {
    await this.open(next);
    await this.write("field-mobile", mobile);
    await this.press("code-send");
    await this.write("field-code", await this.mart.codeFor(`+91${mobile}`));
    await this.press("sign-in-go");
    if (new URL(this.page.url()).pathname.endsWith("/second-factor")) await this.prove(mobile);
  }

  /** Whoever works for the mart proves it with the code of her app. */
  async prove(mobile) {
    await this.write("field-app_code", await this.mart.appCodeFor(`+91${mobile}`));
    await this.press("factor-go");
  }
}
