/* A place alone is no draft that one is asked about a week later: it stays in this tab, through reload and back. */
const FIELDS = ["lng", "lat", "shape", "address", "area"];
const nameOf = (form) => `place:${form.action}`;

export function keepPlace(form) {
  const values = Object.fromEntries(FIELDS.map((name) => [name, form.elements[name].value]));
  try {
    sessionStorage.setItem(nameOf(form), JSON.stringify(values));
  } catch { /* a browser that keeps nothing only loses the place */ }
}

/** What the form said when this very page was left by reload, or gone back to; elsewhere nothing. */
export function putPlaceBack(form) {
  const [visit] = performance.getEntriesByType("navigation");
  if (!["reload", "back_forward"].includes(visit?.type) || FIELDS.some((name) => form.elements[name].value)) return;
  try {
    const values = JSON.parse(sessionStorage.getItem(nameOf(form))) ?? {};
    for (const name of FIELDS) form.elements[name].value = values[name] ?? "";
  } catch { /* the same */ }
}

export function forgetPlaces() {
  try {
    for (const name of Object.keys(sessionStorage)) if (name.startsWith("place:")) sessionStorage.removeItem(name);
  } catch { /* the same */ }
}
