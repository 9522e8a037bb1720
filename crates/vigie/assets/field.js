// Keeps reports on the phone while there is no line, photographs and all, and sends each once. The number made with a
// report makes one that is sent twice one; its times are the phone's, and the server puts its clock right by what the
// phone says the time is while it sends. One that was refused can be opened again, corrected and sent anew.

const list = document.querySelector("[data-queue]");
const words = list?.dataset;
const STORE = "reports";
// Plain "en" would put the month first and count hours to twelve.
const locale = document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang;
const KEPT = 20; // received reports that stay listed, without their photographs
let wait = 2000; // between attempts, doubled after each failure, to a minute
let timer = 0;
let trouble = "";

const asked = (request) => new Promise((done, failed) => {
  request.onsuccess = () => done(request.result);
  request.onerror = () => failed(request.error);
});

const database = () => {
  const request = indexedDB.open("vigie-field", 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "id" });
  return asked(request);
};

async function store(mode, act) {
  const opened = await database();
  try {
    const transaction = opened.transaction(STORE, mode);
    // A phone without room gives up only when it writes, after the request has succeeded.
    const lasting = new Promise((done, failed) => {
      transaction.oncomplete = done;
      transaction.onabort = () => failed(transaction.error);
    });
    lasting.catch(() => {});
    const result = await asked(act(transaction.objectStore(STORE)));
    await lasting;
    return result;
  } finally {
    opened.close();
  }
}

const put = (report) => store("readwrite", (all) => all.put(report));

// Puts a corrected report in the place of the one that was refused, in one stroke: whatever happens meanwhile, one of
// the two is kept, and never both. One that was corrected already, as on another page, is left.
async function replace(refused, report) {
  const found = await store("readwrite", (all) => {
    const request = all.get(refused);
    request.addEventListener("success", () => {
      if (request.result?.state !== "refused") return;
      all.delete(refused);
      all.put(report);
    });
    return request;
  });
  return found?.state === "refused";
}

const all = async () => (await store("readonly", (every) => every.getAll())).sort((a, b) => a.written.localeCompare(b.written));

const isFile = (value) => value instanceof File;

// What was written, as it will be sent. The session's value is not kept: it may be another one by then.
function written(form) {
  const fields = [...new FormData(form)].filter(([name, value]) => name !== "csrf" && !(isFile(value) && value.size === 0));
  const of = (name) => fields.find(([given]) => given === name)?.[1] ?? "";
  const happened = new Date(of("happened"));
  return {
    id: crypto.randomUUID(),
    person: words.person,
    name: of("name"),
    outcome: form.querySelector("[name=outcome]").selectedOptions[0].textContent,
    written: new Date().toISOString(),
    fields: fields
      .filter(([name]) => name !== "id")
      .map(([name, value]) => [name, name === "happened" && !Number.isNaN(happened.getTime()) ? happened.toISOString() : value]),
    state: "waiting",
  };
}

// Takes the value of the present session from the page as it is now, if it is still the same person's.
async function renewed() {
  const answer = await fetch(words.queue, { redirect: "manual" });
  if (!answer.ok) return false;
  const now = new DOMParser().parseFromString(await answer.text(), "text/html");
  const value = now.querySelector("input[name=csrf]")?.value;
  if (!value || now.querySelector("[data-queue]")?.dataset.person !== words.person) return false;
  for (const field of document.querySelectorAll("input[name=csrf]")) field.value = value;
  return true;
}

async function deliver(report, again = false) {
  const form = new FormData();
  form.append("csrf", document.querySelector("input[name=csrf]").value);
  form.append("id", report.id);
  form.append("written", report.written);
  form.append("sent", new Date().toISOString());
  for (const [name, value] of report.fields) form.append(name, value);
  const answer = await fetch(words.queue, {
    method: "POST",
    body: form,
    headers: { accept: "application/json" },
    redirect: "manual",
  });
  if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) {
    // The page may be one that was kept, from before its reader signed in again.
    return !again && (await renewed()) ? deliver(report, true) : { signIn: true };
  }
  if (answer.ok) return { state: (await answer.json()).heard === "known" ? "known" : "received" };
  const told = answer.headers.get("content-type")?.startsWith("application/json");
  if (told && answer.status >= 400 && answer.status < 500 && answer.status !== 409) {
    return { state: "refused", why: (await answer.json()).why };
  }
  throw new Error(String(answer.status));
}

