// Rounds through all a role can reach: which addresses there are, how their forms are filled, and what came of it.

import { contents } from "./reading.mjs";

/** Where every room begins; what is not open to somebody answers that there is nothing. */
const ROOMS = ["", "site-map", "cart", "checkout", "orders", "my-data", "complaints", "returns", "trade", "abroad", "maker", "hub", "officer", "head", "finance", "office", "admin", "approvals", "roles", "launch", "second-factor", "sign-in"];
/** What ends a walk or somebody's session, and what leads to a file that another walk looks at. */
const LEFT_ALONE = /\/(sign-out|erasure|second-factor\/(remove|codes)|open\/|api\/|assets\/|media\/)/;
/** What is followed by the name of one of many. */
const NAMED = new Set(["crafts", "products", "makers", "collections", "batches", "counters", "goods", "export", "bulk", "lessons", "figures", "checks", "accounts", "rates"]);
/** What somebody writes whose first answer was wrong, one after the other. */
const OTHERWISE = ["1", "100", "814112", "9123456780", "SBIN0001234", "1234567890", "10", "ठीक है", day(30), "", "0", day(-2), "50205090", day(0)];

/** So many days from today, as a browser sends a day. */
function day(ahead) {
  return new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
}

/** An address with its ids taken out: pages of one kind look alike. */
export function kindOf(path) {
  const { pathname, searchParams } = new URL(path, "http://mart");
  const parts = pathname.split("/").map((part, at, all) => {
    if (/^[a-z]{3}_[0-9a-z]{26}$/.test(part) || /^(DM|EX|DGM)-[0-9A-Z-]+$/.test(part)) return "{id}";
    if (/^\d+$/.test(part) || /^\d{4}-\d{2}(-\d{2})?$/.test(part)) return "{n}";
    return NAMED.has(all[at - 1]) ? "{name}" : part;
  });
  return `${parts.join("/")}?${[...searchParams.keys()].sort().join("&")}`;
}

/** Every page somebody finds by following links, so many of each kind: its address, its text, its forms. `parser` is a page of a browser. */
export async function reachable(asker, parser, { each = 1, most = 400 } = {}) {
  const seen = new Map();
  const waiting = ROOMS.map((room) => `/hi/${room}`);
  const known = new Set(waiting);
  const pages = [];
  while (waiting.length > 0 && pages.length < most) {
    const path = waiting.shift();
    if (!path.startsWith("/hi") || LEFT_ALONE.test(path)) continue;
    const kind = kindOf(path);
    if ((seen.get(kind) ?? 0) >= each) continue;
    seen.set(kind, (seen.get(kind) ?? 0) + 1);
    const answer = await asker.get(path);
    if (answer.status >= 300 && answer.status < 400) {
      const to = new URL(answer.headers.location, asker.mart.url);
      if (to.href.startsWith(asker.mart.url)) add(to.pathname + to.search);
    }
    const page = { path, status: answer.status, isPage: answer.isPage, kind: answer.headers["content-type"], forms: [] };
    pages.push(page);
    if (answer.status !== 200 || !answer.isPage) continue;
    page.text = answer.text();
    const { links, forms } = await parser.evaluate(contents, page.text);
    page.forms = forms;
    for (const link of links) {
      const to = new URL(link, asker.mart.url + path);
      if (to.href.startsWith(`${asker.mart.url}/`)) add(to.pathname + to.search);
    }
  }
  return pages;

  function add(path) {
    if (known.has(path)) return;
    known.add(path);
    waiting.push(path);
  }
}

/** Every form that changes something, once: one of each action's kind and set of fields. What is in `known` already is left out, and what
 * is found is added to it. */
export function formsOf(pages, known) {
  const found = [];
  for (const page of pages) {
    for (const form of page.forms) {
      const action = new URL(form.action || page.path, `http://mart${page.path}`);
      const path = action.pathname + action.search;
      if (form.method !== "post" || !action.href.startsWith("http://mart/") || LEFT_ALONE.test(path)) continue;
      const names = form.fields.map((field) => field.name.replace(/_?[a-z]{3}_[0-9a-z]{26}/, ""));
      const key = `${kindOf(path)} ${[...new Set(names)].sort().join()}`;
      if (known.has(key)) continue;
      known.add(key);
      found.push({ ...form, path, page: page.path });
    }
  }
  return found;
}

/** Whether a field takes words. */
const isText = (field) => ["text", "textarea", "search", "url", "email", "tel", "password"].includes(field.type);

/** Notes what a form's page says is wrong: the fields it names are answered otherwise the next time. Answers whether there is hope. */
export function mend(form, wrong) {
  form.tries ??= new Map();
  const named = form.fields.filter((field) => wrong.includes(field.id) || wrong.includes(field.name));
  for (const { name } of named) form.tries.set(name, (form.tries.get(name) ?? -1) + 1);
  return named.length > 0 && named.every(({ name }) => form.tries.get(name) < OTHERWISE.length);
}

/** A form as somebody fills it who means it, but for `typed`, which stands in every field that takes words; with `everywhere` in every
 * other field too. */
export function filled(form, typed, { everywhere = false, photo } = {}) {
  const fields = [];
  const chosen = new Set();
  for (const field of form.fields) {
    const { name, type } = field;
    if (type === "hidden" || name === "form_key") fields.push([name, everywhere && name !== "form_key" ? typed : field.value]);
    else if (type === "file") fields.push([name, photo ?? Buffer.alloc(0)]);
    else if (type === "button" || type === "submit" || type === "image") {
      if (!chosen.has("button")) fields.push([name, field.value]);
      chosen.add("button");
    } else if (everywhere) fields.push([name, typed]);
    else if (type === "checkbox") {
      if (field.isChosen || field.isWanted) fields.push([name, field.value]);
    } else if (type === "radio") {
      const others = form.fields.filter((other) => other.name === name && other.type === "radio");
      const wanted = others.find((other) => other.isChosen) ?? others[0];
      if (wanted === field) fields.push([name, field.value]);
    } else if (type === "select") fields.push([name, field.value || field.choices.find((choice) => choice) || ""]);
    else if (form.tries?.has(name)) fields.push([name, OTHERWISE[form.tries.get(name)] ?? ""]);
    else if (type === "date") fields.push([name, field.value || day(3)]);
    else if (field.isNumber || (isText(field) && /mobile|pin(code)?$/.test(name))) fields.push([name, field.value || plain(field)]);
    else fields.push([name, cut(typed, field.most)]);
  }
  return fields;
}

/** What somebody writes who means it. */
function plain({ name, least }) {
  if (/mobile/.test(name)) return "9123456780";
  if (/pin(code)?$/.test(name)) return "814112";
  return least ?? "1";
}

/** No longer than the browser lets anybody type. */
function cut(text, most = 2_000) {
  return [...text].slice(0, most).join("");
}
