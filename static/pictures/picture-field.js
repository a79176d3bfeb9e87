/* <picture-field>: each picture is sent when it is chosen, and waits under its key; the form carries keys and words. */
import { shrunk } from "./shrink.js";
import { send } from "./send.js";
import { tell } from "../lib/dom.js";

class PictureField extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.list = this.querySelector(".pictures");
    this.errors = this.querySelector(".picture-errors");
    this.status = this.querySelector("[role=status]");
    this.bar = this.querySelector("progress");
    this.file = this.querySelector("[type=file]");
    this.file.removeAttribute("name"); // what was chosen is sent from here, not once more with the form
    this.sending = Promise.resolve();
    this.file.addEventListener("change", () => this.chosen([...this.file.files]));
    this.addEventListener("click", (event) => this.clicked(event));
    this.addEventListener("error", (event) => this.lost(event), true);
    this.form.addEventListener("kortet:draft", ({ detail }) => this.restore(detail));
    this.form.addEventListener("submit", (event) => this.waitFor(event));
  }

  get rows() {
    return [...this.list.children];
  }

  /** One after the other; what is too many is told. */
  chosen(files) {
    this.errors.replaceChildren();
    const room = Number(this.dataset.most) - this.rows.length;
    if (files.length > room) this.complain(this.dataset.full);
    this.file.value = "";
    for (const file of files.slice(0, room)) this.sending = this.sending.then(() => this.sendOne(file));
    const sending = this.busy = this.sending;
    sending.then(() => { if (this.busy === sending) this.busy = null; });
  }

  async sendOne(file) {
    this.say(this.dataset.sending);
    this.bar.parentElement.hidden = false;
    try {
      const parts = await shrunk(file);
      const token = this.form.elements.csrfmiddlewaretoken.value;
      const { key, src, place } = await send(this.dataset.send, parts, token, (share) => { this.bar.value = share; });
      this.offer(this.add(key, src), place);
      this.say(this.dataset.sent);
    } catch (error) {
      this.say("");
      this.complain(error.told ?? this.dataset.wrong);
    }
    this.bar.parentElement.hidden = true;
    this.bar.value = 0;
  }

  add(key, src, alt = "") {
    const row = this.querySelector("template").content.firstElementChild.cloneNode(true);
    const words = row.querySelector("input");
    row.querySelector("img").src = src;
    row.querySelector("label").htmlFor = `picture-${key}`;
    Object.assign(words, { id: `picture-${key}`, name: `picture-${key}`, value: alt });
    row.querySelector("[name=remove]").value = key;
    this.list.append(row);
    this.changed();
    return row;
  }

  /** Numbers say which button belongs to which picture. */
  changed() {
    for (const [place, row] of this.rows.entries()) {
      row.querySelector("img").alt = row.querySelector(".unseen").textContent = ` ${this.dataset.image} ${place + 1}`;
      row.querySelector("[name=remove]").textContent = `${this.dataset.remove} ${place + 1}`;
    }
    this.form.dispatchEvent(new Event("change"));
  }

  offer(row, place) {
    if (!place) return;
    const box = row.querySelector(".picture-place");
    box.querySelector("p").textContent = this.dataset.taken.replace("…", place.text);
    box.hidden = false;
    box.querySelector("button").addEventListener("click", () => {
      tell("taken-at", place);
      box.hidden = true;
    });
  }

  clicked(event) {
    const button = event.target.closest("[name=remove]");
    if (!button) return;
    event.preventDefault();
    const headers = { "X-CSRFToken": this.form.elements.csrfmiddlewaretoken.value };
    const row = button.closest("li");
    fetch(row.querySelector("img").src, { method: "DELETE", headers }).catch(() => {}); // else the worker does it
    this.drop(row, this.dataset.removed);
    this.file.focus();
  }

  drop(row, words) {
    row.remove();
    this.say(words);
    this.changed();
  }

  /** A picture of an old draft that is deleted by now. */
  lost({ target }) {
    const row = target.closest("li.picture");
    if (!row || !navigator.onLine) return;
    this.drop(row, "");
    this.complain(this.dataset.gone);
  }

  restore(values) {
    for (const name of Object.keys(values)) {
      const key = /^picture-([2-9a-z]{28})$/.exec(name)?.[1];
      if (key && !this.form.elements[name]) this.add(key, this.dataset.waiting.replace(/k{28}/, key), values[name]);
    }
  }

  /** The form goes when the pictures have gone, and stays when one did not. */
  async waitFor(event) {
    if (!this.busy) return;
    event.preventDefault();
    while (this.busy) await this.busy; // more may be chosen meanwhile
    if (this.errors.childElementCount) this.file.focus();
    else this.form.requestSubmit(event.submitter);
  }

  say(words) {
    this.status.textContent = words;
  }

  complain(words) {
    const line = document.createElement("p");
    line.className = "error";
    line.textContent = words;
    this.errors.append(line);
  }
}

customElements.define("picture-field", PictureField);
