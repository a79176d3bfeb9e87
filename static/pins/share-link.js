/* <share-link>: hands the page's address to the phone's own sharing, or copies it and says so. Without JavaScript there
   is the address in the browser's bar. */
class ShareLink extends HTMLElement {
  connectedCallback() {
    this.button = this.querySelector("button");
    this.said = this.querySelector("[role=status]");
    this.button.addEventListener("click", () => this.share());
    this.hidden = false;
  }

  async share() {
    const { url, title } = this.dataset;
    try {
      if (navigator.share) await navigator.share({ url, title });
      else await this.copy(url);
    } catch (error) {
      if (error.name !== "AbortError") this.said.textContent = url; // neither is allowed here: the address to copy by hand
    }
  }

  async copy(url) {
    await navigator.clipboard.writeText(url);
    this.said.textContent = this.dataset.copied;
  }
}
customElements.define("share-link", ShareLink);
