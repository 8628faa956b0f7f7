// A keypad phone: it reads texts and writes to the mart's own number, and has no browser. Whoever holds it presses on the
// practice phone's page, which hands in what was written as an operator does.

/** Writes from this phone and waits for the answer that has `pattern` in it. */
export async function text(walk, mobile, words, pattern) {
  const { page, mart } = walk;
  await page.goto(`${mart.demo.simulators.sms}/phone/${mobile}`, { waitUntil: "load" });
  await page.locator("input[name=text]").fill(words);
  await Promise.all([page.waitForEvent("load"), page.locator("form button.go").click()]);
  return mart.waitForMessage(`+91${mobile}`, pattern);
}
