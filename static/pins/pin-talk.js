/* The conversation on a pin's page: the form opens in place, is sent from here, and comments' places are dots on the map.
   Without JavaScript, and when the network fails, the links lead to the form's own page. */
import { tell, whenMap } from "../lib/dom.js";
import { dot, group } from "../lib/map.js";
import "./comment-place.js";
import "./form-draft.js";

document.addEventListener("click", async (event) => {
  const link = event.target.closest("#samtale a[data-says]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  try {
    open(await answer(link.href), link);
  } catch {
    location.assign(link.href);
  }
});

document.addEventListener("click", (event) => {
  if (!event.target.closest("#samtale [data-closes]")) return;
  event.preventDefault();
  close()?.focus();
});

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("#samtale #comment-form");
  if (!form || event.defaultPrevented) return; // a draft without a network stays where it is
  event.preventDefault();
  const body = new FormData(form, event.submitter);
  try {
    put(form, await answer(form.action, { method: "POST", body }));
  } catch {
    const network = form.querySelector(".draft-network"); // nothing is lost: it stands here, and is sent again
    network.textContent = form.querySelector("form-draft").dataset.lost;
    network.hidden = false;
  }
});

async function answer(url, options = {}) {
  const response = await fetch(url, options);
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const found = page.querySelector("#comment-form, #commented");
  if (!found) throw new Error(`${response.status} ${url}`);
  return document.adoptNode(found);
}

/** One form at a time, below what it answers; the link waits behind it. */
function open(form, link) {
  close();
  opened = link;
  link.closest("p").hidden = true;
  link.closest("p").after(form);
  form.elements.text?.focus();
}

let opened = null;

function close() {
  const link = opened;
  document.querySelector("#samtale #comment-form")?.remove();
  if (link) link.closest("p").hidden = false;
  opened = null;
  return link;
}

/** Puts what the server says in the place of the form: its errors, or what happened to the comment. */
function put(form, said) {
  form.replaceWith(said);
  if (said.id === "commented") {
    tell("sent", { name: said.dataset.sentDraft });
    close();
  }
  (said.querySelector("[autofocus]") ?? said).focus();
}

document.addEventListener("click", ({ target }) => {
  const link = target.closest(".comment-place a[data-lng]");
  if (link) whenMap(({ map }) => map.setView(spotOf(link), Math.max(17, map.getZoom())));
});

const spotOf = ({ dataset: { lat, lng } }) => [Number(lat), Number(lng)];

/** A dot for each comment that points at a place; drawn anew when others write (atlas/live-parts.js). */
whenMap(({ map }) => {
  const dots = group().addTo(map);
  const draw = () => {
    dots.clearLayers();
    for (const link of document.querySelectorAll(".comment-place a[data-lng]")) dots.addLayer(dot(...spotOf(link)));
  };
  draw();
  new MutationObserver(draw).observe(document.querySelector("#samtale"), { childList: true, subtree: true });
});
