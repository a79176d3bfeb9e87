/* One tap supports a pin: the link's page is fetched, with this visitor's token, and its form is sent from here. */
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

/** Puts what the server says in the place of what stands here; the button keeps the focus. */
function show(support) {
  document.querySelector("#support").replaceWith(support);
  support.querySelector("button")?.focus();
}
