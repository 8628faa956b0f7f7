// The browser and the phones in it.

import { existsSync } from "node:fs";
import process from "node:process";

import { chromium } from "playwright-core";

const INSTALLED = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"];

// No sandbox: the run may be root's. The rest keeps Chromium from calling hosts of its own.
const FLAGS = [
  "--no-sandbox",
  "--disable-dev-shm-usage",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Starts the browser with an empty profile. */
export async function openBrowser() {
  const executablePath = process.env.MART_BROWSER ?? INSTALLED.find((path) => existsSync(path));
  if (!executablePath) throw new Error("no Chromium: install chromium-headless-shell or set MART_BROWSER");
  return chromium.launch({ executablePath, args: FLAGS, headless: true });
}

/** A cheap phone, 360 × 640, that reads Hindi. `script: false` is a phone with scripts switched off. */
export async function phone(browser, { script = true, height = 640 } = {}) {
  const context = await browser.newContext({
    viewport: { width: 360, height },
    deviceScaleFactor: 2,
    isMobile: true,
    hasTouch: true,
    locale: "hi-IN",
    timezoneId: "Asia/Kolkata",
    javaScriptEnabled: script,
  });
  context.setDefaultTimeout(10_000);
  return context;
}

/** An office desk, 1280 × 800. */
export async function desk(browser) {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    locale: "hi-IN",
    timezoneId: "Asia/Kolkata",
  });
  context.setDefaultTimeout(10_000);
  return context;
}
