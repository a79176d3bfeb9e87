/* <share-view>: the address of the map as it is looked at now, and the code that puts it on another site. They follow the
   map and the filter; a field that is entered is marked, and copied where the browser allows it. */
class ShareView extends HTMLElement {
  connectedCallback() {
    [this.link, this.code] = this.querySelectorAll("input, textarea");
    this.said = this.querySelector("[role=status]");
    document.addEventListener("kortet:moved", () => this.write());
    document.addEventListener("kortet:filtered", () => this.write());
    this.addEventListener("click", ({ target }) => { if (target === this.link || target === this.code) this.copy(target); });
    this.write();
  }

  /** What is filtered for; a map has no order. */
  get filter() {
    const asked = new URLSearchParams(location.search);
    for (const name of ["sort", "at", "after"]) asked.delete(name);
    return asked.size ? `?${asked}` : "";
  }

  write() {
    this.link.value = location.href;
    const frame = document.createElement("iframe");
    frame.src = `${this.dataset.embed}${this.filter}${location.hash}`;
    frame.title = this.dataset.title;
    for (const [name, value] of Object.entries({ width: "100%", height: "480", loading: "lazy" })) frame.setAttribute(name, value);
    this.code.value = frame.outerHTML;
    this.said.textContent = "";
  }

  async copy(field) {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      this.said.textContent = this.dataset.copied;
    } catch {
      this.said.textContent = ""; // it is marked: Ctrl+C or the phone's own menu copies it
    }
  }
}
customElements.define("share-view", ShareView);
