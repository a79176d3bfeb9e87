/* The panel of a place, made after the blank one that the page came with. */
const WHERE = ["name", "id", "for", "aria-describedby", "data-question"];
const BLANK = 990; // above all places

/** The blank panel as a mould; what stays on the page of it only says where. */
export function mouldOf(blank) {
  const mould = blank.cloneNode(true);
  for (const search of mould.querySelectorAll("place-search")) {
    search.querySelector("ul")?.remove();
    search.replaceWith(...search.childNodes);
  }
  mould.querySelector(".by-name").hidden = true;
  mould.querySelector(".add-line").remove();
  blank.querySelector(".follow-ups").remove();
  blank.open = false;
  return mould;
}

/** The blank one steps aside: it is sent with the rest, and no place may have its number. */
export function stepAside(blank, name) {
  renumber(blank, name, BLANK);
}

export function slotFrom(mould, name, number) {
  const slot = mould.cloneNode(true);
  renumber(slot, name, number);
  slot.append(toolsOf(name, number));
  return slot;
}

function renumber(slot, name, number) {
  const old = `${name}.${slot.dataset.number}.`, fresh = `${name}.${number}.`;
  for (const element of [slot, ...slot.querySelectorAll("*")]) {
    for (const attribute of WHERE) {
      const said = element.getAttribute(attribute);
      if (said?.includes(old)) element.setAttribute(attribute, said.replaceAll(old, fresh));
    }
  }
  slot.dataset.number = number;
}

/** Taking it away and moving it: the words are the page's own. */
function toolsOf(name, number) {
  const tools = document.querySelector(`survey-places[data-name="${name}"] template.place-tools`).content.cloneNode(true);
  tools.querySelector("[name=remove]").value = `${name}.${number}`;
  return tools;
}
