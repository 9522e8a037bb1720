// Keeps counters fresh from the server's event stream. Each message is a JSON object of name to text;
// an event named "now" carries the server's time in milliseconds. Without scripts the page shows what it was sent.

const state = document.querySelector("[data-live-state]");
const watched = document.querySelector("[data-live]");
let source = null;
let timer = 0;
let wait = 1000; // doubled after each failure, to a minute, so that a server coming back is not run over

function say(on) {
  if (state) state.textContent = on ? state.dataset.on : state.dataset.off;
}

function update(values) {
  for (const [name, value] of Object.entries(values)) {
    for (const element of document.querySelectorAll(`[data-live="${CSS.escape(name)}"]`)) {
      element.textContent = String(value);
    }
  }
}

function open() {
  if (source || document.hidden) return;
  source = new EventSource("/events");
  source.onopen = () => { wait = 1000; say(true); };
  source.onmessage = (event) => update(JSON.parse(event.data));
  source.addEventListener("now", (event) => {
    document.dispatchEvent(new CustomEvent("vigie:now", { detail: Number(event.data) }));
  });
  source.onerror = () => {
    close();
    say(false);
    timer = setTimeout(open, wait);
    wait = Math.min(wait * 2, 60000);
  };
}

function close() {
  clearTimeout(timer);
  source?.close();
  source = null;
}

if (watched) {
  // A hidden tab gives its connection back: browsers allow only six to a host.
  document.addEventListener("visibilitychange", () => (document.hidden ? close() : open()));
  addEventListener("pagehide", close);
  addEventListener("pageshow", open);
  open();
}