const own = async () => (await all()).filter((report) => report.state === "waiting" && report.person === words.person);

async function send() {
  clearTimeout(timer);
  try {
    let failed;
    for (const report of await own()) {
      let came;
      try {
        came = await deliver(report);
      } catch (failure) {
        failed = failure;
        // Without a line no other leaves either; what the server could not take now stands in nobody's way.
        if (failure instanceof TypeError) break;
        continue;
      }
      if (came.signIn) {
        trouble = words.signIn;
        await show();
        return;
      }
      // What has arrived needs no room any more; what was refused stays whole, to be looked at.
      const kept = came.state === "refused" ? report.fields : [];
      await put({ ...report, ...came, fields: kept, done: new Date().toISOString() });
      await show();
    }
    if (failed) throw failed;
    trouble = "";
    wait = 2000;
    // Another may have been written while these were on their way.
    if ((await own()).length > 0) timer = setTimeout(once, 100);
  } catch {
    trouble = words.noLine;
    timer = setTimeout(once, wait);
    wait = Math.min(wait * 2, 60000);
  }
  await forget();
  await show();
}

// One page at a time sends, also when several are open.
const once = () => (navigator.locks ? navigator.locks.request("vigie-field", { ifAvailable: true }, (lock) => lock && send()) : send());

async function forget() {
  const over = (await all()).filter((report) => report.state === "received" || report.state === "known");
  for (const report of over.slice(0, Math.max(0, over.length - KEPT))) {
    await store("readwrite", (every) => every.delete(report.id));
  }
}

const SHAPES = { waiting: ["run", "s-run"], received: ["ok", "s-ok"], known: ["ok", "s-ok"], refused: ["bad", "s-bad"] };

function line(report) {
  const item = document.createElement("li");
  item.dataset.report = report.id;
  item.dataset.state = report.state;
  const [shape, icon] = SHAPES[report.state];
  const other = report.state === "waiting" && report.person !== words.person;
  const said = { waiting: other ? words.other : words.waiting, received: words.received, known: words.known, refused: words.refused };
  const pill = document.createElement("span");
  pill.className = `pill ${shape}`;
  const picture = document.createElementNS(document.querySelector("svg").namespaceURI, "svg");
  picture.setAttribute("class", "i s");
  picture.setAttribute("viewBox", "0 0 16 16");
  picture.setAttribute("aria-hidden", "true");
  picture.append(document.createElementNS(picture.namespaceURI, "use"));
  picture.firstChild.setAttribute("href", `#${icon}`);
  pill.append(picture, said[report.state]);
  const photographs = report.fields.filter(([, value]) => isFile(value)).length;
  const more = document.createElement("span");
  more.className = "sub";
  more.textContent = [
    new Date(report.done ?? report.written).toLocaleTimeString(locale),
    photographs ? `${words.photographs}: ${photographs}` : "",
    report.why ?? "",
  ].filter(Boolean).join(", ");
  const what = document.createElement("b");
  // Whoever else uses the phone sees that something waits, not what it says.
  what.textContent = report.person === words.person ? `${report.name}: ${report.outcome}` : "";
  item.append(what, " ", pill, more);
  if (report.state === "refused") {
    if (formOf(report)) item.append(button(words.correct, () => correct(report)));
    item.append(button(words.drop, async () => {
      await store("readwrite", (every) => every.delete(report.id));
      // Whoever is correcting it writes a new report from here on.
      const form = formOf(report);
      if (form?.dataset.corrects === report.id) stopCorrecting(form);
      await show();
    }));
  }
  return item;
}

function button(text, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "btn quiet";
  made.textContent = text;
  made.addEventListener("click", act);
  return made;
}

// The form of a report's target, while the target is still on the page.
function formOf(report) {
  const target = report.fields.find(([name]) => name === "target")?.[1];
  return [...document.querySelectorAll("form.report")].find((form) => form.elements.target.value === target);
}

// The phone's own time, to the minute, as a field for date and time takes it.
const local = (at) => new Date(at.getTime() - at.getTimezoneOffset() * 60000).toISOString().slice(0, 16);

