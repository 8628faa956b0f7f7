// The officer's pages without signal: our own files from the phone, and the recording page in place of any page that cannot
// be reached. It keeps nothing else; records are kept by the page itself.
const FILES = ["{{files}}"], KEPT = "field-{{version}}";
addEventListener("install", (event) => event.waitUntil(caches.open(KEPT).then((cache) => cache.addAll(FILES)).then(() => skipWaiting())));
addEventListener("activate", (event) => event.waitUntil(caches.keys()
  .then((names) => Promise.all(names.filter((name) => name.startsWith("field-") && name !== KEPT).map((name) => caches.delete(name))))
  .then(() => clients.claim())));
addEventListener("fetch", (event) => {
  const { request } = event, { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (FILES.includes(pathname)) event.respondWith(caches.match(request).then((kept) => kept ?? fetch(request)));
  else if (request.mode === "navigate") {
    event.respondWith(fetch(request).catch(async () => (await caches.match(`${pathname.slice(0, 3)}/officer/field`)) ?? Response.error()));
  }
});
