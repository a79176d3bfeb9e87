/* Pieces of a page that follow what others do: a change on the map brings those marked data-live from the same page. */
document.addEventListener("kortet:version", ({ detail }) => renew(detail.version).catch(() => {})); // the next one tries again

async function renew(version) {
  const here = new URL(location.href); // with the page of a conversation that is open
  here.searchParams.set("v", version);
  const response = await fetch(here);
  if (!response.ok) return;
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
  for (const piece of document.querySelectorAll("[data-live]")) put(piece, fresh.querySelector(`[data-live="${piece.dataset.live}"]`));
}

/** What somebody is reading with the keyboard or writing in stays as it is. Pieces with `data-live-forms` have forms that
    nobody writes long in: those stay only while something is chosen in them. */
function put(piece, fresh) {
  const written = "liveForms" in piece.dataset ? chosenIn(piece) : piece.querySelector("form, #commented");
  const busy = piece.contains(document.activeElement) || written;
  if (fresh && !busy && !fresh.isEqualNode(piece)) piece.replaceWith(document.adoptNode(fresh));
}

function chosenIn(piece) {
  const fields = [...piece.querySelectorAll("input:not([type=hidden])")];
  return fields.some((field) => field.checked !== field.defaultChecked || field.value !== field.defaultValue);
}
