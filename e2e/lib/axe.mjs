// No WCAG 2.2 A or AA violation, by axe-core.

import { AxeBuilder } from "@axe-core/playwright";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** One sentence for each violation on the page as it stands; needs a page with scripts on. */
export async function violations(page) {
  // Legacy mode needs no second page for its sums; it differs only where there are frames, and we have none.
  const builder = new AxeBuilder({ page }).options({ resultTypes: ["violations"] }).withTags(TAGS).setLegacyMode(true);
  const { violations: found } = await builder.analyze();
  return found.map(({ id, help, nodes }) => `${id}: ${help}\n${nodes.slice(0, 5).map((node) => `  ${node.html.slice(0, 200)}`).join("\n")}`);
}
