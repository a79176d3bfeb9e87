/* <file-progress>: asks how far the file is, every second while it is under way. */
import { bring } from "../lib/part.js";

const SECOND = 1000, AGAIN = 5000;

class FileProgress extends HTMLElement {
  connectedCallback() {
    this.wait(SECOND);
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
  }

  wait(pause) {
    if (this.querySelector("[data-under-way]")) this.timer = setTimeout(() => this.ask(), pause);
  }

  async ask() {
    const cancels = this.querySelector("[value=cancel]") === document.activeElement; // keys stay where they were
    try {
      await bring("#progress", location.href);
      this.wait(SECOND);
    } catch {
      this.querySelector("[role=status]").textContent = this.dataset.wrong;
      this.wait(AGAIN);
    }
    if (cancels) this.querySelector("[value=cancel], a.button")?.focus();
  }
}
customElements.define("file-progress", FileProgress);
