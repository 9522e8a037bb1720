// Moves about a graph that the server drew: arrow keys go along lines and columns, x pins, t leads to the table,
// + and - change the size, dragging moves. Without it the same is done by links, the form and scrolling.

const frame = document.querySelector("[data-graph]");
const drawing = frame?.querySelector("svg");
const boxes = frame ? [...frame.querySelectorAll("[data-n]")] : [];
const beside = new Map(boxes.map((box) => [box.dataset.n, new Set()]));
let size = 1;

for (const line of frame ? frame.querySelectorAll("[data-a]") : []) {
  beside.get(line.dataset.a)?.add(line.dataset.b);
  beside.get(line.dataset.b)?.add(line.dataset.a);
}

const place = (box) => box.getBoundingClientRect();

// The nearest box of those given, measured across from the one that has the focus.
function nearest(from, found) {
  const here = place(from);
  const far = (box) => Math.abs(place(box).top - here.top) + Math.abs(place(box).left - here.left) / 100;
  return found.sort((a, b) => far(a) - far(b))[0];
}

function along(from, step) {
  const here = place(from).left;
  const joined = beside.get(from.dataset.n);
  return nearest(from, boxes.filter((box) => joined.has(box.dataset.n) && (place(box).left - here) * step > 1));
}

function within(from, step) {
  const here = place(from).top;
  const same = boxes.filter((box) => box.dataset.col === from.dataset.col);
  return nearest(from, same.filter((box) => (place(box).top - here) * step > 1));
}

function pin(id) {
  const address = new URL(location.href);
  const pins = address.searchParams.getAll("pin");
  address.searchParams.delete("pin");
  for (const other of pins.filter((other) => other !== id)) address.searchParams.append("pin", other);
  if (!pins.includes(id)) address.searchParams.append("pin", id);
  location.assign(address);
}

function zoom(factor) {
  size = Math.min(4, Math.max(0.5, size * factor));
  drawing.style.width = `${size * 100}%`;
}

const moves = {
  ArrowLeft: (box) => along(box, -1),
  ArrowRight: (box) => along(box, 1),
  ArrowUp: (box) => within(box, -1),
  ArrowDown: (box) => within(box, 1),
};

frame?.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const box = event.target.closest("[data-n]");
  if (event.key === "+" || event.key === "-") {
    zoom(event.key === "+" ? 1.25 : 0.8);
  } else if (event.key in moves && box) {
    moves[event.key](box)?.focus();
  } else if (event.key === "x" && box) {
    pin(box.dataset.id);
  } else if (event.key === "t" && box) {
    document.getElementById(`t-${box.dataset.id}`)?.focus();
  } else {
    return;
  }
  event.preventDefault();
  event.stopPropagation();
});

// Dragging the ground moves the drawing; a press on a box stays a link.
let held = null;
frame?.addEventListener("pointerdown", (event) => {
  if (event.button !== 0 || event.pointerType === "touch" || event.target.closest("[data-n]")) return;
  held = { x: event.clientX, y: event.clientY, left: frame.scrollLeft, top: frame.scrollTop };
  frame.setPointerCapture(event.pointerId);
});
frame?.addEventListener("pointermove", (event) => {
  if (!held) return;
  frame.scrollLeft = held.left - (event.clientX - held.x);
  frame.scrollTop = held.top - (event.clientY - held.y);
});
frame?.addEventListener("pointerup", () => (held = null));
frame?.addEventListener("wheel", (event) => {
  if (!event.ctrlKey) return;
  event.preventDefault();
  zoom(event.deltaY < 0 ? 1.1 : 0.9);
}, { passive: false });

for (const button of document.querySelectorAll("[data-zoom]")) {
  button.hidden = false;
  button.addEventListener("click", () => zoom(Number(button.dataset.zoom)));
}

// What is chosen comes into sight inside its frame.
boxes.find((box) => box.getAttribute("aria-current"))?.scrollIntoView({ block: "nearest", inline: "nearest" });
