/* The signs that points of surveys are drawn with: those of kortet/surveys/symbols.py. */
const SVG = "http://www.w3.org/2000/svg";
export const SYMBOLS = {
  heart: "M15 21s-5.500-3.500-5.500-7.200a2.800 2.800 0 0 1 5.500-1 2.800 2.800 0 0 1 5.500 1C20.500 17.500 15 21 15 21z",
  star: "M15 9l1.700 3.800 4.100.4-3.100 2.700.9 4.100-3.600-2.100-3.600 2.100.9-4.100-3.100-2.700 4.100-.4z",
  warning: "M15 9v7M15 19.500v.5",
  tree: "M15 8l-4.500 6h3l-3.500 4.500h10L16.500 14h3zM15 18.500V22",
  bench: "M9 13h12M9 16h12M10.500 16v5M19.500 16v5",
  bike: "M10.500 19a2.500 2.500 0 1 0 .01 0M19.500 19a2.500 2.500 0 1 0 .01 0M10.500 17l3-5h4l2 5M13.500 12l-1-2",
  bus: "M10 10h10v9H10zM10 14.500h10M12 19v2M18 19v2",
  light: "M15 9a4 4 0 0 0-2.200 7.300V18h4.400v-1.700A4 4 0 0 0 15 9zM13.500 20.500h3",
  water: "M15 8.500c3 3.800 4.200 5.700 4.200 7.800a4.200 4.200 0 0 1-8.400 0c0-2.100 1.200-4 4.200-7.800z",
  play: "M15 10.500a1.500 1.500 0 1 0-.01 0M11 13h8M15 13v4l-2.500 4M15 17l2.500 4",
  home: "M9.500 15.500 15 10l5.500 5.500M11.500 14.500V20.500h7v-6",
};

function part(name, attributes, text = "") {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.textContent = text;
  return made;
}

/** A disc in a colour with a sign in it, and the number that the place has in the list at its corner. */
export function symbolSign(symbol, colour, number) {
  const svg = part("svg", { viewBox: "0 0 34 34", "aria-hidden": "true", class: `drawn-sign ${colour}` });
  svg.append(
    part("circle", { cx: 15, cy: 19, r: 13, class: "body" }),
    part("path", { d: SYMBOLS[symbol], transform: "translate(0 4)", class: "symbol-mark" }),
    part("circle", { cx: 27, cy: 7, r: 6.5, class: "symbol-badge" }),
    part("text", { x: 27, y: 7, "text-anchor": "middle", "dominant-baseline": "central", class: "symbol-number" }, String(number)),
  );
  return svg;
}
