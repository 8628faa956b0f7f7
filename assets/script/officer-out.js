// Signing out on any page of an officer leaves nothing on the phone; with records that were not sent it first leads to the
// page that says so and asks.
(() => {
  if (document.querySelector("[data-field]") || !window.indexedDB) return;
  for (const form of document.querySelectorAll('form[action$="/sign-out"]')) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const go = () => form.submit();
      const asked = indexedDB.open("mart-field");
      asked.onerror = go;
      asked.onsuccess = () => {
        const db = asked.result;
        const wipe = () => {
          db.close();
          indexedDB.deleteDatabase("mart-field");
          caches.keys().then((names) => Promise.all(names.map((name) => caches.delete(name)))).then(go, go);
        };
        if (!db.objectStoreNames.contains("records")) return wipe();
        const all = db.transaction("records").objectStore("records").getAll();
        all.onerror = go;
        all.onsuccess = () => {
          if (all.result.some((record) => record.state !== "sent")) location.assign(`/${document.documentElement.lang}/officer/field`);
          else wipe();
        };
      };
    });
  }
})();
