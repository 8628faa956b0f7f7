// The hub's phone: the day's parcels are kept here, what is scanned and found waits here and is sent when there is signal.
// Begins with outbox.js. A bar-code reader that types like a keyboard needs nothing: its code and Enter land in the box.
(() => {
  "use strict";
  const { $, $$, newId } = Outbox;
  const root = $("[data-scan]"), WEEK = 7 * 864e5, DAY = 864e5;
  if (!root) return;
  const say = Outbox.sayer(JSON.parse(root.dataset.words)), home = root.dataset.scan;
  const onPhone = Outbox.keptIn("mart-hub");
  const { get, all, put, drop } = onPhone;
  const { call, insist } = Outbox.lineTo(root.dataset.outbox);
  const list = $("[data-list]"), form = $("form[data-look]"), finder = $("form[data-find]"), video = $("video");
  let kept = null, current = null, camera = null;

  const clean = (typed) => typed.normalize("NFKC").replace(/[०-९]/g, (digit) => digit.charCodeAt(0) - 0x966).replace(/[^0-9A-Za-z]/g, "").slice(0, 20).toUpperCase();
  const spaced = (code) => code.replace(/(.{3})(?=.)/g, "$1 ");
  const expected = (code) => kept?.parcels.find((parcel) => parcel.code === code);

  // ---- sending: one request is one look, photo and all; the same id is the same look ----

  async function sendOne(record) {
    record.state = "sending";
    await put("records", record);
    await show();
    const body = new FormData();
    for (const name of ["id", "code", "finding", "why"]) body.set(name, record[name]);
    body.set("seen_at", String(record.seen_at));
    const photo = await get("files", record.id);
    if (photo) body.set("file", photo.blob, "photo.jpg");
    const { ok, said } = await insist("/looks", body);
    // Whoever says no says why; what was cut off or trickled in does not, and is sent again, not for ever.
    if (!ok && !said.reason && (record.unsaid = (record.unsaid ?? 0) + 1) < 5) throw new Error("no answer");
    if (ok) await drop("files", record.id);
    Object.assign(record, { state: ok ? "sent" : "conflict", reason: ok ? said.says : said.reason ?? say("refused"), unsaid: 0, changed_at: Date.now() });
    await put("records", record);
    await refresh().catch(() => null);
  }
  async function refresh() {
    const answer = await call("/snapshot");
    if (!answer.ok) return;
    kept = { ...answer.said, at: Date.now() };
    await put("kept", kept, "snapshot");
  }
  async function mine() {
    return (await all("records")).filter((record) => !kept || !record.keeper || record.keeper === kept.keeper).sort((a, b) => b.seen_at - a.seen_at);
  }
  const send = Outbox.sender({
    lock: "mart-hub-send",
    refresh,
    mine,
    sendOne,
    keep: (record) => put("records", record),
    signedOut: () => tell(say("signed-out")),
    done: () => put("kept", Date.now(), "sent_at"),
    show,
  });

  // ---- what is seen ----

  function tell(text) {
    const box = $("[data-told]");
    box.textContent = text;
    box.hidden = !text;
  }
  function row(of, title, stands, reason, tone) {
    const item = of.content.firstElementChild.cloneNode(true);
    $("[data-title]", item).textContent = title;
    $("[data-stands]", item).textContent = stands;
    $("[data-reason]", item).textContent = reason;
    $("[data-reason]", item).className = tone;
    return item;
  }
  async function show() {
    const records = await mine(), online = navigator.onLine;
    const open = records.filter((r) => r.state !== "sent");
    $("[data-line]").hidden = online;
    $("[data-count-waiting]").textContent = say("to-send", { count: open.length });
    const button = $("[data-send]");
    button.hidden = !records.some((r) => r.state === "waiting" || r.state === "sending");
    button.disabled = !online;
    $("[data-finish]").textContent = say(online ? "finish" : "keep");
    const sentAt = await get("kept", "sent_at");
    $("[data-sent-at]").textContent = sentAt ? say("sent-at", { when: Outbox.moment(sentAt) }) : "";
    $("[data-records]").replaceChildren(...records.slice(0, 200).map((record) => {
      const { code, state } = record;
      const old = state !== "sent" && Date.now() - record.seen_at > DAY ? ` ${say("old")}` : "";
      const found = record.finding ? ` · ${say(record.finding)}` : "";
      const item = row($("template[data-record]"), spaced(code), say(`state-${state}`) + found + old, record.reason ?? "", state === "sent" ? "hint" : "error");
      Object.assign(item.dataset, { state, code });
      const act = (name, done) => {
        const part = $(`[data-${name}]`, item);
        part.hidden = state !== "conflict" && !(name === "go-on" && state === "draft");
        part.addEventListener("click", done);
      };
      act("go-on", () => edit(record));
      act("again", async () => { await put("records", { ...record, state: "waiting", reason: "" }); send(); });
      act("away", async () => {
        if (!confirm(say("put-away", { code: spaced(code) }))) return;
        await drop("records", record.id);
        await drop("files", record.id);
        show();
      });
      return item;
    }));
    $("[data-none]").hidden = records.length > 0;
    // What was looked at is listed above, until the list in the phone is newer than the look.
    const looked = new Set(records.filter((r) => r.state !== "sent" || r.changed_at > (kept?.at ?? 0)).map((r) => r.code));
    const waiting = (kept?.parcels ?? []).filter((parcel) => parcel.state !== "at_hub" && !looked.has(parcel.code));
    $("[data-count-expected]").textContent = String(waiting.length);
    $("[data-kept-at]").textContent = say(kept ? "kept-at" : "kept-none", { when: kept ? Outbox.moment(kept.at) : "" });
    $("[data-expected]").replaceChildren(...waiting.map((parcel) => {
      const item = row($("template[data-parcel]"), spaced(parcel.code), `${parcel.maker}, ${parcel.village}`, "", "");
      item.dataset.code = parcel.code;
      $("[data-day]", item).textContent = `${say(parcel.state)}${parcel.ready ? ` · ${parcel.ready}` : ""}`;
      $("[data-look-at]", item).addEventListener("click", () => take(parcel.code));
      return item;
    }));
  }

  // ---- a code comes in: typed, from a reader, or from the camera ----

  async function take(typed) {
    const code = clean(typed);
    tell(code ? "" : say("no-code"));
    if (!code) return;
    const before = (await mine()).find((record) => record.code === code && record.state !== "sent");
    if (before && before.state !== "draft" && before.state !== "conflict") return tell(say("waits", { code: spaced(code) }));
    const record = before ?? { id: newId("hse"), keeper: kept?.keeper ?? "", code, finding: "", why: "", seen_at: Date.now(), changed_at: Date.now(), state: "draft", reason: "" };
    await put("records", record);
    edit(record);
  }
  async function edit(record) {
    current = record;
    const parcel = expected(record.code);
    form.reset();
    for (const radio of $$("[name=finding]", form)) radio.checked = radio.value === record.finding;
    $("[name=why]", form).value = record.why;
    $("[data-written]", form).textContent = spaced(record.code);
    $("[data-mend]").textContent = record.state === "conflict" ? record.reason : "";
    const stands = !parcel ? say("unknown") : parcel.state === "packed" ? "" : say(`is-${parcel.state}`);
    $("[data-is]").textContent = stands;
    $("[data-is]").hidden = !stands;
    const item = (text) => Object.assign(document.createElement("li"), { textContent: text });
    $("[data-goods]").replaceChildren(...(parcel?.goods ?? []).map(item));
    $("[data-whose]").textContent = parcel ? `${parcel.maker}, ${parcel.village}` : "";
    const checks = (parcel?.checks ?? []).flatMap((of) => kept.standards[of] ?? []);
    $("[data-checks]").replaceChildren(...checks.map(item));
    $("[data-checks-part]").hidden = checks.length === 0;
    $("[data-missing]").hidden = true;
    await photo();
    list.hidden = true;
    form.hidden = false;
    $("h2", form).focus();
  }
  async function photo() {
    const file = await get("files", current.id);
    $("[data-seen]", form).textContent = file ? say("photo-kept", { kb: Math.ceil(file.blob.size / 1024) }) : "";
  }
  async function close() {
    current = null;
    form.hidden = true;
    list.hidden = false;
    await show();
    finder.elements.parcel.value = "";
    finder.elements.parcel.focus();
  }
  function keep() {
    current.changed_at = Date.now();
    return put("records", current);
  }

  finder.addEventListener("submit", (event) => {
    event.preventDefault();
    take(finder.elements.parcel.value);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", async ({ target }) => {
    if (target.type === "file") {
      if (!target.files[0]) return;
      await put("files", { id: current.id, blob: await Outbox.shrunk(target.files[0], { side: 960, bytes: 40 * 1024 }) });
      return photo();
    }
    current[target.name] = target.value;
    await keep();
  });
  $("[data-finish]").addEventListener("click", async () => {
    current.why = $("[name=why]", form).value.trim();
    const gap = !current.finding ? "finding" : current.finding !== "passes" && !current.why ? "why" : "";
    $("[data-missing]").textContent = gap ? say(`missing-${gap}`) : "";
    $("[data-missing]").hidden = !gap;
    if (gap) return $(`[name=${gap}]`, form).focus();
    Object.assign(current, { state: "waiting", reason: "" });
    await keep();
    await close();
    send();
  });
  $("[data-later]").addEventListener("click", close);
  $("[data-drop]").addEventListener("click", async () => {
    if (!confirm(say("put-away", { code: spaced(current.code) }))) return;
    await drop("files", current.id);
    await drop("records", current.id);
    close();
  });
  $("[data-send]").addEventListener("click", send);
  addEventListener("online", send);
  addEventListener("offline", show);
  Outbox.onSignOut(onPhone, (count) => say("unsent", { count }));

  // The camera reads the bars where the browser can; it is asked only when she presses, and let go at once.
  async function look() {
    const reader = new BarcodeDetector({ formats: ["code_128"] });
    try {
      camera = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    } catch {
      return tell(say("no-camera"));
    }
    video.srcObject = camera;
    video.hidden = $("[data-stop]").hidden = false;
    await video.play();
    while (camera) {
      const [found] = await reader.detect(video).catch(() => []);
      if (found) {
        stop();
        navigator.vibrate?.(80);
        return take(found.rawValue);
      }
      await new Promise((done) => setTimeout(done, 150));
    }
  }
  function stop() {
    for (const track of camera?.getTracks() ?? []) track.stop();
    camera = video.srcObject = null;
    video.hidden = $("[data-stop]").hidden = true;
  }
  $("[data-camera]").addEventListener("click", look);
  $("[data-stop]").addEventListener("click", stop);

  (async () => {
    for (const part of $$("[data-no-script]")) part.hidden = true;
    for (const part of $$("[data-script]")) part.hidden = false;
    const formats = await window.BarcodeDetector?.getSupportedFormats?.().catch(() => []);
    $("[data-camera]").hidden = !(formats?.includes("code_128") && navigator.mediaDevices);
    kept = (await get("kept", "snapshot")) ?? null;
    if (kept && Date.now() - kept.at > WEEK) { kept = null; await drop("kept", "snapshot"); }
    for (const record of await all("records")) {
      // A window that was killed while sending: its look waits again.
      if (record.state === "sending") await put("records", { ...record, state: "waiting" });
      if (record.state === "sent" && Date.now() - record.changed_at > WEEK) await drop("records", record.id);
    }
    await show();
    root.dataset.ready = "1";
    await Outbox.keepPage(home, root.dataset.scope);
    await send();
  })();
})();
