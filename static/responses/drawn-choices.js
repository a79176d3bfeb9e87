/* <drawn-choices data-drawn="…">: what is drawn beforehand, to be chosen or rated on the map as in the list. */
import { json } from "../lib/http.js";
import { areaLayer } from "../lib/map.js";
import { whenNear } from "./own-map.js";

class DrawnChoices extends HTMLElement {
  connectedCallback() {
    this.question = this.closest(".question");
    this.question.addEventListener("change", () => this.refresh());
    whenNear(this, (found) => this.draw(found));
  }

  async draw({ map }) {
    this.map = map;
    this.found = await json(this.dataset.drawn);
    this.refresh();
    if (this.layer?.getBounds().isValid()) map.fitBounds(this.layer.getBounds(), { padding: [24, 24], maxZoom: 16 });
    this.dataset.count = this.found.features.length;
  }

  /** Drawn anew, with what is chosen or rated now. */
  refresh() {
    if (!this.found) return;
    this.layer?.remove();
    this.layer = areaLayer(this.found, ({ key }) => `object ${this.isChosen(key) ? "chosen" : ""}`, ({ key }) => this.pressed(key)).addTo(this.map);
  }

  box(key) {
    return [...this.question.querySelectorAll("input[type=checkbox]")].find(({ value }) => value === key);
  }

  row(key) {
    return [...this.question.querySelectorAll("[data-row]")].find(({ dataset }) => dataset.row === `${this.dataset.question}.${key}`);
  }

  isChosen(key) {
    return Boolean(this.box(key)?.checked || this.row(key)?.querySelector(":checked"));
  }

  /** A box is ticked; a row of steps is gone to. */
  pressed(key) {
    const box = this.box(key), row = this.row(key);
    if (box) {
      box.checked = !box.checked;
      box.dispatchEvent(new Event("change", { bubbles: true }));
    } else if (row) {
      row.scrollIntoView({ block: "center" });
      row.focus();
    }
  }
}
customElements.define("drawn-choices", DrawnChoices);
