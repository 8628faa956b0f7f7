// The mart's own sentences, so that a journey presses «what the key says» and survives a better wording.

import { readFileSync, readdirSync } from "node:fs";

const LOCALES = new URL("../../locales/", import.meta.url);
const books = new Map();

/** A pattern for the sentence of `key`; values in it match anything. */
export function say(key, lang = "hi") {
  const sentence = book(lang).get(key);
  if (sentence === undefined) throw new Error(`locales/${lang} has no sentence «${key}»`);
  const parts = sentence.split(/\{[^{}]*\}/).map((part) => part.trim().replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(parts.map((part) => part.replace(/\s+/g, "\\s+")).join("\\s*.*\\s*"), "u");
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
        } else if (key && /^\s+[^.\s]/.test(line)) {
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
