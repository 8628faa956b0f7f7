// The page of a stall without a line: our own files and that page from the telephone, whatever else is asked for cannot be reached.
// It keeps nothing else; sales are kept by the page itself.
const FILES = ["{{files}}"], KEPT = "stall-{{version}}", PAGES = "stall-pages";
addEventListener("install", (event) => event.waitUntil(caches.open(KEPT).then((cache) => cache.addAll(FILES)).then(() => skipWaiting())));
addEventListener("activate", (event) => event.waitUntil(caches.keys()
  .then((names) => Promise.all(names.filter((name) => name.startsWith("stall-") && name !== KEPT && name !== PAGES).map((name) => caches.delete(name))))
  .then(() => clients.claim())));
async function page(request, pathname) {
  const kept = await caches.open(PAGES);
  try {
    const answer = await fetch(request);
    if (answer.ok && !answer.redirected && pathname.endsWith("/offline")) await kept.put(pathname, answer.clone());
    return answer;
  } catch {
    return (await kept.match(pathname)) ?? (await kept.match(`${pathname.split("/").slice(0, 5).join("/")}/offline`)) ?? Response.error();
  }
}
addEventListener("fetch", (event) => {
  const { request } = event, { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (FILES.includes(pathname)) event.respondWith(caches.match(request).then((kept) => kept ?? fetch(request)));
  else if (request.mode === "navigate") event.respondWith(page(request, pathname));
});
