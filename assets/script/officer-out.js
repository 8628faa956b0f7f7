// Signing out on any page of an officer or a hub keeper leaves nothing on the phone; with records or sales that were not sent it first
// leads to the page that says so and asks.
(() => {
  if (document.querySelector("[data-field], [data-scan]") || !window.indexedDB) return;
  const bases = [["mart-field", "officer/field"], ["mart-hub", "hub/scan"]];
  // Whether a base of the phone holds what was not sent; one that is not there, or cannot be read, does not.
  const holds = (name) => new Promise((done) => {
    const asked = indexedDB.open(name);
    asked.onerror = () => done(false);
    asked.onsuccess = () => {
      const db = asked.result, end = (unsent) => { db.close(); done(unsent); };
      if (!db.objectStoreNames.contains("records")) {
        // It was not there: asking for it made an empty one.
        end(false);
        return indexedDB.deleteDatabase(name);
      }
      const all = db.transaction("records").objectStore("records").getAll();
      all.onerror = () => end(false);
      all.onsuccess = () => end(all.result.some((record) => record.state !== "sent"));
    };
  });
  for (const form of document.querySelectorAll('form[action$="/sign-out"]')) {
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const stalls = Object.keys(localStorage).filter((name) => name.startsWith("mart-stall-"));
      const untold = stalls.find((name) => JSON.parse(localStorage.getItem(name) ?? "[]").some((sale) => sale.state !== "sent"));
      // On that page itself she has been asked.
      if (untold && !document.querySelector("[data-stall]")) return location.assign(`/${document.documentElement.lang}/hub/stalls/${untold.slice(11)}/offline`);
      for (const [name, page] of bases) if (await holds(name)) return location.assign(`/${document.documentElement.lang}/${page}`);
      if (untold && !confirm(document.querySelector("[data-stall]").dataset.leaving)) return;
      for (const name of stalls) localStorage.removeItem(name);
      for (const [name] of bases) indexedDB.deleteDatabase(name);
      const names = await caches.keys().catch(() => []);
      await Promise.all(names.map((name) => caches.delete(name))).catch(() => {});
      form.submit();
    });
  }
})();
