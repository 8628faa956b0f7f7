// Pages of officers and hub keepers without signal: our own files from the phone, and the recording page of the desk in place of
// any page that cannot be reached. It keeps nothing else; records are kept by the page itself. Each desk has a scope of its own.
const FILES = ["{{files}}"], KEPT = "field-{{version}}", OTHERS = /\/(officer|hub)\.[0-9a-f]+\.js$/;
const SCOPE = new URL(registration.scope).pathname, AT_HUB = SCOPE.endsWith("/hub"), HOME = SCOPE + (AT_HUB ? "/scan" : "/field");
const OWN = FILES.filter((name) => !OTHERS.test(name) || name.includes("/hub.") === AT_HUB);
addEventListener("install", (event) => event.waitUntil(caches.open(KEPT).then((cache) => cache.addAll(OWN)).then(() => skipWaiting())));
addEventListener("activate", (event) => event.waitUntil(caches.keys()
  .then((names) => Promise.all(names.filter((name) => name.startsWith("field-") && name !== KEPT).map((name) => caches.delete(name))))
  .then(() => clients.claim())));
addEventListener("fetch", (event) => {
  const { request } = event, { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (OWN.includes(pathname)) event.respondWith(caches.match(request).then((kept) => kept ?? fetch(request)));
  else if (request.mode === "navigate") {
    event.respondWith(fetch(request).catch(async () => (await caches.match(HOME)) ?? Response.error()));
  }
});
