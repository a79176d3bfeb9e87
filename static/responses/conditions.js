/* Which pages and questions are asked, by the same rules as kortet/surveys/conditions.py: conditions look back, and what
   is not asked counts as not answered. What was said is a Set of choices, a number or a text. */
export function shownOf(pages, said) {
  const known = new Map(), shown = { pages: [], questions: new Set() };
  for (const page of pages) {
    if (!isShown(page.shown, known)) continue;
    const asked = page.questions.filter((question) => learn(question, said, known));
    if (asked.length || !page.questions.length) shown.pages.push(page);
    asked.forEach(({ key }) => shown.questions.add(key));
  }
  return shown;
}

/** The follow-ups that are asked of one place. */
export function shownThere(questions, there, said) {
  const known = new Map(said);
  return new Set(questions.filter((question) => {
    known.delete(question.key);
    return learn(question, there, known);
  }).map(({ key }) => key));
}

function learn(question, said, known) {
  if (!isShown(question.shown, known)) return false;
  if (said.has(question.key)) known.set(question.key, said.get(question.key));
  return true;
}

function isShown(shown, known) {
  if (!shown) return true;
  const held = shown.all.map((condition) => holds(condition, known.get(condition.question)));
  return shown.any ? held.some(Boolean) : held.every(Boolean);
}

function holds({ asks, values, number }, said) {
  const isNumber = typeof said === "number" && number !== null;
  if (asks === "at_least") return isNumber && said >= number;
  if (asks === "at_most") return isNumber && said <= number;
  if (asks === "answered") return said === 0 || (said instanceof Set ? said.size > 0 : Boolean(said));
  const chosen = said instanceof Set ? values.some((one) => said.has(one)) : said !== undefined && values.includes(String(said));
  return asks === "is" ? chosen : !chosen;
}
