/* The signs on the map. Kinds differ by shape and icon as well as colour; a cluster's rim shows the kinds' shares. */
const SVG = "http://www.w3.org/2000/svg";
// In the ring, so that no status is told by its colour alone: a dot, a question mark, a clock, an arrow, a tick, a cross.
const STATUS_MARKS = {
  received: "M26 6h.01",
  considered: "M24.600 4.900a1.400 1.400 0 1 1 1.900 1.300q-.5.2-.5.800M26 8.600h.01",
  planned: "M26 3.500V6l1.700 1.100",
  in_progress: "M25 3.900 27.500 6 25 8.100",
  done: "M23.800 6.100l1.500 1.600 2.800-3.200",
  declined: "M24.300 4.300l3.400 3.400M27.700 4.300l-3.400 3.400",
};
const RIM = 2 * Math.PI * 15;

function draw(name, attributes, ...children) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

const paper = (box, ...children) => draw("svg", { viewBox: box, "aria-hidden": "true" }, ...children);

/** A pin: proposal = round with a light bulb, problem = triangle with an exclamation mark; a ring with a mark tells the status. */
export function pinSign(kind, status) {
  const shape = kind === "problem"
    ? [draw("path", { d: "M16 4 29 27H3z", class: "body" }), draw("path", { d: "M16 12v7M16 22v2", class: "mark" })]
    : [draw("circle", { cx: 16, cy: 16, r: 11.5, class: "body" }),
      draw("path", { d: "M16 9a4.800 4.800 0 0 0-2.700 8.800v1.700h5.400v-1.700A4.800 4.800 0 0 0 16 9zM14 22h4", class: "mark" })];
  const ring = status === "new" ? [] : [draw("circle", { cx: 26, cy: 6, r: 5, class: `ring ${status}` }),
    draw("path", { d: STATUS_MARKS[status] ?? "", class: "ring-mark" })];
  const svg = paper("0 0 32 32", ...shape, ...ring);
  svg.setAttribute("class", `pin-sign ${kind}`);
  return svg;
}

/** An association: a square with a house. */
export function partnerSign() {
  const svg = paper("0 0 32 32",
    draw("rect", { x: 5, y: 5, width: 22, height: 22, rx: 5, class: "body" }),
    draw("path", { d: "M9.500 16.500 16 10.500l6.500 6M12 15v6.500h8V15", class: "mark" }));
  svg.setAttribute("class", "pin-sign partner");
  return svg;
}

/** Something that takes place: a square with a calendar. */
export function eventSign() {
  const svg = paper("0 0 32 32",
    draw("rect", { x: 5, y: 5, width: 22, height: 22, rx: 5, class: "body" }),
    draw("path", { d: "M10 11h12v11H10zM10 14.500h12M13 9v3M19 9v3", class: "mark" }));
  svg.setAttribute("class", "pin-sign partner");
  return svg;
}

/** A step on the way until something is built: a square with a flag, or with a tick where it is done. */
export function stepSign(isDone) {
  const mark = isDone ? "M10.500 16.500 14.500 20.500 22 12" : "M12 23V9.500h9l-2.500 3.500 2.500 3.500h-9";
  const svg = paper("0 0 32 32",
    draw("rect", { x: 5, y: 5, width: 22, height: 22, rx: 5, class: "body" }),
    draw("path", { d: mark, class: "mark" }));
  svg.setAttribute("class", "pin-sign partner");
  return svg;
}

/** A disc with the number in the middle; the rim's green part is proposals, the rest problems. */
export function clusterSign(n, proposals, words) {
  const share = (RIM * proposals) / n;
  const text = draw("text", { x: 20, y: 20, "text-anchor": "middle", "dominant-baseline": "central", class: `long-${words.length}` });
  text.textContent = words;
  const svg = paper("0 0 40 40",
    draw("circle", { cx: 20, cy: 20, r: 18, class: "disc" }),
    draw("circle", { cx: 20, cy: 20, r: 15, class: "rim problem" }),
    draw("circle", { cx: 20, cy: 20, r: 15, class: "rim proposal", "stroke-dasharray": `${share} ${RIM}`, transform: "rotate(-90 20 20)" }),
    text);
  svg.setAttribute("class", "cluster-sign");
  return svg;
}

/** A disc with a number, in the colour of what was drawn. */
export function numberSign(number, colour) {
  const text = draw("text", { x: 15, y: 15, "text-anchor": "middle", "dominant-baseline": "central" });
  text.textContent = String(number);
  const svg = paper("0 0 30 30", draw("circle", { cx: 15, cy: 15, r: 12, class: "body" }), text);
  svg.setAttribute("class", `drawn-sign ${colour}`);
  return svg;
}
