/* <live-screen>: asks once a second what is to be seen and puts it where the old pieces stand. Without a network it
   keeps what it shows, says so, and goes on by itself. */
const EVERY = 1000, PATIENCE = 15_000; // milliseconds

class LiveScreen extends HTMLElement {
  connectedCallback() {
    this.line = this.querySelector(".no-network");
    this.plan();
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
  }

  plan() {
    this.timer = setTimeout(() => this.look(), EVERY);
  }

  async look() {
    try {
      const answer = await fetch(this.dataset.address, { signal: AbortSignal.timeout(PATIENCE) });
      if (!answer.ok) throw new Error(answer.status);
      this.show(await answer.text());
      this.lost(false);
    } catch {
      this.lost(true);
    }
    this.plan();
  }

  lost(is) {
    if (this.line.hidden === !is) return;
    this.line.textContent = is ? this.line.dataset.lost : "";
    this.line.hidden = !is;
  }

  /** Only what differs is put, so that nothing flickers. The server escaped all words; no script is run by this. */
  show(html) {
    if (html === this.shown) return;
    this.shown = html;
    const fresh = new DOMParser().parseFromString(html, "text/html");
    for (const piece of this.querySelectorAll("[data-live]")) {
      const next = fresh.querySelector(`[data-live="${piece.dataset.live}"]`);
      if (next && !next.isEqualNode(piece)) piece.replaceWith(document.adoptNode(next));
    }
  }
}
customElements.define("live-screen", LiveScreen);
