// The mart's own sentences, so that a journey presses «what the key says» and survives a better wording.

import { readFileSync, readdirSync } from "node:fs";

const LOCALES = new URL("../../locales/", import.meta.url);
const books = new Map();

/** A pattern for the sentence of `key`; values in it match anything, of a plural any form fits. */
export function say(key, lang = "hi") {
  const sentence = book(lang).get(key);
  if (sentence === undefined) throw new Error(`locales/${lang} has no sentence «${key}»`);
  const choice = sentence.match(/^\{\s*\$[\w-]+\s*->(.*)\}$/s);
  const forms = choice ? choice[1].split(/\*?\[\w+\]/).slice(1) : [sentence];
  return new RegExp(forms.map(pattern).join("|"), "u");
}

function pattern(form) {
  const plain = form.replace(/\{\s*"([^"]*)"\s*\}/g, "$1");
  const parts = plain.split(/\{[^{}]*\}/).map((part) => part.trim().replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return parts.map((part) => part.replace(/\s+/g, "\\s+")).join("\\s*.*\\s*");
}

function book(lang) {
  if (!books.has(lang)) {
    const folder = new URL(`${lang}/`, LOCALES);
    const sentences = new Map();
    for (const file of readdirSync(folder).filter((name) => name.endsWith(".ftl"))) {
      let key;
      for (const line of readFileSync(new URL(file, folder), "utf8").split("\n")) {
        const start = line.match(/^([a-zA-Z][\w-]*)\s*=\s*(.*)$/);
        if (start) {
          key = start[1];
          sentences.set(key, start[2]);
        } else if (key && (/^\s+[^.\s]/.test(line) || line.startsWith("}"))) {
          sentences.set(key, `${sentences.get(key)} ${line.trim()}`.trim());
        } else {
          key = undefined;
        }
      }
    }
    books.set(lang, sentences);
  }
  return books.get(lang);
}
