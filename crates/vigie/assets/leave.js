// Whoever signs out leaves no page behind: what the phone page keeps to open without a line is thrown away first, and
// also when somebody else has signed in since. Reports that wait stay, for the person who wrote them.

const form = document.querySelector("form[action='/logout']");

async function forget() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("vigie-field ")).map((name) => caches.delete(name)));
}

const person = document.querySelector("[data-signed-in]")?.dataset.signedIn;
const LAST = "vigie-signed-in";

if (person && window.caches && localStorage.getItem(LAST) !== person) {
  forget().then(() => localStorage.setItem(LAST, person), () => {});
}

if (form && window.caches) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    forget().catch(() => {}).then(() => form.submit());
  });
}