// Opens a report that was refused again, with all that was written and its photographs.
function correct(report) {
  const form = formOf(report);
  form.reset();
  const files = new Map();
  for (const [name, value] of report.fields) {
    const field = form.elements.namedItem(name);
    if (isFile(value)) files.set(name, [...(files.get(name) ?? []), value]);
    else if (field && name !== "target" && name !== "name") {
      const at = new Date(value);
      field.value = name === "happened" && !Number.isNaN(at.getTime()) ? local(at) : value;
    }
  }
  for (const [name, all] of files) {
    const chosen = new DataTransfer();
    for (const one of all) chosen.items.add(one);
    form.elements.namedItem(name).files = chosen.files;
  }
  form.dataset.corrects = report.id;
  const note = document.createElement("p");
  note.className = "meta";
  note.dataset.correcting = "";
  note.setAttribute("role", "status");
  note.append(`${words.correcting} ${report.why ?? ""} `, button(words.leave, () => form.reset()));
  form.prepend(note);
  const filled = [...form.querySelectorAll("input:not([type=hidden])")].filter((field) => field.value);
  for (const field of [form, ...filled]) {
    for (let fold = field.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  }
  form.querySelector("select").focus();
}

async function show() {
  const mine = (report) => report.person === words.person || report.state === "waiting";
  const reports = (await all()).filter(mine).reverse();
  list.hidden = false;
  list.querySelector("ul").replaceChildren(...reports.map(line));
  const state = navigator.onLine ? trouble : words.noLine;
  const { kept } = document.documentElement.dataset;
  const asOf = kept ? `${words.kept} ${new Date(kept).toLocaleString(locale)}.` : "";
  list.querySelector("[data-line]").textContent = [state || (reports.length ? "" : words.none), asOf].filter(Boolean).join(" ");
}

async function keep(event) {
  event.preventDefault();
  const form = event.target;
  const button = form.querySelector("button[type=submit]");
  button.disabled = true;
  try {
    const report = written(form);
    const { corrects } = form.dataset;
    if (!corrects) await put(report);
    else if (!(await replace(corrects, report))) {
      // Another page corrected or removed it. What is written here stays, and the next press sends it as a new report.
      stopCorrecting(form);
      trouble = words.gone;
      await show();
      return;
    }
    form.reset();
    form.closest("details").open = false;
    wait = 2000;
    await show();
    list.scrollIntoView({ block: "nearest" });
    once();
  } catch {
    trouble = words.full;
    await show().catch(() => {});
  } finally {
    button.disabled = false;
  }
}

function stopCorrecting(form) {
  delete form.dataset.corrects;
  form.querySelector("[data-correcting]")?.remove();
}

function begin() {
  for (const form of document.querySelectorAll("form.report")) {
    form.addEventListener("submit", keep);
    form.addEventListener("reset", () => stopCorrecting(form));
  }
  for (const field of document.querySelectorAll("form.report [name=happened]")) {
    // The phone's own time when the form is opened, but for what is written already.
    const set = (event) => {
      if (event.target.open && !field.form.dataset.corrects) field.value = local(new Date());
    };
    field.closest("section").querySelector("details").addEventListener("toggle", set);
  }
  addEventListener("online", once);
  addEventListener("offline", show);
  show().then(once);
}

// Has the page kept, with its scripts and styles, so that it opens again without a line.
async function keepPage() {
  await navigator.serviceWorker.register(words.worker, { scope: words.queue });
  const loaded = document.querySelectorAll("script[src], link[rel=stylesheet], link[rel=icon]");
  const files = new Set([...loaded].map((one) => new URL(one.src ?? one.href, location.href).pathname));
  const kept = await caches.open(`vigie-field ${words.queue}`);
  for (const old of await kept.keys()) {
    const { pathname } = new URL(old.url);
    if (pathname !== words.queue && !files.delete(pathname)) await kept.delete(old);
  }
  await kept.addAll([...files]);
  // The worker keeps the page whenever it passes it on; the first time it came before there was a worker.
  if (!(await kept.match(words.queue))) await kept.add(words.queue);
  list.dataset.pageKept = "";
}

// What was kept already is as good as it can be while there is no line; a browser that keeps nothing is told of by nobody.
if (list && navigator.serviceWorker && !document.documentElement.dataset.kept) keepPage().catch(() => {});

// Without a place to keep reports the form is sent as any other.
if (list && window.indexedDB) database().then((opened) => { opened.close(); begin(); }, () => {});
