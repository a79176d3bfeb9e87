/* <form-draft>: keeps what is written in its form in this browser until it is sent: through reload, back, a closed tab
   and a lost network. The form's key is kept too, so sending again what may have arrived is still one pin. */
import { forgetPlaces, keepPlace, putPlaceBack } from "./kept-place.js";

const PLACE = ["lng", "lat", "shape", "address", "area"];
const LEFT_OUT = ["csrfmiddlewaretoken", "website", "since", "proof", "find"];
const WORDS = ["kind", "title", "text", "author_name"];
const DAYS = 7;

class FormDraft extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.place = `draft:${this.dataset.name}`;
    this.found = this.querySelector(".draft-found");
    this.network = this.form.querySelector(".draft-network");
    this.belong();
    this.restore();
    for (const name of ["input", "change"]) this.form.addEventListener(name, () => this.later());
    addEventListener("pagehide", () => this.keep());
    this.found.querySelector("button").addEventListener("click", () => this.startAnew());
    this.form.addEventListener("submit", (event) => this.sending(event));
    addEventListener("online", () => this.tellNetwork());
    addEventListener("offline", () => this.tellNetwork());
    this.hidden = false;
    this.form.querySelector(".draft-kept").hidden = false;
  }

  /** The address tells the process, also where the form came from the shell without a network; else the draft does. */
  belong() {
    const told = new URLSearchParams(location.search).get("forloeb"), field = this.form.elements.forloeb;
    this.isTold = told !== null;
    if (field && told && !field.value) field.value = told;
  }

  get values() {
    const fields = [...new FormData(this.form)].filter(([name]) => !LEFT_OUT.includes(name));
    return Object.fromEntries(fields.map(([name, value]) => [name, String(value)]));
  }

  /** Whether a person has written anything, here or in what the server sent back with its errors. */
  isWritten({ title = "", text = "", author_name: name = "", ...others }) {
    const pictures = Object.keys(others).some((field) => field.startsWith("picture-"));
    return Boolean(title.trim() || text.trim() || name.trim() || pictures);
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keep(), 250);
  }

  keep() {
    clearTimeout(this.timer);
    if (!this.gone && this.form.elements.area) keepPlace(this.form);
    if (this.gone || !this.isWritten(this.values) || this.wasSent(this.values)) return;
    write(this.place, { when: Date.now(), values: this.values, waiting: Boolean(this.waiting) });
  }

  /** Back from the receipt a browser may show the form as it was sent: that is no draft. */
  wasSent(values) {
    const sent = read(this.place, sessionStorage)?.values;
    return Boolean(sent) && WORDS.every((name) => sent[name] === values[name]);
  }

  restore() {
    const kept = read(this.place);
    if (kept && !(Date.now() - kept.when < DAYS * 86_400_000)) return write(this.place, null);
    if (this.isWritten(this.values)) return;
    if (!kept?.values) return this.form.elements.area ? putPlaceBack(this.form) : undefined;
    this.form.dispatchEvent(new CustomEvent("kortet:draft", { detail: kept.values })); // others make their fields first
    const chosen = PLACE.some((name) => this.values[name]);
    this.waiting = kept.waiting;
    const stays = (name) => (chosen && PLACE.includes(name)) || (this.isTold && name === "forloeb");
    for (const [name, value] of Object.entries(kept.values)) if (!stays(name)) this.put(name, value);
    this.found.hidden = false;
  }

  put(name, value) {
    const field = this.form.elements[name];
    if (field) field.value = value; // of radio buttons it checks the one with that value
  }

  startAnew() {
    this.gone = true;
    write(this.place, null);
    forgetPlaces();
    location.assign(this.form.action);
  }

  /** Without a network nothing is sent that would be lost: it stays, and is sent when the person says so. */
  sending(event) {
    this.waiting = !navigator.onLine && event.submitter?.name !== "find";
    this.keep();
    if (!this.waiting) return;
    event.preventDefault();
    this.tellNetwork();
    document.dispatchEvent(new CustomEvent("kortet:waiting"));
  }

  tellNetwork() {
    const words = navigator.onLine ? (this.waiting ? this.dataset.back : "") : this.dataset.lost;
    this.network.textContent = words;
    this.network.hidden = !words;
  }
}

/** A browser that keeps nothing (private windows, full storage) only loses the draft, not the form. */
function write(place, value, store = localStorage) {
  try {
    if (value) store.setItem(place, JSON.stringify(value));
    else store.removeItem(place);
  } catch {
    return;
  }
}

function read(place, store = localStorage) {
  try {
    return JSON.parse(store.getItem(place));
  } catch {
    return null;
  }
}

/** The receipt says that it was sent, or whoever sent it without leaving the page. */
function sent(name) {
  const place = `draft:${name}`;
  if (read(place)) write(place, read(place), sessionStorage); // for this tab alone: others may sit here next
  write(place, null);
  forgetPlaces();
}
for (const { dataset } of document.querySelectorAll("[data-sent-draft]")) sent(dataset.sentDraft);
document.addEventListener("kortet:sent", ({ detail }) => sent(detail.name));

customElements.define("form-draft", FormDraft);
