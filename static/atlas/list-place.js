/* Where somebody is in the list, so that it can be made anew under their eyes: the row they look at and the one in focus. */
const rowsOf = (panel) => [...panel.querySelectorAll("#list .row[data-word]")];
const rowOf = (panel, word) => rowsOf(panel).find((row) => row.dataset.word === word);

export function placeIn(panel) {
  const rows = rowsOf(panel);
  const top = panel.getBoundingClientRect().top;
  const seen = rows.find((row) => row.getBoundingClientRect().top >= top);
  return {
    words: rows.map((row) => row.dataset.word),
    seen: panel.scrollTop ? seen?.dataset.word : undefined,
    at: seen?.getBoundingClientRect().top,
    focused: document.activeElement?.closest("#list .row")?.dataset.word,
  };
}

/** Puts scroll and focus back where they were; who sits at the top stays there and sees what came. */
export function putBack(panel, { seen, at, focused }) {
  const row = seen && rowOf(panel, seen);
  if (row) panel.scrollTop += row.getBoundingClientRect().top - at;
  if (focused) rowOf(panel, focused)?.querySelector("a").focus({ preventScroll: true });
}

/** How many rows came in among those that were there; what moved up to the end from the next page is not new. */
export function cameSince(panel, { words }) {
  const now = rowsOf(panel).map((row) => row.dataset.word);
  const last = now.findLastIndex((word) => words.includes(word));
  return now.slice(0, words.length && last >= 0 ? last : undefined).filter((word) => !words.includes(word)).length;
}
