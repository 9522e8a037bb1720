// Keeps reports on the phone while there is no line, photographs and all, and sends each once. The number made with a
// report makes one that is sent twice one; its times are the phone's, and the server puts its clock right by what the
// phone says the time is while it sends.

const list = document.querySelector("[data-queue]");
const words = list?.dataset;
const STORE = "reports";
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

async function deliver(report) {
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
  if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) return { signIn: true };
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
    new Date(report.done ?? report.written).toLocaleTimeString(document.documentElement.lang),
    photographs ? `${words.photographs}: ${photographs}` : "",
    report.why ?? "",
  ].filter(Boolean).join(", ");
  const what = document.createElement("b");
  // Whoever else uses the phone sees that something waits, not what it says.
  what.textContent = report.person === words.person ? `${report.name}: ${report.outcome}` : "";
  item.append(what, " ", pill, more);
  if (report.state === "refused") {
    const drop = document.createElement("button");
    drop.type = "button";
    drop.className = "btn quiet";
    drop.textContent = words.drop;
    drop.addEventListener("click", async () => {
      await store("readwrite", (every) => every.delete(report.id));
      await show();
    });
    item.append(drop);
  }
  return item;
}

async function show() {
  const mine = (report) => report.person === words.person || report.state === "waiting";
  const reports = (await all()).filter(mine).reverse();
  list.hidden = false;
  list.querySelector("ul").replaceChildren(...reports.map(line));
  const state = navigator.onLine ? trouble : words.noLine;
  list.querySelector("[data-line]").textContent = state || (reports.length ? "" : words.none);
}

async function keep(event) {
  event.preventDefault();
  const form = event.target;
  const button = form.querySelector("button[type=submit]");
  button.disabled = true;
  try {
    await put(written(form));
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

function begin() {
  for (const form of document.querySelectorAll("form.report")) form.addEventListener("submit", keep);
  for (const field of document.querySelectorAll("form.report [name=happened]")) {
    // The phone's own time, to the minute, when the form is opened.
    const set = () => {
      const now = new Date();
      field.value = new Date(now.getTime() - now.getTimezoneOffset() * 60000).toISOString().slice(0, 16);
    };
    field.closest("section").querySelector("details").addEventListener("toggle", (event) => event.target.open && set());
  }
  addEventListener("online", once);
  addEventListener("offline", show);
  show().then(once);
}

// Without a place to keep reports the form is sent as any other.
if (list && window.indexedDB) database().then((opened) => { opened.close(); begin(); }, () => {});
