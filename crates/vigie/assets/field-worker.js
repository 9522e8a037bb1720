// Keeps the phone page of one joint action, so that it opens again where there is no line. Its scope is that page
// alone. What it keeps is the page as it was last shown, its scripts and its styles, and nothing else; field.js puts the
// latter in. Every other request passes by untouched.

const page = new URL(registration.scope).pathname;
const KEPT = `vigie-field ${page}`;
const PATIENCE = 10000; // how long a bad line may take before the page that is kept is shown instead
const OLDEST = 72 * 3600000; // a kept page that is older is not shown: a window has at most two days

const late = () => new Promise((_, failed) => setTimeout(failed, PATIENCE));

// The page as it was, with a mark of when that was; nothing once it is too old.
async function kept() {
  const found = await (await caches.open(KEPT)).match(page);
  const made = Date.parse(found?.headers.get("date") ?? "");
  if (!(Date.now() - made < OLDEST)) {
    await caches.delete(KEPT);
    return undefined;
  }
  const text = (await found.text()).replace("<html ", `<html data-kept="${new Date(made).toISOString()}" `);
  return new Response(text, { headers: found.headers });
}

// Keeps the page for later, if it is one to be kept.
async function keep(request, answer) {
  // Whoever may not open the page now, or is signed out, does not find it later either.
  if (!answer.ok && answer.status < 500) await caches.delete(KEPT);
  // A page that says what was just done is not shown again as if it were news.
  if (answer.ok && !new URL(request.url).search) await (await caches.open(KEPT)).put(page, answer);
}

async function show(event) {
  const coming = fetch(event.request);
  event.waitUntil(coming.then((answer) => keep(event.request, answer.clone())).catch(() => {}));
  try {
    return await Promise.race([coming, late()]);
  } catch {
    // Without a page to show instead, a slow line is still better than none.
    return (await kept()) ?? coming;
  }
}

const file = async (request) => (await (await caches.open(KEPT)).match(request)) ?? fetch(request);

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== location.origin) return;
  if (mode === "navigate" && pathname === page) event.respondWith(show(event));
  else if (pathname.startsWith("/assets/")) event.respondWith(file(event.request));
});
