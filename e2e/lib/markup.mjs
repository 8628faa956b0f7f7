// The HTML as the server wrote it, by html-validate: it finds what axe does not (wrong autocomplete words, for one).

import { HtmlValidate } from "html-validate";

const validator = new HtmlValidate({
  root: true,
  extends: ["html-validate:recommended", "html-validate:a11y"],
  rules: {
    // Taste, not truth: the templates' own spelling.
    "void-style": "off",
    "doctype-style": "off",
    "no-trailing-whitespace": "off",
    "attribute-boolean-style": "off",
    "attribute-empty-style": "off",
    "attr-quotes": "off",
    // A Hindi title is longer than an English one; search engines cut it by width.
    "long-title": "off",
    "tel-non-breaking": "off",
    // Our own files from our own host.
    "require-sri": "off",
  },
});

/** One sentence for each fault in the markup. */
export async function faults(html, name) {
  const report = await validator.validateString(html, name);
  return report.results.flatMap((result) =>
    result.messages
      .filter((message) => message.severity === 2)
      .map((message) => `${message.line}:${message.column} ${message.ruleId}: ${message.message}`),
  );
}
