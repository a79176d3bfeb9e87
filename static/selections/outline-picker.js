/* <outline-picker>: an area that is drawn on the page's map, corner by corner; the hidden field holds it as GeoJSON. */
import { whenMap } from "../lib/dom.js";
import { drawingLayer, shapeLayer } from "../lib/map.js";

/** What the field holds, if it is an area; the server says what is wrong with anything else. */
function areaIn(text) {
  try {
    const shape = JSON.parse(text || "null");
    return ["Polygon", "MultiPolygon"].includes(shape?.type) ? shape : null;
  } catch {
    return null;
  }
}

class OutlinePicker extends HTMLElement {
  connectedCallback() {
    this.field = this.querySelector("[name=outline]");
    this.said = this.querySelector(".picked");
    this.tools = this.querySelector(".outline-tools");
    this.tools.addEventListener("click", ({ target }) => this[target.closest("[data-tool]")?.dataset.tool]?.());
    document.addEventListener("kortet:click", ({ detail }) => this.corners && this.add(detail));
    whenMap(({ map, element }) => this.ready(map, element));
  }

  ready(map, element) {
    Object.assign(this, { map, element });
    this.tools.hidden = false;
    const area = areaIn(this.field.value);
    if (!area) return;
    this.show(shapeLayer(area, "drawn"));
    map.fitBounds(this.layer.getBounds(), { maxZoom: 16, padding: [20, 20] });
  }

  start() {
    this.remove();
    this.corners = [];
    this.say(this.dataset.few);
    this.press();
  }

  add({ lng, lat }) {
    this.corners.push([Number(lng.toFixed(6)), Number(lat.toFixed(6))]);
    this.redraw();
  }

  middle() {
    this.add(this.map.getCenter());
  }

  undo() {
    this.corners.pop();
    this.redraw();
  }

  done() {
    if (this.corners.length < 3) return void this.say(this.dataset.few);
    this.corners = null;
    this.say(this.dataset.drawn);
    this.press();
  }

  remove() {
    this.corners = null;
    this.layer?.remove();
    this.said.hidden = true;
    this.fill("");
    this.press();
  }

  redraw() {
    this.show(drawingLayer(this.corners, "Polygon"));
    const ring = [...this.corners, this.corners[0]];
    this.fill(this.corners.length >= 3 ? JSON.stringify({ type: "Polygon", coordinates: [ring] }) : "");
    this.press();
  }

  show(layer) {
    this.layer?.remove();
    this.layer = layer.addTo(this.map);
  }

  fill(text) {
    this.field.value = text;
    this.field.dispatchEvent(new Event("change", { bubbles: true }));
  }

  press() {
    const tool = (name) => this.tools.querySelector(`[data-tool=${name}]`);
    const isDrawing = Boolean(this.corners);
    tool("start").hidden = isDrawing;
    for (const name of ["middle", "undo", "done"]) tool(name).hidden = !isDrawing;
    tool("remove").hidden = isDrawing || !this.field.value;
    this.element?.classList.toggle("picking", isDrawing);
  }

  say(text) {
    this.said.hidden = false;
    this.said.textContent = text;
  }
}
customElements.define("outline-picker", OutlinePicker);
