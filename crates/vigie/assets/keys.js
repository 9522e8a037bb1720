// Single keys for people who work here all day. An element with data-key="n" is pressed by that key; rail links
// carry data-go for g and a digit; j and k walk elements marked data-row, [ and ] those marked data-span; ? opens the key map, Escape closes a dialog.
// Off while a field has the focus, and for good when switched off in the key map (WCAG 2.1.4).

const store = "vigie-keys";
const map = document.getElementById("keymap");
let going = false;
let opener = null;

const allowed = () => localStorage.getItem(store) !== "off";

function typing(target) {
  if (target.isContentEditable) return true;
  const kind = target.tagName === "INPUT" ? target.type : target.tagName;
  return !["radio", "checkbox", "submit", "button"].includes(kind) && /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

// What lies in a closed disclosure is not seen, though browsers lay it out.
const seen = (element) =>
  element.getClientRects().length > 0 && !element.closest("details:not([open]) > :not(summary)");

// While a dialog is open only its own keys count.
function scope() {
  const dialog = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
  return dialog && dialog.classList.contains("overlay") ? dialog : document;
}

function press(key) {
  const target = [...scope().querySelectorAll(`[data-key="${CSS.escape(key)}"]`)].find(seen);
  if (!target || target.getAttribute("aria-disabled") === "true") return false;
  if (/^(TEXTAREA|SELECT)$/.test(target.tagName) || /^(search|text)$/.test(target.type)) target.focus();
  else target.click();
  return true;
}

// Where a row takes the focus: the first thing in it that is seen and can take it.
const stop = (row) => [...row.querySelectorAll("a, summary, button, input:not([type=hidden])")].find(seen);

function walk(step) {
  const rows = [...document.querySelectorAll("[data-row]")].filter(stop);
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  const row = rows[at < 0 ? (step > 0 ? 0 : rows.length - 1) : at + step];
  if (row) stop(row).focus();
  return Boolean(row);
}

// Matched passages of a text, which take the focus without being in the tab order.
function span(step) {
  const spans = [...document.querySelectorAll("[data-span]")];
  const next = spans[spans.indexOf(document.activeElement) + step];
  next?.focus();
  return Boolean(next);
}

function go(digit) {
  const link = document.querySelector(`[data-go="${CSS.escape(digit)}"]`);
  link?.click();
  return Boolean(link);
}

function handle(key) {
  if (going) {
    going = false;
    return go(key);
  }
  if (press(key)) return true;
  if (scope() !== document) return false;
  if (key === "g") return (going = true);
  if (key === "j") return walk(1);
  if (key === "k") return walk(-1);
  if (key === "[") return span(-1);
  if (key === "]") return span(1);
  if (key === "?" && map) {
    location.hash = "keymap";
    return true;
  }
  return false;
}

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.key === "Escape" && scope() !== document) {
    location.hash = "";
    return;
  }
  if (event.key.length !== 1 || event.key === " " || typing(event.target) || !allowed()) return;
  if (handle(event.key)) event.preventDefault();
});

// Opening a dialog moves the focus into it; closing gives it back.
addEventListener("hashchange", () => {
  const dialog = scope();
  if (dialog !== document) {
    opener = document.activeElement;
    dialog.querySelector("input:not([type=hidden]), textarea, select, button, a")?.focus();
  } else if (opener) {
    opener.focus();
    opener = null;
  }
});

const control = document.querySelector("[data-keys-switch]");
if (control) {
  control.closest("[hidden]")?.removeAttribute("hidden");
  control.checked = allowed();
  control.addEventListener("change", () => localStorage.setItem(store, control.checked ? "on" : "off"));
}
