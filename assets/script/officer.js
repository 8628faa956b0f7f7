// The officer's phone: records made with or without signal are kept here, sent when there is signal, and told apart.
// No bank or identity number is kept. Begins with outbox.js, as the hub's phone does.
(() => {
  "use strict";
  const { $, $$, newId } = Outbox;
  const PART = 64 * 1024, WEEK = 7 * 864e5;
  const root = document.querySelector("[data-field]");

  const shrunk = (file) => Outbox.shrunk(file, { side: 1280, bytes: 80 * 1024 });

  if (!root) {
    for (const input of $$("input[data-shrink]")) {
      input.addEventListener("change", async () => {
        if (!input.files[0]) return;
        const small = await shrunk(input.files[0]);
        if (small === input.files[0]) return;
        const held = new DataTransfer();
        held.items.add(new File([small], "photo.jpg", { type: "image/jpeg" }));
        input.files = held.files;
      });
    }
    place(document);
    return;
  }

  const words = JSON.parse(root.dataset.words), home = root.dataset.field, outbox = root.dataset.outbox;
  const say = Outbox.sayer(words);

  const onPhone = Outbox.keptIn("mart-field");
  const { get, all, put, drop } = onPhone;
  const { call, insist } = Outbox.lineTo(outbox);

  async function fingerprint(blob) {
    const hash = await crypto.subtle.digest("SHA-256", await blob.arrayBuffer());
    return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  let kept = null, current = null, screens = [], at = 0;

  // ---- sending: text first, then each file in parts; each answer is believed, each silence is asked again ----

  async function sendFile(record, file, from) {
    const { blob } = await get("files", file.id);
    const parts = Math.ceil(blob.size / PART);
    for (let part = from; part < parts; part++) {
      const piece = blob.slice(part * PART, (part + 1) * PART);
      const answer = await insist(`/files/${file.id}/parts/${part}`, piece, { "content-type": "application/octet-stream", "x-part-sha256": await fingerprint(piece) });
      if (answer.status === 409 && Number.isInteger(answer.said.next)) part = answer.said.next - 1;
      else if (!answer.ok) return answer.said.reason ?? say("refused");
      record.done += 1;
      await put("records", record);
      show();
    }
    return null;
  }

  async function sendOne(record) {
    record.state = "sending";
    record.done = 0;
    const files = [];
    for (const { id, role, position } of record.files) {
      const { blob, sha256 } = await get("files", id);
      files.push({ id, role, position, bytes: blob.size, sha256 });
      record.done -= Math.ceil(blob.size / PART);
    }
    record.parts = -record.done + 1;
    record.done = 0;
    await put("records", record);
    await show();
    const text = JSON.stringify({ id: record.id, kind: record.kind, recorded_at: record.recorded_at, answers: record.answers, files });
    const answer = await insist("/records", text, { "content-type": "application/json" });
    if (!answer.ok) return settle(record, "conflict", answer.said.reason ?? say("refused"));
    record.done = 1;
    if (answer.said.state === "sent_back") return settle(record, "back", answer.said.reason);
    for (const file of answer.said.files) {
      if (file.state === "kept" || !record.files.some((own) => own.id === file.id)) { record.done += 1; continue; }
      await sendFile(record, file, file.next);
    }
    const end = await insist(`/records/${record.id}`);
    if (!end.ok) return settle(record, "conflict", end.said.reason ?? say("refused"));
    if (end.said.state === "sent_back") return settle(record, "back", end.said.reason);
    if (end.said.state === "receiving") throw new Error("files are missing");
    for (const file of record.files) await drop("files", file.id);
    return settle(record, "sent", end.said.says);
  }
  async function settle(record, state, reason) {
    Object.assign(record, { state, reason, changed_at: Date.now() });
    await put("records", record);
    await show();
  }

  const send = Outbox.sender({
    lock: "mart-field-send",
    refresh,
    mine,
    sendOne,
    keep: (record) => put("records", record),
    signedOut: () => tell(say("signed-out")),
    done: () => put("kept", Date.now(), "sent_at"),
    show,
  });

  // What the mart tells: makers and goods of the officer's blocks, without numbers; another officer's are forgotten.
  async function refresh() {
    const answer = await call("/snapshot");
    if (!answer.ok) return;
    kept = { ...answer.said, at: Date.now() };
    await put("kept", kept, "snapshot");
    for (const theirs of kept.records) {
      const own = await get("records", theirs.id);
      if (own && own.state === "sent") {
        const state = theirs.state === "sent_back" ? "back" : "sent";
        await put("records", { ...own, state, reason: theirs.state === "sent_back" ? theirs.reason : theirs.says });
      }
    }
    fill();
  }
  async function mine() {
    return (await all("records")).filter((record) => !kept || !record.officer || record.officer === kept.officer).sort((a, b) => b.recorded_at - a.recorded_at);
  }

  async function forgetOld() {
    const now = Date.now();
    if (kept && now - kept.at > WEEK) { kept = null; await drop("kept", "snapshot"); }
    for (const record of await all("records")) {
      if (record.state === "sent" && now - record.changed_at > WEEK) await drop("records", record.id);
    }
  }

  // ---- what is seen ----

  const tell = (text) => { const box = $("[data-told]"); box.textContent = text; box.hidden = !text; };
  async function show() {
    const records = await mine();
    const open = records.filter((r) => r.state !== "sent" && r.state !== "draft");
    const online = navigator.onLine;
    $("[data-line]").textContent = online ? "" : say("offline");
    $("[data-line]").hidden = online;
    $("[data-count-waiting]").textContent = say("to-send", { count: open.length });
    const button = $("[data-send]");
    button.hidden = !records.some((r) => r.state === "waiting" || r.state === "sending");
    button.disabled = !online;
    for (const finish of $$("[data-finish]")) finish.textContent = say(online ? "send" : "keep");
    const sentAt = await get("kept", "sent_at");
    $("[data-sent-at]").textContent = sentAt ? say("sent-at", { when: Outbox.moment(sentAt) }) : "";
    const space = await navigator.storage?.estimate?.();
    if (space) $("[data-space]").textContent = say("space", { mb: Math.floor((space.quota - space.usage) / 1e6) });
    const list = $("[data-records]"), row = $("template[data-row]");
    list.replaceChildren(...records.slice(0, 200).map((record) => {
      const item = row.content.firstElementChild.cloneNode(true);
      item.dataset.state = record.state;
      item.dataset.id = record.id;
      $("[data-title]", item).textContent = titled(record);
      const old = record.state !== "sent" && Date.now() - record.recorded_at > WEEK ? ` ${say("old")}` : "";
      $("[data-stands]", item).textContent = say(`state-${record.state}`, { done: record.done ?? 0, parts: record.parts ?? 0 }) + old;
      $("[data-reason]", item).textContent = record.reason ?? "";
      const link = $("[data-open]", item);
      link.hidden = record.state === "sending" || record.state === "waiting";
      if (record.state === "sent" || record.state === "conflict") link.href = `${home}/records/${record.id}`;
      else link.addEventListener("click", (event) => { event.preventDefault(); edit(record); });
      link.textContent = say(record.state === "sent" ? "look" : record.state === "conflict" ? "both" : record.state === "back" ? "mend" : "go-on");
      return item;
    }));
    $("[data-none]").hidden = records.length > 0;
  }
  function titled(record) {
    const { answers: a } = record;
    const who = a.name_hi || a.name_en || named("makers", a.maker) || (a.case && a.seen_name), what = a.good_hi || a.good_en || named("goods", a.product);
    return [say(`kind-${record.kind}`), what, who].filter(Boolean).join(" · ");
  }
  const named = (list, id) => (id ? kept?.[list]?.find((one) => one.id === id)?.name ?? "" : "");

  // ---- recording: one question a screen, kept after each answer ----

  const formOf = (kind) => $(`form[data-kind="${kind}"]`);
  function fill() {
    if (!kept) return;
    const options = (select, list, label) => {
      const chosen = select.value;
      const filter = ($(`[data-filter="${select.name}"]`)?.value ?? "").trim().toLowerCase();
      const fits = list.filter((one) => !filter || label(one).toLowerCase().includes(filter) || one.id === chosen);
      const made = fits.slice(0, 300).map((one) => new Option(label(one), one.id, false, one.id === chosen));
      select.replaceChildren(select.options[0], ...made);
    };
    for (const select of $$("select[name=maker]")) options(select, kept.makers, (m) => `${m.name}, ${m.village}`);
    for (const select of $$("select[name=case]")) options(select, kept.cases ?? [], (c) => `${c.name}, ${c.village}`);
    openCases();
    for (const select of $$("select[name=product]")) options(select, kept.goods, (g) => `${g.name} – ${named("makers", g.maker)}`);
  }
  // The open cases of her blocks, what is due first at the head: to be read, and to note a visit to.
  function openCases() {
    const wanted = $('[data-filter="open-cases"]').value.trim().toLowerCase(), row = $("template[data-case]");
    const fits = (kept.cases ?? []).filter((one) => !wanted || `${one.name} ${one.village}`.toLowerCase().includes(wanted));
    $("[data-no-cases]").textContent = fits.length ? "" : say("cases-none");
    $("[data-cases]").replaceChildren(...fits.slice(0, 200).map((one) => {
      const item = row.content.firstElementChild.cloneNode(true);
      item.dataset.case = one.id;
      $("[data-title]", item).textContent = [one.name, one.village, one.craft].filter(Boolean).join(" · ");
      $("[data-stands]", item).textContent = [one.stands, one.next].filter(Boolean).join(" · ");
      $("[data-visit]", item).addEventListener("click", () => begin("visit", { case: one.id, seen_name: one.name }));
      return item;
    }));
  }
  const today = () => new Date(Date.now() + 330 * 60_000).toISOString().slice(0, 10);
  function begin(kind, answers = {}) {
    if (kind === "visit") answers.visited = today();
    edit({ id: newId("fld"), kind, officer: kept?.officer ?? "", recorded_at: Date.now(), changed_at: Date.now(), answers, files: [], state: "draft", reason: "" });
  }
  function edit(record) {
    current = record;
    const form = formOf(record.kind);
    form.reset();
    for (const field of $$("[name]", form)) {
      const value = record.answers[field.name];
      if (field.type === "radio") field.checked = field.value === value;
      else if (field.type !== "file" && value !== undefined) field.value = value;
    }
    fill();
    for (const select of $$("select", form)) if (record.answers[select.name]) select.value = record.answers[select.name];
    checks(form);
    questions(form);
    root.dataset.editing = record.kind;
    $("[data-list]").hidden = true;
    for (const other of $$("form[data-kind]")) other.hidden = other !== form;
    $("[data-mend]", form).textContent = record.state === "back" ? record.reason : "";
    screens = $$("[data-screen]", form);
    at = 0;
    turn(0);
  }
  async function close() {
    current = null;
    delete root.dataset.editing;
    for (const form of $$("form[data-kind]")) form.hidden = true;
    $("[data-list]").hidden = false;
    await show();
    $("[data-list] h1").focus();
  }
  // What is asked of the chosen craft; that of «other» for whatever has none of its own.
  const asks = () => $(`template[data-asks="${current.answers.craft}"]`) ?? $('template[data-asks="other"]');
  const eaten = () => (current.answers.craft && asks()?.dataset.eaten) || "asked";
  const isFood = () => eaten() === "always" || (eaten() === "asked" && ["yes", "no"].includes(current.answers.veg));
  const skipped = ({ dataset: { screen } }) => (["name", "phone", "face", "place"].includes(screen) && current.answers.maker) || (["met", "home"].includes(screen) && current.answers.case) || (screen === "eaten" && eaten() !== "asked") || (screen === "food" && !isFood()) || (screen === "questions" && (!current.answers.craft || !asks()));
  function turn(by) {
    let next = at + by;
    while (screens[next] && skipped(screens[next])) next += by || 1;
    if (!screens[next]) return;
    at = next;
    screens.forEach((screen, place) => { screen.hidden = place !== at; });
    const screen = screens[at], form = screen.closest("form");
    for (const part of $$("[data-when]", screen)) part.hidden = part.dataset.when !== current.answers.making;
    $("[data-back]", form).hidden = at === 0;
    $("[data-next]", form).hidden = at === screens.length - 1;
    $("[data-finish]", form).hidden = at !== screens.length - 1;
    $("[data-missing]", form).hidden = true;
    for (const item of $$("li[data-step]", form)) {
      if (item.dataset.step === screen.dataset.step) item.setAttribute("aria-current", "step");
      else item.removeAttribute("aria-current");
    }
    helper(form);
    if (at === screens.length - 1) readBack(form);
    photos(screen);
    show();
    if (by) $("h2, legend, label", screen)?.scrollIntoView({ block: "center" });
  }
  // The first thing that must be there before one goes on, if it is not; the mart looks at everything once more.
  function missing(screen) {
    const { answers, files } = current, has = (role) => files.some((file) => file.role === role);
    const found = Object.keys(answers).filter((key) => key.startsWith("check_")).map((key) => answers[key]);
    const field = (name) => $(`[name="${name}"]`, screen);
    for (const need of (screen.dataset.needs ?? "").split(" ").filter(Boolean)) {
      if (need === "questions") {
        const open = $$("[data-needed]", screen).find((part) => !answers[part.dataset.needed]);
        if (open) return $("input", open);
      } else if (need.startsWith("photo:")) { if (!has(need.slice(6))) return $("input[type=file]", screen); }
      else if (need === "checks") {
        const open = $$("fieldset", screen).find((part) => !$("input:checked", part));
        if (open || found.length === 0) return open ? $("input", open) : screen;
      } else if (need === "found") {
        if (found.some((one) => one !== "right") && !answers.note) return field("note");
        if (found.includes("stop") && !has("finding")) return $("input[type=file]", screen);
      } else if (!need.split("/").some((name) => answers[name])) return field(need.split("/")[0]);
    }
    return null;
  }
  const plain = (text) => (text ?? "").replace(/[०-९]/g, (d) => d.charCodeAt(0) - 0x966).replace(/[₹,\s]/g, "");
  function helper(form) {
    const box = $("[data-helper]", form);
    if (!box) return;
    const a = current.answers, number = (key) => Math.round(parseFloat(plain(a[key]) || "0") * 100);
    const work = Math.ceil((Math.ceil((number("hours") * 4) / 100) * +box.dataset.wage) / 4);
    const floor = number("material") + work + number("packing") + number("freight");
    const suggested = Math.ceil(Math.ceil((floor * 120) / 100) / 500) * 500;
    const rupees = (paise) => (paise / 100).toLocaleString("en-IN", { style: "currency", currency: "INR", maximumFractionDigits: paise % 100 ? 2 : 0 });
    $("[data-floor]", box).textContent = say("floor", { floor: rupees(floor), suggested: rupees(suggested) });
    const loss = number("price") > 0 && number("price") < floor;
    $("[data-loss]", box).hidden = !loss;
  }
  function readBack(form) {
    const list = $("[data-read-back]", form);
    if (!list) return;
    const pairs = [];
    for (const field of $$("[name]", form)) {
      if (field.type === "file" || (field.type === "radio" && !field.checked) || !field.value || field.closest("[data-filtering]")) continue;
      const screen = field.closest("[data-screen]");
      if (screen && skipped(screen)) continue;
      const label = field.type === "radio" ? $("legend", field.closest("fieldset")) : form.querySelector(`label[for="${field.id}"]`);
      const text = field.type === "radio" ? $(`label[for="${field.id}"]`, form).textContent : field.tagName === "SELECT" ? field.selectedOptions[0]?.textContent : field.value;
      pairs.push([label?.firstChild?.textContent ?? field.name, text]);
    }
    list.replaceChildren(...pairs.map(([label, text]) => {
      const row = document.createElement("div"), term = document.createElement("dt"), said = document.createElement("dd");
      term.textContent = label;
      said.textContent = text;
      row.append(term, said);
      return row;
    }));
  }
  // A picture of the photo that is kept, so that she sees what will be sent.
  async function photos(screen) {
    for (const input of $$("input[type=file]", screen)) {
      const file = current.files.find((f) => f.role === input.dataset.role);
      const seen = input.parentElement.querySelector("[data-seen]");
      seen.textContent = file ? say(input.dataset.role === "voice" ? "voice-kept" : "photo-kept", { kb: Math.ceil(((await get("files", file.id))?.blob.size ?? 0) / 1024) }) : "";
    }
  }
  async function keepFile(input) {
    const file = input.files[0];
    if (!file) return;
    const { role } = input.dataset, blob = role === "voice" ? file : await shrunk(file);
    const id = newId("fil");
    await put("files", { id, blob, sha256: await fingerprint(blob) });
    for (const old of current.files.filter((f) => f.role === role)) await drop("files", old.id);
    current.files = [...current.files.filter((f) => f.role !== role), { id, role, position: 1 }];
    await keep();
    await photos(input.closest("[data-screen]"));
  }
  function keep() {
    current.changed_at = Date.now();
    return put("records", current);
  }
  // Answers to another version of a template, or to another craft, are answers to other questions.
  function stamped(stamp, of) {
    if (current.answers.template !== stamp) for (const key of Object.keys(current.answers)) if (key.startsWith(of)) delete current.answers[key];
    current.answers.template = stamp;
  }
  // The questions of the chosen craft.
  function questions(form) {
    const box = $("[data-questions]", form), source = box && current.answers.craft && asks();
    if (!box) return;
    box.replaceChildren();
    if (!source) return;
    stamped(source.dataset.stamp, "ask_");
    box.append(source.content.cloneNode(true));
    for (const field of $$("[name]", box)) {
      const value = current.answers[field.name] ?? "";
      if (field.type === "radio") field.checked = field.value === value;
      else field.value = value;
    }
  }
  // The checks of the craft of the chosen good.
  function checks(form) {
    const list = $("[data-checks]", form), good = kept?.goods.find((g) => g.id === current.answers.product);
    if (!list || !good) return;
    const source = $(`template[data-craft="${good.craft}"]`) ?? $('template[data-craft="other"]'), one = $("template[data-check]");
    stamped(source.dataset.stamp, "check_");
    list.replaceChildren(...[...source.content.children].map((check, place) => {
      const part = one.content.firstElementChild.cloneNode(true), name = `check_${place + 1}`;
      $("legend", part).textContent = check.textContent;
      for (const radio of $$("input", part)) {
        radio.name = name;
        radio.nextElementSibling.htmlFor = radio.id = `${name}-${radio.value}`;
        radio.checked = current.answers[name] === radio.value;
      }
      return part;
    }));
    Object.assign(current.answers, { seen_price: String(good.price), seen_stock: String(good.stock), seen_name: good.name_hi });
  }

  for (const form of $$("form[data-kind]")) {
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("change", async (event) => {
      const field = event.target;
      if (field.dataset.filter) return;
      if (field.type === "file") return keepFile(field);
      if (!field.name) return;
      current.answers[field.name] = field.value;
      if (field.name === "product") {
        delete current.answers.template;
        checks(form);
      }
      if (field.name === "craft") {
        delete current.answers.template;
        questions(form);
      }
      if (field.name === "case") current.answers.seen_name = named("cases", field.value);
      for (const part of $$("[data-when]", screens[at])) part.hidden = part.dataset.when !== current.answers.making;
      helper(form);
      await keep();
    });
    // What is shown follows each letter: if it changed only when the field is left, buttons would move from under the finger.
    form.addEventListener("input", ({ target }) => {
      if (target.dataset.filter) return fill();
      if (!target.name || target.type === "file") return;
      current.answers[target.name] = target.value;
      helper(form);
    });
    $("[data-next]", form).addEventListener("click", () => {
      const gap = missing(screens[at]), box = $("[data-missing]", form);
      box.hidden = !gap;
      if (gap) return gap.focus?.();
      turn(1);
    });
    $("[data-back]", form).addEventListener("click", () => turn(-1));
    $("[data-later]", form).addEventListener("click", close);
    $("[data-finish]", form).addEventListener("click", async () => {
      const gap = missing(screens[at]), box = $("[data-missing]", form);
      box.hidden = !gap;
      if (gap) return gap.focus?.();
      current.state = "waiting";
      current.reason = "";
      await keep();
      await close();
      send();
    });
  }
  for (const button of $$("[data-begin]")) {
    button.addEventListener("click", () => begin(button.dataset.begin));
  }
  $('[data-filter="open-cases"]').addEventListener("input", () => kept && openCases());
  $("[data-send]").addEventListener("click", send);
  addEventListener("online", send);
  addEventListener("offline", show);

  Outbox.onSignOut(onPhone, (count) => say("unsent", { count }));

  // GPS once, with how sure it is.
  function place(within) {
    for (const button of within.querySelectorAll("[data-gps]")) {
      if (!navigator.geolocation) continue;
      button.hidden = false;
      button.addEventListener("click", () => {
        const told = button.nextElementSibling;
        told.textContent = button.dataset.asking;
        navigator.geolocation.getCurrentPosition(({ coords }) => {
          const form = button.closest("form"), values = { lat: coords.latitude.toFixed(5), lon: coords.longitude.toFixed(5), accuracy_m: String(Math.round(coords.accuracy)) };
          for (const [name, value] of Object.entries(values)) {
            form.elements[name].value = value;
            form.elements[name].dispatchEvent(new Event("change", { bubbles: true }));
          }
          told.textContent = button.dataset.found.replace("[m]", values.accuracy_m);
        }, () => { told.textContent = button.dataset.none; }, { enableHighAccuracy: true, timeout: 20_000, maximumAge: 60_000 });
      });
    }
  }
  place(root);

  (async () => {
    for (const part of $$("[data-no-script]")) part.hidden = true;
    for (const part of $$("[data-script]")) part.hidden = false;
    kept = (await get("kept", "snapshot")) ?? null;
    await forgetOld();
    // A tab that was killed while sending: its record waits again.
    for (const record of await all("records")) if (record.state === "sending") await put("records", { ...record, state: "waiting" });
    fill();
    await show();
    root.dataset.ready = "1";
    await Outbox.keepPage(home, root.dataset.scope);
    await send();
  })();
})();
