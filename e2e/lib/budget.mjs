// What a page may weigh and how it fits a small screen.

import http from "node:http";

const PAGE_BYTES_MAX = 14 * 1024; // HTML and style sheets, compressed: the first round trips of a slow line
const SCRIPT_BYTES_MAX = 4 * 1024; // compressed
const PICTURE_BYTES_MAX = 30 * 1024;
const CONTROL_PX_MIN = 44;
const TARGET_PX_MIN = 24;

const weighed = new Map();

/** The officer's recording page: it and its files are fetched once and then kept by the phone. */
export const SHELL = { page: 40 * 1024, script: 20 * 1024 };

/** One sentence for each overweight part of the page. `html` is the length of the compressed document. */
export async function weights(page, htmlBytes, { page: pageMost, script: scriptMost } = { page: PAGE_BYTES_MAX, script: SCRIPT_BYTES_MAX }) {
  const parts = await page.evaluate(() => ({
    styles: [...document.querySelectorAll('link[rel="stylesheet"]')].map((link) => link.href),
    scripts: [...document.querySelectorAll("script[src]")].map((script) => script.src),
    pictures: [...document.querySelectorAll("img")].map((img) => ({
      src: img.currentSrc || img.src,
      sized: img.hasAttribute("width") && img.hasAttribute("height"),
      below: img.getBoundingClientRect().top > 2 * innerHeight,
      lazy: img.loading === "lazy",
    })),
  }));
  const faults = [];
  let page_ = htmlBytes;
  for (const url of parts.styles) page_ += await weigh(url);
  if (page_ > pageMost) faults.push(`HTML and CSS weigh ${page_} bytes; ${pageMost} at most`);
  let script = 0;
  for (const url of parts.scripts) script += await weigh(url);
  if (script > scriptMost) faults.push(`scripts weigh ${script} bytes; ${scriptMost} at most`);
  for (const { src, sized, below, lazy } of parts.pictures) {
    if (!sized) faults.push(`${src} has no width and height; the page jumps when it comes`);
    if (below && !lazy) faults.push(`${src} is far below the screen and not lazy`);
    if (src.startsWith("data:")) continue;
    // A photo for few eyes is served to whoever is signed in; others are fetched as anybody would.
    const bytes = /\/(photos|door|looks)\/|\/cases\/\w+\/photo/.test(src) ? (await (await page.request.get(src)).body()).length : await weigh(src);
    if (bytes > PICTURE_BYTES_MAX) faults.push(`${src} weighs ${bytes} bytes; ${PICTURE_BYTES_MAX} at most`);
  }
  return faults;
}

/** One sentence for each thing that does not fit the screen or the finger. */
export async function fits(page) {
  return [...(await sideways(page)), ...(await small(page))];
}

/** The same for the narrowest phone, whose screen only has to show everything without scrolling sideways. */
export async function fitsNarrow(page) {
  const size = page.viewportSize();
  await page.setViewportSize({ ...size, width: 320 });
  try {
    return await sideways(page);
  } finally {
    await page.setViewportSize(size);
  }
}

/** What is wider than the screen. */
export async function sideways(page) {
  return page.evaluate(() => {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    const wide = [...document.querySelectorAll("body *")].find((node) => node.getBoundingClientRect().right > root.clientWidth + 1);
    return [`scrolls sideways: ${root.scrollWidth} px on a ${root.clientWidth} px screen${wide ? `, first by ${wide.outerHTML.slice(0, 120)}` : ""}`];
  });
}

async function small(page) {
  return page.evaluate(
    ({ control, target }) => {
      const faults = [];
      const name = (node) => node.outerHTML.slice(0, 120);
      const seen = (box) => box.width > 0 && box.height > 0 && box.right > 0 && box.bottom > 0;
      const controls = "button, select, textarea, summary, .button, input:not([type=hidden]):not([type=checkbox]):not([type=radio])";
      for (const node of document.querySelectorAll(controls)) {
        const box = node.getBoundingClientRect();
        // Skip links and other hidden ones are drawn 1 px small until they have the focus.
        if (!seen(box) || box.width <= 2 || box.height <= 2 || node.closest("[hidden]")) continue;
        if (box.height < control || box.width < control) faults.push(`${Math.round(box.width)}×${Math.round(box.height)} px is small for a finger: ${name(node)}`);
      }
      for (const node of document.querySelectorAll("input[type=checkbox], input[type=radio]")) {
        const label = node.labels?.[0]?.getBoundingClientRect();
        const box = node.getBoundingClientRect();
        const height = Math.max(box.height, label?.height ?? 0);
        if (seen(box) && height < target) faults.push(`${Math.round(height)} px is small for a finger: ${name(node)}`);
      }
      return faults;
    },
    { control: CONTROL_PX_MIN, target: TARGET_PX_MIN },
  );
}

/** Compressed bytes of one file's body, as a browser would be sent it. */
function weigh(url) {
  if (!weighed.has(url)) {
    weighed.set(
      url,
      new Promise((done, no) => {
        http
          .get(url, { headers: { "accept-encoding": "br, gzip", accept: "image/avif,image/webp,*/*" } }, (answer) => {
            let bytes = 0;
            answer.on("data", (part) => (bytes += part.length));
            answer.on("end", () => (answer.statusCode === 200 ? done(bytes) : no(new Error(`${url}: status ${answer.statusCode}`))));
            answer.on("error", no);
          })
          .on("error", no);
      }),
    );
  }
  return weighed.get(url);
}
