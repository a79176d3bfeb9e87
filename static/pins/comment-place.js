/* <comment-place>: a comment may point at a place of its own: a tap on the map, or the map's middle. */
import { whenMap } from "../lib/dom.js";
import { dot } from "../lib/map.js";
import { json } from "../lib/http.js";

class CommentPlace extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.said = this.querySelector(".picked");
    whenMap((found) => this.ready(found));
    this.tapped = ({ detail: { lng, lat } }) => { if (this.waits) this.put(lng, lat); };
    document.addEventListener("kortet:click", this.tapped);
    this.addEventListener("click", ({ target }) => this[target.closest("[data-tool]")?.dataset.tool]?.());
    this.form.elements.address.addEventListener("input", () => this.forget());
  }

  disconnectedCallback() {
    document.removeEventListener("kortet:click", this.tapped);
    this.wait(false);
    this.mark?.remove();
  }

  ready({ map, element }) {
    Object.assign(this, { map, element });
    this.querySelector(".picker-tools").hidden = false;
    const { lng, lat } = this.form.elements;
    if (lng.value && lat.value) this.put(Number(lng.value), Number(lat.value));
  }

  tap() {
    this.wait(true);
    this.say(this.dataset.tap);
    this.element.scrollIntoView({ block: "center" });
  }

  middle() {
    const { lng, lat } = this.map.getCenter();
    this.put(lng, lat);
  }

  wait(waits) {
    this.waits = waits;
    this.element?.classList.toggle("picking", waits);
  }

  async put(lng, lat) {
    const came = this.waits;
    this.wait(false);
    this.mark?.remove();
    this.mark = dot(lat, lng).addTo(this.map);
    this.fill(lng.toFixed(6), lat.toFixed(6));
    this.form.elements.address.value = "";
    if (came) this.scrollIntoView({ block: "center" });
    await this.name(lng, lat);
  }

  async name(lng, lat) {
    try {
      const { text } = await json(`${this.dataset.here}?lng=${lng.toFixed(6)}&lat=${lat.toFixed(6)}`);
      this.say(text || this.dataset.chosen);
    } catch {
      this.say(this.dataset.wrong);
    }
  }

  forget() {
    this.wait(false);
    this.mark?.remove();
    this.fill("", "");
    this.say("");
  }

  fill(lng, lat) {
    this.form.elements.lng.value = lng;
    this.form.elements.lat.value = lat;
    this.querySelector("[data-tool=forget]").hidden = !lng;
    this.form.dispatchEvent(new Event("change"));
  }

  say(text) {
    this.said.hidden = !text;
    this.said.textContent = text;
  }
}
customElements.define("comment-place", CommentPlace);
