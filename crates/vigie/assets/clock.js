// Ticks the clocks the server drew. Time is the server's: this page only adds what its own
// monotonic counter has run since the answer began to arrive, and never asks the wall clock what time it is.

const meta = document.querySelector('meta[name="server-now"]');
const entry = performance.getEntriesByType("navigation")[0];

// The server's time (ms) at a reading of the monotonic counter (ms).
// A page that the phone kept for when there is no line does not know the time.
const { kept } = document.documentElement.dataset;
let anchor = { server: kept ? NaN : Number(meta?.content), local: entry ? entry.responseStart : performance.now() };
// The counter stands still while some machines sleep. The wall clock is read only to notice that.
let drift = Date.now() - performance.now();

const serverNow = () => anchor.server + performance.now() - anchor.local;

function words(seconds) {
  const s = Math.abs(seconds);
  const two = (n) => String(n).padStart(2, "0");
  return `${Math.floor(s / 3600)}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}`;
}

function show(time, now) {
  const clock = time.closest(".clock");
  const left = Math.ceil((Number(time.dataset.deadline) - now) / 1000);
  const total = Number(time.dataset.total);
  const late = left < 0;
  time.textContent = late ? `+ ${words(left)}` : words(left);
  clock.classList.toggle("late", late);
  clock.classList.toggle("soon", !late && left * 2 < total);
  clock.querySelector(".arc")?.setAttribute("stroke-dasharray", `${late ? 100 : Math.round((left * 100) / total)} 100`);
  const label = clock.querySelector("[data-late]");
  if (late && label) label.textContent = label.dataset.late;
}

function tick() {
  if (!Number.isFinite(anchor.server)) {
    for (const time of document.querySelectorAll("time[data-server-time]")) time.textContent = "–";
    return;
  }
  const slept = Math.abs(Date.now() - performance.now() - drift) > 5000;
  document.documentElement.classList.toggle("stale", slept);
  if (slept) return; // frozen and marked, until the server says what time it is
  const now = serverNow();
  for (const time of document.querySelectorAll("time[data-deadline]")) show(time, now);
  for (const time of document.querySelectorAll("time[data-t0]")) {
    const since = Math.floor((now - Number(time.dataset.t0)) / 1000);
    time.textContent = `T ${since < 0 ? "−" : "+"} ${words(since)}`;
  }
  for (const time of document.querySelectorAll("time[data-server-time]")) {
    const zone = Number(time.dataset.offset) * 1000;
    time.textContent = new Date(now + zone).toISOString().slice(11, 19);
  }
}

// live.js passes on the server's own time whenever the server sends it.
document.addEventListener("vigie:now", (event) => {
  anchor = { server: event.detail, local: performance.now() };
  drift = Date.now() - performance.now();
  tick();
});

if (meta && (kept || Number.isFinite(anchor.server))) {
  tick();
  setInterval(tick, 1000);
}
