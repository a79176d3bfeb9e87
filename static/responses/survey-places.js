/* <survey-places>: places of a map question, drawn on its own map or said by name; each has a panel with its questions. */
import { json } from "../lib/http.js";
import { areaLayer, drawingLayer, shapeLayer, signMarker } from "../lib/map.js";
import { numberSign } from "../lib/signs.js";
import { SYMBOLS, symbolSign } from "../surveys/symbols.js";
import { whenNear } from "./own-map.js";
import { mouldOf, slotFrom, stepAside } from "./place-slot.js";

const LEAST = { LineString: 2, Polygon: 3 };

class SurveyPlaces extends HTMLElement {
  connectedCallback() {
    this.said = this.querySelector(".picked");
    this.tools = this.querySelector(".picker-tools");
    this.list = this.querySelector(".places");
    this.blank = this.querySelector(".new-place > .place");
    this.mould = this.blank && mouldOf(this.blank);
    if (this.blank) stepAside(this.blank, this.dataset.name);
    this.layers = [];
    this.addEventListener("click", (event) => this.pressed(event));
    for (const button of this.querySelectorAll("[data-tool=move]")) button.hidden = this.dataset.type !== "Point";
    this.listener = ({ detail }) => detail.from && this.contains(detail.from) && this.byOffer(detail);
    document.addEventListener("kortet:place", this.listener);
    whenNear(this, (found) => this.ready(found));
  }

  disconnectedCallback() {
    document.removeEventListener("kortet:place", this.listener);
  }

  ready({ map, element }) {
    this.map = map;
    element.classList.add("picking");
    this.tools.hidden = false;
    map.on("click", ({ latlng }) => this.tapped(latlng));
    if (this.dataset.background) this.showBehind();
    this.refresh();
    const drawn = this.slots.map((slot) => shapeIn(slot)).filter(Boolean).map((shape) => shapeLayer(shape, "").getBounds());
    if (drawn.length) map.fitBounds(drawn.reduce((one, other) => one.extend(other)), { maxZoom: 16, padding: [40, 40] });
  }

  async showBehind() {
    areaLayer(await json(this.dataset.background), () => "object behind").addTo(this.map);
  }

  get slots() {
    return [...this.list.children];
  }

  get isFull() {
    return this.slots.length >= Number(this.dataset.most);
  }

  pressed(event) {
    const button = event.target.closest("button");
    if (!button) return;
    const slot = button.closest(".places > .place"), tool = button.dataset.tool;
    if (tool === "move") this.startMoving(slot);
    else if (tool) this[tool]();
    else if (button.name === "remove") this.remove(slot, event);
    else if (button.name === "look") this.byName(event);
  }

  tapped({ lng, lat }) {
    const at = [Number(lng.toFixed(7)), Number(lat.toFixed(7))];
    if (this.moving) this.moveTo(at);
    else if (this.dataset.type === "Point") this.add({ type: "Point", coordinates: at });
    else if (this.corners) {
      this.corners.push(at);
      this.sketch();
    } else this.start(at);
  }

  middle() {
    this.tapped(this.map.getCenter());
  }

  locate() {
    navigator.geolocation?.getCurrentPosition(({ coords }) => this.tapped({ lng: coords.longitude, lat: coords.latitude }), () => {});
  }

  start(at) {
    if (this.isFull) return this.say(this.dataset.full);
    this.corners = at ? [at] : [];
    this.sketch();
    return undefined;
  }

  undo() {
    this.corners.pop();
    this.sketch();
  }

  done() {
    const { type } = this.dataset, { corners } = this;
    if (corners.length < LEAST[type]) return this.say(this.dataset.few);
    this.corners = null;
    this.sketch();
    this.add({ type, coordinates: type === "Polygon" ? [[...corners, corners[0]]] : corners });
    return undefined;
  }

  /** The line or area while it is drawn. */
  sketch() {
    this.drawing?.remove();
    if (this.corners) this.drawing = drawingLayer(this.corners, this.dataset.type).addTo(this.map);
    const tool = (name) => this.tools.querySelector(`[data-tool=${name}]`);
    tool("start").hidden = Boolean(this.corners);
    for (const name of ["middle", "done", "undo"]) tool(name).hidden = !this.corners;
  }

  /** A new place, with its panel open. */
  add(shape, words = "") {
    if (this.isFull) return this.say(this.dataset.full);
    const slot = this.makeSlot(this.nextNumber);
    this.field(slot, "_shape").value = JSON.stringify(shape);
    this.open(slot, words);
    if (!words) this.name(slot, shape);
    return undefined;
  }

  get nextNumber() {
    return Math.max(0, ...this.slots.map(({ dataset }) => Number(dataset.number))) + 1;
  }

  makeSlot(number) {
    const slot = slotFrom(this.mould, this.dataset.name, number);
    this.list.append(slot);
    return slot;
  }

  open(slot, words) {
    for (const other of this.slots) other.open = other === slot;
    slot.querySelector(".place-words").textContent = words ? `: ${words}` : "";
    this.changed();
    this.say(this.dataset.added.replace("{place}", this.nameOf(slot)));
  }

  field(slot, name) {
    return slot.querySelector(`[name="${this.dataset.name}.${slot.dataset.number}.${name}"]`);
  }

