/* Paints tiles of the base map with the parts of protomaps-leaflet that do not know Leaflet, so that a worker can do it. */
import { basemapFile } from "./basemap-file.js";
import { labelRules } from "./basemap-labels.js";
import { paintRules } from "./basemap-paint.js";
import { colours } from "./basemap-style.js";

const TILE = 256; // pixels of the page
const AIR = 16; // pixels around a tile in which a name may begin that reaches into it
const PATIENCE = 60; // milliseconds; neighbours that are read until then have their names placed before anything is painted
const LABELLED = 16; // tiles of the file whose names are remembered
const TOGETHER = 6; // tiles in one message: the page makes a frame for each, which takes a slow phone longer than the tiles

export class Painter {
  /** A file's tiles, each `ratio` times as fine as the page; `send([[key, bitmap], …])` takes what is painted. */
  constructor({ url, opening, maxDataZoom, dark, language, ratio }, send) {
    const { Labelers, sourcesToViews } = self.protomapsL;
    Object.assign(this, { send, ratio, ground: colours(dark).paper, rules: paintRules(dark) });
    this.canvas = canvas(Math.ceil(TILE * ratio));
    [this.view] = sourcesToViews({ url: basemapFile(url, opening), maxDataZoom }).values();
    this.names = new Labelers(canvas(1).getContext("2d"), labelRules(dark, language), LABELLED, (keys) => this.again(keys));
    this.shown = new Map(); // key → the data of a tile that is on the map; undefined until it is read
    this.due = new Map(); // key → place of a tile that is to be painted
    this.reading = 0;
  }

  /** A tile came on the map. */
  async show(place) {
    const key = keyOf(place);
    this.shown.set(key, undefined);
    this.reading += 1;
    const data = await this.read(place);
    this.reading -= 1;
    if (!this.shown.has(key)) return this.soon();
    this.shown.set(key, data);
    this.names.add(place.z, data);
    this.due.set(key, place);
    return this.soon();
  }

  hide(key) {
    this.shown.delete(key);
    this.due.delete(key);
  }

  /** What the file says of a place; a part that the network does not bring leaves the ground. */
  async read(place) {
    try {
      return new Map([["", [await this.view.getDisplayTile(place)]]]);
    } catch (error) {
      if (error.name !== "AbortError") console.error(error);
      return new Map();
    }
  }

  /** Names of a neighbour reach into these tiles, or gave way there. */
  again(keys) {
    for (const key of keys) if (this.shown.get(key)) this.due.set(key, placeOf(key));
    this.soon();
  }

  soon() {
    clearTimeout(this.timer);
    this.since ??= performance.now();
    const wait = this.reading ? Math.max(0, this.since + PATIENCE - performance.now()) : 0;
    this.timer = setTimeout(() => this.work(), wait);
  }

  async work() {
    this.since = undefined;
    const painted = [];
    for (const [key, place] of this.due) {
      this.due.delete(key);
      this.paint(place, this.shown.get(key));
      painted.push([key, await bitmapOf(this.canvas)]);
      if (painted.length === TOGETHER) this.send(painted.splice(0));
    }
    if (painted.length) this.send(painted);
  }

  paint(place, data) {
    const [left, top] = [TILE * place.x, TILE * place.y];
    const box = { minX: left - AIR, minY: top - AIR, maxX: left + TILE + AIR, maxY: top + TILE + AIR };
    const pen = this.canvas.getContext("2d", { alpha: false });
    pen.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    pen.fillStyle = this.ground;
    pen.fillRect(0, 0, TILE + 1, TILE + 1);
    self.protomapsL.paint(pen, place.z, data, this.names.getIndex(place.z), this.rules, box, { x: left, y: top }, false);
  }
}

/* As protomaps-leaflet names tiles. */
const keyOf = ({ x, y, z }) => `${x}:${y}:${z}`;

function placeOf(key) {
  const [x, y, z] = key.split(":").map(Number);
  return { x, y, z };
}

/** Without a page there is no element, and older Safaris have nothing but the element. */
function canvas(side) {
  if (self.OffscreenCanvas) return new OffscreenCanvas(side, side);
  return Object.assign(document.createElement("canvas"), { width: side, height: side });
}

const bitmapOf = async (painted) => (painted.transferToImageBitmap ? painted.transferToImageBitmap() : createImageBitmap(painted));
