// A stall's telephone without a line: what it sells of its slice is kept here and told to the mart once, when the line is back. Words
// come from the page. No library; of a sale that is told no number stays here. Stands behind outbox.js.
(() => {
  "use strict";
  const root = document.querySelector("[data-stall]");
  if (!root) return;
  const { $, $$ } = Outbox;
  const { stall, post, scope, at, most } = root.dataset;
  const say = Outbox.sayer(JSON.parse(root.dataset.words)), goods = JSON.parse(root.dataset.goods);
  const place = `mart-stall-${stall}`, WEEK = 7 * 864e5;

  // Kept at once and whole: a telephone may die at any moment.
  const sales = () => JSON.parse(localStorage.getItem(place) ?? "[]");
  const keep = (all) => localStorage.setItem(place, JSON.stringify(all));
  const change = (key, to) => keep(sales().map((sale) => (sale.key === key ? { ...sale, ...to } : sale)));

  const money = (paise) => `₹${(paise / 100).toLocaleString("en-IN", { minimumFractionDigits: paise % 100 ? 2 : 0 })}`;
  const digits = (text) => text.replace(/[०-९]/gu, (one) => "०१२३४५६७८९".indexOf(one)).replace(/[\s-]/gu, "");
  const named = (id) => goods.find((one) => one.id === id)?.name ?? "";

  // What the page said was left, less what was sold since: what is not told yet, and what was told after the page was made.
  function left(good, but) {
    const counts = (sale) => sale.key !== but && (sale.state !== "sent" || sale.sent_at > +at);
    const sold = sales().filter(counts).flatMap((sale) => sale.lines).filter(([id]) => id === good.id);
    return good.left - sold.reduce((sum, [, pieces]) => sum + pieces, 0);
  }

  const form = $("form[data-sale]");
  let mending = null;
  function wanted() {
    return goods.map((good) => [good, digits($(`[data-good="${good.id}"]`).value)]).filter(([, typed]) => typed !== "" && typed !== "0");
  }
  const total = () => wanted().reduce((sum, [good, typed]) => sum + good.unit * (+typed || 0), 0);
  const way = () => $('input[name="way"]:checked')?.value;

  /** What is wrong with what was typed; nothing, if it can be sold. */
  function wrong() {
    const lines = wanted();
    if (!lines.length) return say("nothing");
    for (const [good, typed] of lines) {
      if (!/^\d{1,3}$/u.test(typed)) return say("pieces");
      const rest = left(good, mending?.key);
      if (+typed > rest) return say("short", { name: good.name, left: Math.max(rest, 0) });
    }
    if (!way()) return say("way");
    if (way() === "printed" && !/^\d{12}$/u.test(digits($('[name="utr"]').value))) return say("utr");
    if (way() === "printed" && total() > +most) return say("too-much", { most: money(+most) });
    const mobile = digits($('[name="mobile"]').value);
    return mobile && !/^(\+?91)?[6-9]\d{9}$/u.test(mobile) ? say("mobile") : "";
  }

  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = wrong(), box = $("[data-wrong]");
    box.textContent = text;
    box.hidden = !text;
    if (text) return box.focus();
    // Meanwhile told after all: what is typed now is another sale.
    if (mending && sales().find((one) => one.key === mending.key)?.state !== "refused") mending = null;
    const key = mending?.key ?? [...crypto.getRandomValues(new Uint8Array(20))].map((byte) => "0123456789abcdefghjkmnpqrstvwxyz"[byte & 31]).join("");
    const lines = wanted().map(([good, typed]) => [good.id, +typed]);
    const utr = way() === "printed" ? digits($('[name="utr"]').value) : "";
    const sale = { key, sold_at: mending?.sold_at ?? Date.now(), lines, taken: total(), way: way(), utr, mobile: digits($('[name="mobile"]').value), state: "waiting", reason: "" };
    try { keep([sale, ...sales().filter((one) => one.key !== key)]); } catch {
      box.textContent = say("no-room");
      box.hidden = false;
      return box.focus();
    }
    mending = null;
    form.reset();
    show();
    tell(say("kept", { amount: money(sale.taken) }));
    send();
  });

  function mend(sale) {
    mending = sale;
    form.reset();
    for (const [id, pieces] of sale.lines) {
      const field = $(`[data-good="${id}"]`);
      if (field) field.value = pieces;
    }
    for (const radio of $$('input[name="way"]')) radio.checked = radio.value === sale.way;
    $('[name="utr"]').value = sale.utr ?? "";
    $('[name="mobile"]').value = sale.mobile ?? "";
    show();
    form.scrollIntoView();
  }

  // ---- telling: one after the other, each under its key; each answer is believed, each silence is asked again ----

  const line = Outbox.lineTo(post);
  async function sendOne(sale) {
    const { key, sold_at, lines, taken, utr, mobile } = sale;
    const body = JSON.stringify({ key, sold_at, lines, taken, way: sale.way, utr, mobile });
    const { ok, said } = await line.call("", body, { "content-type": "application/json" });
    if (ok) change(key, { state: "sent", code: said.code, sent_at: Date.now(), utr: "", mobile: "", reason: "" });
    // A page that says no instead of a reason: somebody else's stall, or none any more.
    else change(key, { state: "refused", reason: said.reason ?? say("unsaid") });
    show();
  }
  const send = Outbox.sender({
    lock: place,
    refresh: () => {},
    mine: () => sales().reverse(),
    sendOne,
    keep: () => {},
    signedOut: () => tell(say("signed-out")),
    done: () => {},
    show,
  });

  // ---- what is seen ----

  function tell(text) {
    const box = $("[data-told]");
    box.textContent = text;
    box.hidden = !text;
  }
  function show() {
    const online = navigator.onLine, all = sales();
    $("[data-line]").textContent = online ? "" : say("offline");
    $("[data-line]").hidden = online;
    for (const part of $$("[data-mending]")) part.hidden = !mending;
    $("[data-total]").textContent = say("total", { amount: money(total()) });
    for (const good of goods) $(`[data-left="${good.id}"]`).textContent = say("left", { price: money(good.unit), left: Math.max(left(good, mending?.key), 0) });
    const open = all.filter((sale) => sale.state !== "sent");
    $("[data-waiting]").textContent = open.length ? say("to-tell", { count: open.length }) : "";
    const button = $("[data-send]");
    button.hidden = !all.some((sale) => sale.state === "waiting");
    button.disabled = !online;
    $("[data-none]").hidden = all.length > 0;
    const row = $("template[data-row]");
    $("[data-sales]").replaceChildren(...all.slice(0, 200).map((sale) => {
      const item = row.content.firstElementChild.cloneNode(true);
      item.dataset.state = sale.state;
      $("[data-title]", item).textContent = `${money(sale.taken)} · ${sale.lines.map(([id, pieces]) => `${pieces} × ${named(id)}`).join(", ")}`;
      $("[data-stands]", item).textContent = say(`state-${sale.state}`, { code: sale.code ?? "" });
      $("[data-reason]", item).textContent = sale.reason ?? "";
      const deeds = $("[data-deeds]", item);
      deeds.hidden = sale.state !== "refused";
      $("[data-again]", item).addEventListener("click", () => { change(sale.key, { state: "waiting" }); send(); });
      $("[data-mend]", item).addEventListener("click", () => mend(sale));
      return item;
    }));
  }

  keep(sales().filter((sale) => sale.state !== "sent" || Date.now() - sale.sent_at < WEEK));
  for (const part of $$("[data-script]")) part.hidden = false;
  for (const part of $$("[data-no-script]")) part.hidden = true;
  $("[data-send]").addEventListener("click", send);
  $("button[data-mending]").addEventListener("click", () => { mending = null; form.reset(); show(); });
  addEventListener("online", send);
  addEventListener("offline", show);
  show();
  send();
  // The page itself is kept by the telephone, so that it opens where there is no line.
  Outbox.keepPage(location.pathname, scope, "/stall-sw.js", "stall-pages").then(() => navigator.serviceWorker?.ready).then(() => { root.dataset.ready = ""; });
})();
