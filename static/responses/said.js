/* What a form says to its questions, as conditions ask it. */
const MANY = { single: 1, multiple: 1, objects: 1, home: 1, consent: 1 };

/** A Map of key to what was said; `prefix` stands before the names of a place's questions. */
export function saidIn(fields, questions, prefix = "") {
  const said = new Map();
  for (const { key, kind } of questions) {
    const value = valueOf(fields, kind, prefix + key);
    if (value !== undefined) said.set(key, value);
  }
  return said;
}

function valueOf(fields, kind, name) {
  if (["point", "line", "polygon"].includes(kind)) return placesOf(fields, name).length || undefined;
  if (["matrix", "rate", "ranking"].includes(kind)) return rowsOf(fields, kind, name);
  const chosen = fields.getAll(name).map(String).filter(Boolean);
  if (!chosen.length) return undefined;
  if (kind === "consent") return new Set(["yes"]);
  if (MANY[kind]) return new Set(chosen);
  if (kind === "scale") return chosen[0] === "unsure" ? new Set(chosen) : Number(chosen[0]);
  return kind === "number" ? Number(chosen[0].replace(",", ".")) : chosen[0].trim() || undefined;
}

function rowsOf(fields, kind, name) {
  const rows = [...fields].filter(([one, value]) => one.startsWith(`${name}.`) && value);
  const said = rows.map(([one, value]) => (kind === "ranking" ? one.slice(name.length + 1) : `${one.slice(name.length + 1)}.${value}`));
  return said.length ? new Set(said) : undefined;
}

/** The numbers of the places that say where. */
export function placesOf(fields, name) {
  const where = /\._(shape|address|area)$/;
  const found = [...fields].filter(([one, value]) => one.startsWith(`${name}.`) && where.test(one) && value);
  return [...new Set(found.map(([one]) => one.slice(name.length + 1).split(".")[0]))];
}
