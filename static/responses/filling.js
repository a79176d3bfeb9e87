/* Puts values back into a form: [[name, value], …] as it sent them, places and all. */
export function fill(form, entries) {
  for (const places of form.querySelectorAll("survey-places")) places.make?.(entries);
  const said = new Map();
  for (const [name, value] of entries) said.set(name, [...(said.get(name) ?? []), value]);
  for (const field of form.elements) {
    if (!field.name || ["csrfmiddlewaretoken", "do", "seen"].includes(field.name) || field.type === "submit") continue;
    const values = said.get(field.name) ?? [];
    if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value);
    else field.value = values[0] ?? "";
  }
  for (const element of form.querySelectorAll("survey-places, rank-list, drawn-choices, take-back")) element.refresh?.();
}
