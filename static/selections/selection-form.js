/* <selection-form>: asks what is chosen while one types; the answer is a piece of the same page. */
import { bring } from "../lib/part.js";

const PAUSE = 500; // milliseconds after the last change
const OURS = new Set(["name", "is_shared", "format", "crs", "purpose", "what", "title", "text", "text_en", "state", "reason", "valid_until"]); // these choose no other pins

class SelectionForm extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    for (const kind of ["input", "change"]) this.form.addEventListener(kind, (event) => this.changed(event));
  }

  changed({ target }) {
    if (OURS.has(target.name)) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  async ask() {
    this.call?.abort();
    this.call = new AbortController();
    const said = new FormData(this.form), chosen = document.getElementById("chosen");
    said.set("do", "show");
    said.delete("outline_file"); // a file is read when a button is pressed
    chosen.ariaBusy = "true";
    try {
      await bring("#chosen", this.form.action, { method: "POST", body: said, signal: this.call.signal });
    } catch (error) {
      if (error.name !== "AbortError") chosen.ariaBusy = "false";
    }
  }
}
customElements.define("selection-form", SelectionForm);
