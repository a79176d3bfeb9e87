/* <map-panel>: the list beside the map, and on phones the sheet with three heights. List and map move together. */

import { tell, whenMap } from "../lib/dom.js";
import { bring } from "../lib/part.js";
import { cameSince, placeIn, putBack } from "./list-place.js";

const HEIGHTS = ["peek", "half", "full"];

class MapPanel extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("#filter");
    this.grip = this.querySelector(".grip");
    this.grip.hidden = false;
    this.setHeight("half");
    this.grip.addEventListener("click", () => this.step(1));
    this.grip.addEventListener("pointerdown", (event) => this.drag(event));
    this.form.addEventListener("submit", (event) => this.filtered(event));
    this.form.addEventListener("change", () => this.form.requestSubmit());
    this.addEventListener("mouseover", (event) => this.lift(event, true));
    this.addEventListener("mouseout", (event) => this.lift(event, false));
    this.addEventListener("focusin", (event) => this.lift(event, true));
    this.addEventListener("focusout", (event) => this.lift(event, false));
    document.addEventListener("kortet:moved", ({ detail }) => this.moved(detail));
    document.addEventListener("kortet:trouble", ({ detail }) => { this.querySelector(".count").textContent = detail; });
    document.addEventListener("kortet:version", ({ detail }) => this.renewed(detail.version));
    whenMap(({ element }) => this.joined(element));
  }

  /** A map that was opened at a place has moved before anybody listened. */
  joined(element) {
    this.mapElement = element;
    if (location.hash) element.moved();
  }

  setHeight(height) {
    this.dataset.height = height;
    const [more, less] = this.grip.dataset.labels.split("|");
    this.grip.firstElementChild.textContent = height === "full" ? less : more;
    this.grip.setAttribute("aria-expanded", String(height === "full"));
  }

  step(by) {
    this.setHeight(HEIGHTS[(HEIGHTS.indexOf(this.dataset.height) + by + HEIGHTS.length) % HEIGHTS.length]);
  }

  drag(start) {
    const end = (event) => {
      const far = event.clientY - start.clientY;
      if (Math.abs(far) < 30) return;
      event.preventDefault();
      const at = HEIGHTS.indexOf(this.dataset.height) + (far < 0 ? 1 : -1);
      this.setHeight(HEIGHTS[Math.max(0, Math.min(2, at))]);
    };
    window.addEventListener("pointerup", end, { once: true });
  }

  question() {
    const asked = new URLSearchParams(new FormData(this.form));
    for (const [name, value] of [...asked]) if (!value) asked.delete(name);
    return asked;
  }

  filtered(event) {
    event.preventDefault();
    const asked = this.question();
    history.replaceState(history.state, "", `${location.pathname}?${asked}${location.hash}`);
    tell("filtered");
    asked.delete("sort"); // the map has no order
    this.mapElement?.pins?.show(asked.toString());
    this.renew();
  }

  moved(box) {
    this.form.querySelector("[name=at]")?.remove(); // from here on near means near the middle of the map
    this.box = [box.west, box.south, box.east, box.north].map((n) => n.toFixed(5)).join(",");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.renew(), 250);
  }

  /** Somebody changed something: the list is made anew and stays where it was read. */
  async renewed(version) {
    this.version = version;
    if (new URLSearchParams(location.search).has("after")) return; // a page further down stays the page it was
    const place = placeIn(this);
    await this.renew();
    putBack(this, place);
    tell("news", { pins: cameSince(this, place) });
  }

  /** The list as the filter and the map ask for it; what was asked for before that is not waited for. */
  async renew() {
    this.call?.abort();
    this.call = new AbortController();
    const asked = this.question();
    if (this.box) asked.set("bbox", this.box);
    if (this.version) asked.set("v", this.version); // so that no cache answers with what was
    try {
      await bring("#list", `${location.pathname}?${asked}`, { signal: this.call.signal });
    } catch (error) {
      if (error.name !== "AbortError") tell("trouble", this.mapElement.told.names.noTiles);
    }
  }

  lift(event, on) {
    const row = event.target.closest?.("[data-word]");
    if (row) this.mapElement?.pins?.lift(row.dataset.word, on);
  }
}
customElements.define("map-panel", MapPanel);
