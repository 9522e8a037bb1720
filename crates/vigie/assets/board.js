// Keeps the board as it stands: the server says that something changed, and the part of the page that changes is asked
// for anew. The stream is resumed with the last event's number, so what happened while the line was lost is caught up;
// until then the page says as of when it is. Without scripts the page reloads.

const board = document.querySelector("[data-board]");
let source = null;
let timer = 0;
let wait = 1000; // doubled after each failure, to half a minute
let asking = false;
let again = false;

function say(on) {
  const line = board.querySelector("[data-line]");
  if (!line) return;
  line.dataset.live ??= line.textContent;
  line.textContent = on ? line.dataset.live : line.dataset.lost;
  line.classList.toggle("is-warn", !on);
}

async function show() {
  if (asking) {
    again = true;
    return;
  }
  asking = true;
  try {
    const answer = await fetch(board.dataset.part, { redirect: "error" });
    if (!answer.ok) throw new Error(String(answer.status));
    const focus = document.activeElement?.getAttribute("href");
    board.innerHTML = await answer.text();
    if (focus) board.querySelector(`a[href="${CSS.escape(focus)}"]`)?.focus();
    if (source?.readyState !== EventSource.OPEN) say(false);
  } catch {
    say(false);
  }
  asking = false;
  if (again) {
    again = false;
    show();
  }
}

function open() {
  if (source || document.hidden) return;
  source = new EventSource(board.dataset.events);
  source.onopen = () => {
    wait = 1000;
    say(true);
  };
  source.addEventListener("changed", show);
  source.onerror = () => {
    say(false);
    // The browser reconnects by itself, and says which event it saw last, unless the server refused.
    if (source.readyState !== EventSource.CLOSED) return;
    close();
    timer = setTimeout(open, wait);
    wait = Math.min(wait * 2, 30000);
  };
}

function close() {
  clearTimeout(timer);
  source?.close();
  source = null;
}

if (board) {
  // A hidden tab gives its connection back: browsers allow only six to a host.
  document.addEventListener("visibilitychange", () => (document.hidden ? close() : open()));
  addEventListener("pagehide", close);
  addEventListener("pageshow", open);
  addEventListener("online", () => {
    close();
    open();
  });
  // The page of whoever coordinates is their sign of life, also while nothing happens.
  setInterval(() => document.hidden || show(), 30000);
  open();
}