  /** A place that was offered while its name was written; a street or an area stays a name for the server. */
  byOffer({ lon, lat, kind, text }) {
    if (this.dataset.type !== "Point") return;
    this.map?.setView([lat, lon], 16);
    this.addNamed({ _address: text }, kind === "address" || kind === "place" ? { type: "Point", coordinates: [lon, lat] } : null, text);
  }

  byName(event) {
    event.preventDefault();
    const said = Object.fromEntries(["_address", "_to", "_area"].map((name) => [name, this.field(this.blank, name)]).filter(([, field]) => field?.value));
    const words = Object.values(said).map((field) => (field.tagName === "SELECT" ? field.selectedOptions[0].text : field.value)).join(" – ");
    if (words) this.addNamed(Object.fromEntries(Object.entries(said).map(([name, field]) => [name, field.value])), null, words);
  }

  addNamed(said, shape, words) {
    if (this.isFull) return void this.say(this.dataset.full);
    const slot = this.makeSlot(this.nextNumber);
    if (shape) this.field(slot, "_shape").value = JSON.stringify(shape);
    else for (const [name, value] of Object.entries(said)) this.field(slot, name).value = value;
    for (const field of this.blank.querySelectorAll("input, select")) field.value = "";
    this.open(slot, words);
  }

  remove(slot, event) {
    event.preventDefault();
    const name = this.nameOf(slot), after = slot.nextElementSibling ?? slot.previousElementSibling ?? this.tools;
    slot.remove();
    this.changed();
    this.say(this.dataset.removed.replace("{place}", name));
    after.querySelector("summary, button:not([hidden])")?.focus();
  }

  startMoving(slot) {
    this.moving = slot;
    this.say(this.dataset.move.replace("{place}", this.nameOf(slot)));
    this.scrollIntoView({ block: "start" });
  }

  moveTo(coordinates) {
    const slot = this.moving, shape = { type: "Point", coordinates };
    this.moving = null;
    this.field(slot, "_shape").value = JSON.stringify(shape);
    this.field(slot, "_how").value = "";
    this.open(slot, "");
    this.name(slot, shape);
  }

  async name(slot, { type, coordinates }) {
    const [lng, lat] = type === "Point" ? coordinates : type === "Polygon" ? coordinates[0][0] : coordinates[0];
    try {
      const { text } = await json(`${this.dataset.here}?lng=${lng}&lat=${lat}`);
      if (text) slot.querySelector(".place-words").textContent = `: ${text}`;
      if (text) this.say(`${this.nameOf(slot)}: ${text}`);
    } catch { /* it has its number */ }
  }

  nameOf(slot) {
    return this.dataset.place.replace("{n}", this.slots.indexOf(slot) + 1);
  }

  changed() {
    this.refresh();
    this.closest("form").dispatchEvent(new Event("change", { bubbles: true }));
  }

  /** Panels for the places in `entries`, before they are filled in. */
  make(entries) {
    const found = entries.map(([name]) => name).filter((name) => name.startsWith(`${this.dataset.name}.`) && name.endsWith("._shape"));
    const numbers = new Set(found.map((name) => Number(name.slice(this.dataset.name.length + 1).split(".")[0])));
    const said = new Map(entries);
    for (const slot of this.slots) if (!numbers.has(Number(slot.dataset.number))) slot.remove();
    const here = new Set(this.slots.map(({ dataset }) => Number(dataset.number)));
    for (const number of [...numbers].sort((one, other) => one - other)) {
      const isSaid = ["_shape", "_address", "_to", "_area"].some((name) => said.get(`${this.dataset.name}.${number}.${name}`));
      if (isSaid && !here.has(number) && this.mould) this.makeSlot(number);
    }
  }

  /** Numbers of places, and what is drawn of them. */
  refresh() {
    this.slots.forEach((slot) => { slot.querySelector(".place-name").textContent = this.nameOf(slot); });
    if (this.blank) this.blank.parentElement.hidden = this.isFull;
    if (!this.map) return;
    this.layers.forEach((layer) => layer.remove());
    this.layers = this.slots.flatMap((slot, n) => this.drawn(slot, n + 1));
    this.dataset.drawn = this.slots.length;
  }

  drawn(slot, number) {
    const shape = shapeIn(slot);
    if (!shape) return [];
    const [lng, lat] = shape.type === "Point" ? shape.coordinates : shape.type === "Polygon" ? shape.coordinates[0][0] : shape.coordinates[0];
    const { symbol, colour } = this.dataset;
    const svg = symbol in SYMBOLS ? symbolSign(symbol, colour, number) : numberSign(number, colour);
    const sign = signMarker(lat, lng, svg, { size: 34, name: this.nameOf(slot), onOpen: () => this.reveal(slot) });
    const layers = shape.type === "Point" ? [sign] : [shapeLayer(shape, `drawn-shape ${this.dataset.colour}`), sign];
    return layers.map((layer) => layer.addTo(this.map));
  }

  reveal(slot) {
    for (const other of this.slots) other.open = other === slot;
    slot.scrollIntoView({ block: "center" });
    slot.querySelector("summary").focus();
  }

  say(text) {
    this.said.hidden = false;
    this.said.textContent = text;
  }
}

/** What a place's field holds, if it can be drawn; the server says what is wrong with the rest. */
function shapeIn(slot) {
  try {
    const shape = JSON.parse(slot.querySelector("[name$='._shape']").value || "null");
    return shape?.coordinates?.length ? shape : null;
  } catch {
    return null;
  }
}

customElements.define("survey-places", SurveyPlaces);
