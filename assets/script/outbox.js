// What pages that work without signal share, those of officers, hub keepers and stalls: a store on the phone, a sender that insists,
// photos made small.
// Words come from the page. No library; nothing is sent anywhere but home.
const Outbox = (() => {
  "use strict";
  const TRIES = 4, LETTERS = "0123456789abcdefghjkmnpqrstvwxyz";
  const $ = (selector, within = document) => within.querySelector(selector);
  const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];

  // A photo becomes small on the phone, upright and without its place. What cannot be read is sent as it is.
  async function shrunk(file, { side, bytes }) {
    try {
      const image = await createImageBitmap(file, { imageOrientation: "from-image" });
      const scale = Math.min(1, side / Math.max(image.width, image.height));
      const canvas = document.createElement("canvas");
      canvas.width = Math.round(image.width * scale);
      canvas.height = Math.round(image.height * scale);
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      for (const quality of [0.8, 0.65, 0.5, 0.35, 0.2]) {
        const small = await new Promise((done) => canvas.toBlob(done, "image/jpeg", quality));
        if (small && (small.size <= bytes || quality === 0.2)) return small;
      }
    } catch { /* an old phone: the mart makes it small */ }
    return file;
  }

  // What is kept on the phone: records, their files, and what the mart told last.
  function keptIn(name) {
    const opened = new Promise((done, no) => {
      const asked = indexedDB.open(name, 1);
      asked.onupgradeneeded = () => {
        asked.result.createObjectStore("records", { keyPath: "id" });
        asked.result.createObjectStore("files", { keyPath: "id" });
        asked.result.createObjectStore("kept");
      };
      asked.onsuccess = () => done(asked.result);
      asked.onerror = () => no(asked.error);
    });
    const ask = async (store, mode, act) => {
      const db = await opened;
      return new Promise((done, no) => {
        const tx = db.transaction(store, mode);
        const asked = act(tx.objectStore(store));
        tx.oncomplete = () => done(asked.result);
        tx.onabort = tx.onerror = () => no(tx.error);
      });
    };
    return {
      get: (store, key) => ask(store, "readonly", (s) => s.get(key)),
      all: (store) => ask(store, "readonly", (s) => s.getAll()),
      put: (store, value, key) => ask(store, "readwrite", (s) => s.put(value, key)),
      drop: (store, key) => ask(store, "readwrite", (s) => s.delete(key)),
      wipe: async () => {
        (await opened).close();
        indexedDB.deleteDatabase(name);
        for (const cache of await caches.keys()) await caches.delete(cache);
      },
    };
  }

  function newId(kind) {
    let time = Date.now(), head = "";
    for (let place = 0; place < 10; place++) {
      head = LETTERS[time % 32] + head;
      time = Math.floor(time / 32);
    }
    const noise = crypto.getRandomValues(new Uint8Array(16));
    return `${kind}_${head}${[...noise].map((byte) => LETTERS[byte & 31]).join("")}`;
  }

  // Each answer is believed, each silence is asked again.
  function lineTo(base) {
    async function call(path, body, headers = {}) {
      const options = body === undefined ? {} : { method: "POST", body, headers };
      const answer = await fetch(base + path, { ...options, credentials: "same-origin", redirect: "manual", cache: "no-store" });
      if (answer.type === "opaqueredirect" || answer.status === 401) throw Object.assign(new Error("signed out"), { signedOut: true });
      if (answer.status === 0 || answer.status >= 500 || answer.status === 429) throw new Error(`status ${answer.status}`);
      let said = {};
      try { said = await answer.json(); } catch { if (answer.ok) throw new Error("cut off"); }
      return { ok: answer.ok, status: answer.status, said };
    }
    async function insist(path, body, headers) {
      for (let attempt = 1; ; attempt++) {
        try { return await call(path, body, headers); } catch (cause) {
          if (cause.signedOut || attempt === TRIES || !navigator.onLine) throw cause;
          await new Promise((done) => setTimeout(done, 150 * 2 ** attempt));
        }
      }
    }
    return { call, insist };
  }

  // One window of the phone at a time; an old phone has no such lock, and the mart takes what comes twice once.
  const alone = (name, act) => (navigator.locks ? navigator.locks.request(name, { ifAvailable: true }, act) : act(true));

  // Sends what waits, one after the other, from one window at a time. What fails waits again, longer each time.
  function sender({ lock, refresh, mine, sendOne, keep, signedOut, done, show }) {
    let pause = 2_000, waiting = 0;
    return async function send() {
      if (!navigator.onLine) return show();
      clearTimeout(waiting);
      await alone(lock, async (held) => {
        if (!held) return;
        try { await refresh(); } catch (cause) { if (cause.signedOut) return signedOut(); }
        let failed = 0;
        for (const record of (await mine()).filter((r) => r.state === "waiting" || r.state === "sending")) {
          try { await sendOne(record); } catch (cause) {
            failed += 1;
            record.state = "waiting";
            await keep(record);
            if (cause.signedOut) { signedOut(); break; }
          }
        }
        pause = failed ? Math.min(60_000, pause * 2) : 2_000;
        if (failed) waiting = setTimeout(send, pause);
        else if ((await mine()).some((r) => r.state === "waiting")) waiting = setTimeout(send, 0);
        else await done();
      });
      return show();
    };
  }

  // Whoever signs out leaves nothing behind, and is told first what would be lost.
  function onSignOut(kept, unsent) {
    for (const form of $$('form[action$="/sign-out"]')) {
      form.addEventListener("submit", async (event) => {
        event.preventDefault();
        const open = (await kept.all("records")).filter((r) => r.state !== "sent").length;
        if (open && !confirm(unsent(open))) return;
        await kept.wipe();
        form.submit();
      });
    }
  }

  // Without signal the page opens from the phone.
  async function keepPage(home, scope, worker = "/officer-sw.js", pages = "field") {
    navigator.storage?.persist?.();
    if (!navigator.serviceWorker) return;
    await navigator.serviceWorker.register(worker, { scope }).catch(() => null);
    // Whoever is signed out is led elsewhere; that is not kept in place of the page.
    if (navigator.onLine) await fetch(home, { credentials: "same-origin", redirect: "manual" }).then(async (answer) => answer.ok && (await caches.open(pages)).put(home, answer)).catch(() => null);
  }

  const moment = (at) => new Date(at).toLocaleString(document.documentElement.lang === "hi" ? "hi-IN" : "en-IN", { dateStyle: "medium", timeStyle: "short" });
  const sayer = (words) => (key, values = {}) => Object.entries(values).reduce((text, [name, value]) => text.replaceAll(`[${name}]`, value), words[key] ?? key);

  return { $, $$, shrunk, keptIn, newId, lineTo, sender, onSignOut, keepPage, moment, sayer };
})();
