/* A piece of a page, taken out of the same whole page that works without JavaScript. */

/** Fetches the page at `url` and puts its `selector` where the old one stands. An answer that says what is wrong with a
    form (422) is a page too; anything else that is not well is an Error, and the old piece stays. */
export async function bring(selector, url, options = {}) {
  const response = await fetch(url, options);
  if (!response.ok && response.status !== 422) throw new Error(`${response.status} ${url}`);
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const fresh = page.querySelector(selector);
  document.querySelector(selector)?.replaceWith(document.adoptNode(fresh));
  return fresh;
}
