/* <place-picker>: where a new pin goes. Tap the map, use its middle, one's position, or draw a line or an area. */
import { tell, whenMap } from "../lib/dom.js";
import { pinSign } from "../lib/signs.js";
import { drawingLayer, signMarker } from "../lib/map.js";
import { json } from "../lib/http.js";
import { bring } from "../lib/part.js";

/** What the hidden field holds, if it is something that this picker draws; the server says what is wrong with the rest. */
function drawnIn(text) {
  try {
    const shape = JSON.parse(text || "null");
    return ["LineString", "Polygon"].includes(shape?.type) && shape.coordinates?.length ? shape : null;
  } catch {
    return null;
  }
}

class PlacePicker extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.tools = this.querySelector(".picker-tools");
    this.said = this.querySelector(".picked");
    this.corners = [];
    whenMap((found) => this.ready(found));
    document.addEventListener("kortet:taken-at", ({ detail }) => this.put(detail.lng, detail.lat, true));
    document.addEventListener("kortet:click", ({ detail }) => this.tapped(detail));
    document.addEventListener("kortet:place", ({ detail }) => this.chosen(detail));
    this.tools.addEventListener("click", ({ target }) => this[target.closest("[data-tool]")?.dataset.tool]?.());
    this.form.elements.area?.addEventListener("change", () => this.forget());
    this.form.elements.address?.addEventListener("input", () => this.forget());
    this.form.elements.title?.addEventListener("change", () => this.look());
    this.form.elements.address?.addEventListener("keydown", (event) => this.entered(event));
  }

  /** Enter in the address looks the place up; everywhere else it sends the form. */
  entered(event) {
    if (event.key !== "Enter" || event.defaultPrevented) return; // an offered place was chosen by it
    event.preventDefault();
    this.form.requestSubmit(this.form.querySelector("[name=find]"));
  }

  ready({ map, element }) {
    this.map = map;
    this.tools.hidden = false;
    element.classList.add("picking");
    const { lng, lat, shape } = this.form.elements;
    const drawn = drawnIn(shape.value);
    if (drawn) this.drawAgain(drawn);
    else if (lng.value && lat.value) this.put(Number(lng.value), Number(lat.value), true);
    else if (this.dataset.place) this.mark(...this.dataset.place.split(",").map(Number));
  }

  /** A line or area that stood in the form already: after an error, or from a draft. */
  drawAgain({ type, coordinates }) {
    this.drawing = type;
    this.corners = type === "Polygon" ? coordinates[0].slice(0, -1) : coordinates;
    this.redraw();
    this.map.fitBounds(this.corners.map(([lng, lat]) => [lat, lng]), { maxZoom: 17 });
    this.done();
  }

  tapped({ lng, lat }) {
    if (!this.drawing) this.put(lng, lat);
    else {
      this.corners.push([lng, lat]);
      this.redraw();
    }
  }

  middle() {
    const { lng, lat } = this.map.getCenter();
    if (this.drawing) this.tapped({ lng, lat });
    else this.put(lng, lat);
  }

  locate() {
    navigator.geolocation?.getCurrentPosition(
      ({ coords }) => this.put(coords.longitude, coords.latitude, true),
      () => this.say(this.dataset.wrong));
  }

  line() { this.start("LineString"); }
  polygon() { this.start("Polygon"); }

  start(kind) {
    this.drawing = this.drawing === kind ? null : kind;
    this.corners = [];
    this.redraw();
  }

  undo() {
    this.corners.pop();
    this.redraw();
  }

  done() {
    this.drawing = null;
    this.press();
  }

  press() {
    const tool = (name) => this.tools.querySelector(`[data-tool=${name}]`);
    tool("line").setAttribute("aria-pressed", String(this.drawing === "LineString"));
    tool("polygon").setAttribute("aria-pressed", String(this.drawing === "Polygon"));
    tool("done").hidden = !this.drawing;
    tool("undo").hidden = !this.drawing || !this.corners.length;
  }

  redraw() {
    this.press();
    this.clear();
    this.layer = drawingLayer(this.corners, this.drawing).addTo(this.map);
    const enough = this.corners.length >= (this.drawing === "Polygon" ? 3 : 2);
    const corners = this.corners.map(([lng, lat]) => [Number(lng.toFixed(6)), Number(lat.toFixed(6))]);
    const coordinates = this.drawing === "Polygon" ? [[...corners, corners[0]]] : corners;
    this.fill({ shape: enough ? JSON.stringify({ type: this.drawing, coordinates }) : "" });
    if (enough) this.name(...this.corners[0]);
  }

  put(lng, lat, move = false) {
    this.mark(lng, lat, move);
    this.fill({ lng: lng.toFixed(6), lat: lat.toFixed(6) });
    this.name(lng, lat);
  }

  /** A place that was offered while the address was written. A street or an area is no point: it stays a name. */
  chosen({ lon, lat, kind, text }) {
    const isPoint = kind === "address" || kind === "place";
    this.mark(lon, lat);
    this.fill(isPoint ? { lng: lon.toFixed(6), lat: lat.toFixed(6) } : {});
    this.form.elements.address.value = text;
    this.say(isPoint ? text : `${text} (${this.dataset.rough})`);
    this.look();
  }

  /** Shows a place; one that was found by its name stays said by its name. */
  mark(lng, lat, move = true) {
    this.clear();
    this.layer = signMarker(lat, lng, pinSign("proposal", "new"), { size: 44, name: "", key: false, priority: 900 }).addTo(this.map);
    this.layer.getElement().classList.add("picked-sign");
    if (move) this.map.setView([lat, lng], Math.max(16, this.map.getZoom()));
  }

  async name(lng, lat) {
    try {
      const { text } = await json(`${this.dataset.here}?lng=${lng.toFixed(6)}&lat=${lat.toFixed(6)}`);
      this.say(text || this.dataset.chosen);
    } catch {
      this.say(this.dataset.wrong);
    }
    this.look();
  }

  /** Step two: what others have said here, out of the same page. Without an answer it stays what it was. */
  async look() {
    const { lng, shape, area, address } = this.form.elements, nearby = document.getElementById("nearby");
    if (!nearby || !navigator.onLine || ![lng, shape, area, address].some((field) => field?.value)) return;
    const said = new FormData(this.form);
    for (const name of [...said.keys()]) if (name.startsWith("picture")) said.delete(name); // not about the place
    said.set("find", "1");
    this.call?.abort();
    this.call = new AbortController();
    nearby.ariaBusy = "true";
    try {
      await bring("#nearby", this.form.action, { method: "POST", body: said, signal: this.call.signal });
    } catch (error) {
      if (error.name !== "AbortError") nearby.ariaBusy = "false";
    }
    tell("nearby");
  }

  say(text) {
    this.said.hidden = false;
    this.said.textContent = text;
    tell("said", { text });
  }

  fill({ lng = "", lat = "", shape = "" }) {
    Object.assign(this.form.elements.lng, { value: lng });
    Object.assign(this.form.elements.lat, { value: lat });
    Object.assign(this.form.elements.shape, { value: shape });
    if (lng || shape) this.form.elements.address.value = "";
    this.form.dispatchEvent(new Event("change"));
  }

  forget() {
    this.clear();
    this.fill({});
    this.said.hidden = true;
  }

  clear() {
    this.layer?.remove();
  }
}
customElements.define("place-picker", PlacePicker);
