/* <place-search>: offers places while one types; Enter without a choice goes to the search page, as without JavaScript. */
import { make, tell } from "../lib/dom.js";
import { json } from "../lib/http.js";

let several = 0; // a page may have more than one

class PlaceSearch extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input");
    this.name = several ? `offers-${several}` : "offers";
    several += 1;
    this.list = make("ul", { class: "offers", role: "listbox", id: this.name, hidden: "" });
    this.input.setAttribute("autocomplete", "off");
    this.input.after(this.list);
    for (const [name, value] of Object.entries({ role: "combobox", "aria-controls": this.name, "aria-expanded": "false", "aria-autocomplete": "list" })) this.input.setAttribute(name, value);
    this.input.addEventListener("input", () => this.typed());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", ({ target }) => this.choose(target.closest("li")));
    this.input.addEventListener("blur", () => this.offer([]));
  }

  typed() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(this.input.value.trim()), 180);
  }

  async ask(words) {
    this.call?.abort();
    this.call = new AbortController();
    if (words.length < 2) return this.offer([]);
    try {
      const { places } = await json(`/steder.json?q=${encodeURIComponent(words)}`, this.call.signal);
      return this.offer(places, this.dataset.none);
    } catch (error) {
      if (error.name !== "AbortError") this.offer([]);
      return undefined;
    }
  }

  offer(places, none) {
    this.places = places;
    this.at = -1;
    this.list.replaceChildren(...places.map((place, i) => make("li", { role: "option", id: `${this.name}-${i}`, "aria-selected": "false" },
      make("strong", {}, place.text), make("span", { class: "quiet small" }, place.detail ?? ""))));
    if (!places.length && none) this.list.append(make("li", { class: "quiet", "aria-disabled": "true", role: "option" }, none));
    this.list.hidden = !this.list.children.length;
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
    this.input.removeAttribute("aria-activedescendant");
  }

  key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && this.places?.length) {
      event.preventDefault();
      this.mark((this.at + step + this.places.length) % this.places.length);
    } else if (event.key === "Enter" && this.places?.length) {
      event.preventDefault();
      this.choose(this.list.children[Math.max(0, this.at)]);
    } else if (event.key === "Escape") this.offer([]);
  }

  mark(at) {
    this.at = at;
    [...this.list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === at)));
    this.input.setAttribute("aria-activedescendant", `${this.name}-${at}`);
  }

  choose(item) {
    const place = this.places?.[[...this.list.children].indexOf(item)];
    if (!place) return;
    this.input.value = place.text;
    this.offer([]);
    tell("place", { ...place, from: this });
  }
}
customElements.define("place-search", PlaceSearch);
