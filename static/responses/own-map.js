/* A map of a question's own: it comes when the question is near, as a page may have several. */
export function whenNear(host, ready) {
  const template = host.querySelector("template.map-place");
  const came = ({ detail }) => {
    if (!host.contains(detail.element)) return;
    document.removeEventListener("kortet:map", came);
    detail.element.setAttribute("aria-label", host.dataset.label); // several maps on a page are told apart
    ready(detail);
  };
  document.addEventListener("kortet:map", came);
  const watcher = new IntersectionObserver((seen) => {
    if (!seen.some(({ isIntersecting }) => isIntersecting)) return;
    watcher.disconnect();
    template.replaceWith(template.content);
  }, { rootMargin: "300px" });
  watcher.observe(host);
}
