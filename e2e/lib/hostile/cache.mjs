// A proxy that many share and that keeps whatever it may: what the rules of caches allow a careless one, and no more. Source: RFC 9111.

const KEPT = new Set([200, 203, 204, 300, 301, 308, 404, 405, 410, 414, 501]);

export class SharedCache {
  #kept = new Map();
  /** How often somebody was answered out of it. */
  served = 0;

  /** Asks as this person, out of what is kept if that may be. */
  async get(asker, path, headers = {}) {
    for (const one of this.#kept.get(path) ?? []) {
      if (!one.varies.every((name) => (headers[name] ?? "") === one.asked[name])) continue;
      if (one.untilMs > Date.now()) {
        this.served += 1;
        return one.answer;
      }
      if (one.answer.headers.etag) {
        // Whoever revalidates asks with the headers of the one who looks now, her cookie too.
        const again = await asker.get(path, { ...headers, "if-none-match": one.answer.headers.etag });
        if (again.status !== 304) return this.#keep(path, headers, again);
        this.served += 1;
        return one.answer;
      }
    }
    return this.#keep(path, headers, await asker.get(path, headers));
  }

  /** Everything that is kept: where, and what was answered. */
  all() {
    return [...this.#kept].flatMap(([path, answers]) => answers.map(({ answer }) => ({ path, answer })));
  }

  #keep(path, asked, answer) {
    const rules = (answer.headers["cache-control"] ?? "").toLowerCase();
    const varies = (answer.headers.vary ?? "").toLowerCase().split(",").map((name) => name.trim()).filter((name) => name);
    if (!KEPT.has(answer.status) || /no-store|private/.test(rules) || varies.includes("*")) return answer;
    const seconds = Number(rules.match(/s-maxage=(\d+)/)?.[1] ?? rules.match(/max-age=(\d+)/)?.[1] ?? (rules.includes("no-cache") ? 0 : 60));
    const one = { answer, varies, asked: Object.fromEntries(varies.map((name) => [name, asked[name] ?? ""])), untilMs: Date.now() + seconds * 1_000 };
    this.#kept.set(path, [one, ...(this.#kept.get(path) ?? [])]);
    return answer;
  }
}

/** All pages of these people through one proxy, in turn and again: what is kept is about nobody, and nobody gets another's. `people` are
 * `{ asker, pages, secrets }`. Answers what is wrong. */
export async function crossed(people) {
  const cache = new SharedCache();
  const faults = [];
  for (let round = 0; round < 2; round += 1) {
    for (const { asker, pages } of people) {
      for (const path of pages) {
        const answer = await cache.get(asker, path);
        const text = answer.text();
        for (const other of people.filter((one) => one.asker !== asker)) {
          faults.push(...other.secrets.filter((secret) => text.includes(secret)).map((secret) => `${path} shows «${secret}» to somebody else`));
        }
      }
    }
  }
  for (const { path, answer } of cache.all()) {
    const text = answer.text();
    if (answer.headers["set-cookie"]) faults.push(`${path} is kept with a cookie`);
    if (text.includes('name="form_key"')) faults.push(`${path} is kept with somebody's key of a form`);
    for (const { secrets } of people) {
      faults.push(...secrets.filter((secret) => text.includes(secret)).map((secret) => `${path} is kept and shows «${secret}»`));
    }
  }
  return { faults, served: cache.served, kept: cache.all().length };
}
