/* One tap supports a pin: the link's page is fetched, with this visitor's token, and its form is sent from here.
   The pin's own page is the same for everybody and may be half a minute old, so a browser that supported the pin asks
   for the fresh piece when the page is opened again. */
const mark = () => `supports:${location.pathname}`;
const parts = (text) => new DOMParser().parseFromString(text, "text/html").querySelector("#support");

document.addEventListener("click", async (event) => {
  const link = event.target.closest("#support a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  try {
    const page = await answer(link.href);
    if (page.querySelector("[value='1']")) show(await send(page.querySelector("form"), "1"));
    else show(page);
  } catch {
    location.assign(link.href); // the page of its own works without any of this
  }
});

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("#support form");
  if (!form) return;
  event.preventDefault();
  try {
    show(await send(form, event.submitter.value));
  } catch {
    location.assign(form.action);
  }
});

async function send(form, support) {
  const body = new URLSearchParams(new FormData(form));
  body.set("support", support);
  return answer(form.action, { method: "POST", body });
}

async function answer(url, options = {}) {
  const response = await fetch(url, options);
  const found = response.ok && parts(await response.text());
  if (!found) throw new Error(`${response.status} ${url}`);
  return found;
}

/** Puts what the server says in the place of what stands here. */
function put(support) {
  document.querySelector("#support").replaceWith(support);
  remember(Boolean(support.querySelector("[value='0']")));
}

/** The same after a tap: the button keeps the focus. */
function show(support) {
  put(support);
  document.querySelector("#support button")?.focus();
}

/** A browser that keeps nothing only shows the page as it was kept. */
function remember(supports) {
  try {
    if (supports) localStorage.setItem(mark(), "1");
    else localStorage.removeItem(mark());
  } catch {
    return;
  }
}

function remembered() {
  try {
    return localStorage.getItem(mark()) === "1";
  } catch {
    return false;
  }
}

const link = document.querySelector("#support a");
if (link && remembered()) answer(link.href).then(put, () => {}); // without a network the link stays, and works later
