// Reads pages as a program does: their links, their forms, and what stands in them that our templates never write. The functions that
// run in the browser's own parser are handed to it whole.

/** Links and forms of a page, and the fields it calls wrong. Runs in the browser, over a document that is not shown, so nothing in it is loaded or run. */
export function contents(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const links = [...page.querySelectorAll("a[href]")].map((link) => link.getAttribute("href"));
  const forms = [...page.querySelectorAll("form")].map((form) => ({
    action: form.getAttribute("action") ?? "",
    method: (form.getAttribute("method") ?? "get").toLowerCase(),
    isFile: form.getAttribute("enctype") === "multipart/form-data",
    fields: [...page.querySelectorAll("input, textarea, select, button")]
      .filter((field) => field.form === form && field.name)
      .map((field) => ({
        name: field.name,
        id: field.id,
        type: field.localName === "input" ? field.type : field.localName === "button" ? "button" : field.localName,
        value: field.value,
        isChosen: field.checked === true,
        isWanted: field.required === true,
        isNumber: ["numeric", "decimal"].includes(field.inputMode) || field.type === "number",
        most: field.maxLength > 0 ? field.maxLength : undefined,
        least: field.min || undefined,
        choices: field.localName === "select" ? [...field.options].map((option) => option.value) : [],
      })),
  }));
  const wrong = [...page.querySelectorAll('.wrongs a[href^="#"]')].map((link) => link.getAttribute("href").slice(1));
  return { links, forms, wrong };
}

/** What stands in a page though no template of ours writes it; runs in the browser, over a page that is open or a text. */
export function strange(html) {
  const page = html === undefined ? document : new DOMParser().parseFromString(html, "text/html");
  const found = [];
  for (const element of page.querySelectorAll("*")) {
    const name = element.localName;
    const said = element.outerHTML.slice(0, 160);
    if (["iframe", "object", "embed", "base", "applet", "frame", "math"].includes(name)) found.push(said);
    if (name === "script" && element.type !== "application/ld+json" && !element.getAttribute("src")?.startsWith("/assets/")) found.push(said);
    if (name === "style" || (name === "link" && element.rel === "stylesheet" && !element.getAttribute("href")?.startsWith("/assets/"))) found.push(said);
    for (const { name: attribute, value } of element.attributes) {
      if (attribute.startsWith("on") || ["srcdoc", "style", "formaction"].includes(attribute)) found.push(said);
      const leads = ["href", "src", "action", "xlink:href", "poster", "data"].includes(attribute);
      // A letter that a browser passes over is passed over here too.
      if (leads && /^\s*(javascript|vbscript|data:text)/i.test(value.replace(/[\u0000-\u0020]/g, ""))) found.push(said);
      if (leads && /\/\/[^/]*127\.0\.0\.1:\d+\/x\d/.test(value)) found.push(said);
      if (name === "meta" && attribute === "content" && /url=.*\/x\d/.test(value)) found.push(said);
    }
  }
  return found;
}
