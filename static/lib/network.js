/* <network-line>: says when there is no network, and asks whether a pin that could not be sent should be sent now. Also
   registers the service worker, when the page has come to rest. */
const REST = 3000;

class NetworkLine extends HTMLElement {
  connectedCallback() {
    this.words = this.querySelector("p");
    this.send = this.querySelector("button");
    this.send.addEventListener("click", () => this.deliver());
    for (const name of ["online", "offline"]) addEventListener(name, () => this.tell());
    document.addEventListener("kortet:waiting", () => this.tell());
    this.tell();
    if ("serviceWorker" in navigator) addEventListener("load", () => setTimeout(() => this.register(), REST));
  }

  async register() {
    try {
      await navigator.serviceWorker.register(this.dataset.worker, { scope: "/" });
    } catch {
      return; // a browser that refuses (private windows) has the pages, only not without a network
    }
  }

  get place() {
    return `draft:${this.dataset.draft}`;
  }

  get waiting() {
    try {
      const draft = JSON.parse(localStorage.getItem(this.place));
      return draft?.waiting ? draft.values : null;
    } catch {
      return null;
    }
  }

  tell(trouble = "") {
    const { waiting } = this, asks = Boolean(waiting) && navigator.onLine && !document.querySelector("form-draft");
    this.words.textContent = trouble || (navigator.onLine ? (asks ? this.dataset.ask.replace("{title}", waiting.title) : "") : this.dataset.lost);
    this.send.hidden = !asks;
    this.hidden = !this.words.textContent;
  }

  /** The person said yes: the form is fetched for its fresh secret, and what was written is sent with it. */
  async deliver() {
    this.send.disabled = true;
    try {
      const form = await this.form();
      const body = new FormData();
      for (const [name, value] of Object.entries(this.waiting)) body.set(name, value);
      body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
      const answer = await fetch(this.dataset.form, { method: "POST", body });
      if (answer.status === 422) location.assign(this.dataset.form); // the form says what is wrong; the words are in it
      else if (!answer.ok) throw new Error(answer.status);
      else location.assign(answer.url);
    } catch {
      this.tell(this.dataset.trouble);
    }
    this.send.disabled = false;
  }

  async form() {
    const page = await fetch(this.dataset.form, { cache: "no-store" });
    return new DOMParser().parseFromString(await page.text(), "text/html").querySelector("form.drop-form");
  }
}
customElements.define("network-line", NetworkLine);
