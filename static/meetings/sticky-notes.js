/* <sticky-notes>: a line to type in, and the notes that wait to be sent. Each is kept in the browser by itself from the
   moment Enter is pressed until the server has said that it has it; sent twice it is one note, by its key. */
import { make } from "../lib/dom.js";
import { Kept } from "./kept-notes.js";

const AGAIN = 3000, SHOWN = 30; // milliseconds; notes in the list

class StickyNotes extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.status = this.querySelector(".sync");
    this.list = this.querySelector(".queue");
    this.kept = new Kept(`note:${location.pathname.replace(/^\/en/, "")}:`);
    this.form.addEventListener("submit", (event) => this.typed(event));
    this.list.addEventListener("click", ({ target }) => this.mend(target.closest("button")?.value));
    addEventListener("online", () => this.send());
    addEventListener("beforeunload", (event) => { if (this.kept.unsafe) event.preventDefault(); });
    this.draw();
    this.send();
  }

  typed(event) {
    if (event.submitter?.name) return; // a place is chosen: the server answers
    event.preventDefault();
    const said = Object.fromEntries([...new FormData(this.form)].filter(([name]) => name !== "csrfmiddlewaretoken"));
    if (!said.text.trim()) return;
    this.kept.add({ ...said, key: crypto.getRandomValues(new Uint32Array(3)).join("-") });
    for (const name of ["text", "address", "area"]) this.form.elements[name].value = "";
    if (this.form.elements.on_purpose) this.form.elements.on_purpose.checked = false;
    this.form.elements.text.focus();
    this.draw();
    this.send();
  }

  /** One after the other, oldest first; a note that is refused waits for its writer, not for the network. */
  async send() {
    if (this.sending) return;
    this.sending = true;
    clearTimeout(this.timer);
    let lost = false;
    for (let note = this.kept.next(); note && !lost; note = this.kept.next()) lost = !(await this.deliver(note));
    this.sending = false;
    if (lost) this.timer = setTimeout(() => this.send(), AGAIN);
  }

  async deliver(note) {
    const body = new URLSearchParams({ ...note.said, csrfmiddlewaretoken: this.form.elements.csrfmiddlewaretoken.value });
    try {
      const answer = await fetch(location.pathname, { method: "POST", body, headers: { Accept: "application/json" } });
      if (!answer.headers.get("Content-Type")?.includes("json")) throw new Error(answer.redirected || answer.status === 403 ? this.dataset.signIn : "");
      const { note: stored, wrong } = await answer.json();
      this.kept.settle(note, stored ? "sent" : "wrong", wrong.join(" "));
    } catch (trouble) {
      this.draw(trouble.message === this.dataset.signIn ? trouble.message : "");
      return false;
    }
    this.draw();
    return true;
  }

  /** Takes a refused note back into the line. */
  mend(key) {
    const note = key && this.kept.take(key);
    if (!note) return;
    for (const name of ["text", "address", "area"]) this.form.elements[name].value = note.said[name] ?? "";
    this.form.elements.text.focus();
    this.draw();
  }

  draw(trouble = "") {
    const words = { waits: this.dataset.waits, sent: this.dataset.sent, wrong: this.dataset.wrong };
    const rows = this.kept.newest(SHOWN).map(({ said, state, why }) => {
      const row = make("li", { "data-state": state }, make("span", {}, said.text), make("span", { class: "tag" }, words[state]));
      if (why) row.append(make("span", { class: "error" }, why), make("button", { type: "button", class: "button", value: said.key }, this.dataset.mend));
      return row;
    });
    this.list.replaceChildren(...rows);
    const n = this.kept.waiting;
    this.status.textContent = trouble || [n ? this.dataset.waiting.replace("{n}", n) : rows.length ? this.dataset.allSent : "", this.kept.unsafe ? this.dataset.unkept : ""].join(" ").trim();
  }
}
customElements.define("sticky-notes", StickyNotes);
