// Counts what held and what did not, and says which.

export class Tally {
  passed = 0;
  failed = 0;
  #failures = [];

  /** Runs `act`; answers its value, or undefined if it failed. A failure is told and counted, and the walk goes on. */
  async check(name, act) {
    return (await this.#run(name, act)).value;
  }

  /** Like `check`, but the walk cannot go on without it. */
  async must(name, act) {
    const { held, value } = await this.#run(name, act);
    if (!held) throw new Error(`cannot go on after «${name}»`);
    return value;
  }

  async #run(name, act) {
    try {
      const value = await act();
      this.passed += 1;
      return { held: true, value };
    } catch (error) {
      this.failed += 1;
      const why = error instanceof Error ? error.message : String(error);
      this.#failures.push(name);
      console.log(`  FAILED ${name}\n    ${why.split("\n").slice(0, 30).join("\n    ")}`);
      return { held: false };
    }
  }

  /** The closing line, alone and last. */
  end() {
    for (const name of this.#failures) console.log(`failed: ${name}`);
    console.log(`${this.passed} passed, ${this.failed} failed`);
  }
}

/** Throws this sentence unless `holds`. */
export function expect(holds, sentence) {
  if (!holds) throw new Error(sentence);
}
