/** An element with attributes and children; text is text, never markup. */
export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

/** Tells the others what happened: `kortet:` events are how elements meet. */
export function tell(name, detail) {
  document.dispatchEvent(new CustomEvent(`kortet:${name}`, { detail }));
}

/** Calls `ready({ map, element })` once the page's map is there, whichever module came first. */
export function whenMap(ready) {
  const element = document.querySelector("kortet-map");
  if (element?.map) ready({ map: element.map, element });
  else document.addEventListener("kortet:map", ({ detail }) => ready(detail), { once: true });
}

export const isDark = () => matchMedia("(prefers-color-scheme: dark)").matches;
export const isStill = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
