/* Pins on a map: fetches what the view needs, draws signs and discs, opens them. */
import { fanOut, isOneSpot } from "./pin-fan.js";
import { boxOf, group, shapeLayer, signMarker } from "./map.js";
import { grouped } from "./numbers.js";
import { addresses, fetchView, gather } from "./pin-tiles.js";
import { clusterSign, pinSign } from "./signs.js";

const short = (n) => (n < 10000 ? grouped(n) : `${grouped(Math.round(n / 1000))}k`);
const sizeOf = ({ n }) => (n === 1 ? 32 : Math.min(58, 34 + 5 * Math.log10(n) ** 1.6));
const apart = (a, b) => (a.n === 1 && b.n === 1 ? 22 : (sizeOf(a) + sizeOf(b)) / 2 - 2);

export class PinLayer {
  constructor(map, told) {
    this.map = map;
    this.told = told;
    this.layer = group().addTo(map);
    this.markers = new Map();
    this.drawn = new Map();
    map.on("moveend", () => this.refresh());
  }

  show(filter) {
    this.told.filter = filter;
    return this.refresh();
  }

  /** Others changed something: the tiles of a newer version. */
  renew(version) {
    this.told.version = version;
    return this.refresh();
  }

  async refresh() {
    this.call?.abort();
    this.call = new AbortController();
    const { tiles: template, filter, version } = this.told;
    const urls = addresses({ template, filter, version }, this.map.getZoom(), boxOf(this.map));
    try {
      this.draw(await fetchView(urls, this.call.signal));
      document.dispatchEvent(new CustomEvent("kortet:drawn"));
    } catch (error) {
      if (error.name !== "AbortError") document.dispatchEvent(new CustomEvent("kortet:trouble", { detail: this.told.names.noTiles }));
    }
  }

  /** What is drawn already and still right stays, with its focus; so nothing flickers. */
  draw(view) {
    const project = (lat, lng) => this.map.latLngToLayerPoint([lat, lng]);
    const due = new Map();
    for (const shape of view.shapes) due.set(`s${JSON.stringify(shape)}`, () => this.shape(shape));
    for (const one of gather(view, project, apart)) {
      if (one.pin) due.set(`p${one.pin}`, () => this.pin(one.pin));
      else due.set(`c${[one.lat, one.lng, one.n, one.proposals]}`, () => this.cluster(one));
    }
    for (const [key, layer] of this.drawn) if (!due.has(key)) this.drop(key, layer);
    for (const [key, make] of due) if (!this.drawn.has(key)) this.drawn.set(key, make().addTo(this.layer));
  }

  drop(key, layer) {
    this.layer.removeLayer(layer);
    this.drawn.delete(key);
    for (const [word, marker] of this.markers) if (marker === layer) this.markers.delete(word);
  }

  shape([word, kind, status, , shape]) {
    return shapeLayer(shape, `drawn ${kind} ${status}`, () => this.open(word));
  }

  pin([word, kind, status, lng, lat, title]) {
    const name = `${this.told.names[kind]}: ${title}`;
    const marker = signMarker(lat, lng, pinSign(kind, status), { size: 32, name, onOpen: () => this.open(word) });
    this.markers.set(word, marker);
    return marker;
  }

  cluster(one) {
    const { n, proposals, lat, lng } = one;
    const name = this.told.names.cluster.replace("{n}", grouped(n)).replace("{proposals}", grouped(proposals))
      .replace("{problems}", grouped(n - proposals));
    const sign = clusterSign(n, proposals, short(n));
    return signMarker(lat, lng, sign, { size: sizeOf(one), name, onOpen: () => this.closer(one), priority: 500 });
  }

  /** What lies on one spot fans out; what zooming parts is zoomed in on. */
  closer(one) {
    if (isOneSpot(this.map, one)) return fanOut(this.map, one, (pin) => this.pin(pin));
    return this.map.setView([one.lat, one.lng], Math.min(this.map.getZoom() + 2, this.map.getMaxZoom()));
  }

  /** On another site (the page stands in a frame there) a pin opens beside it: our pages let nobody frame them. */
  open(word) {
    const address = this.told.pinPage.replace("WORD", word);
    if (window.top === window) location.assign(address);
    else window.open(address, "_blank", "noopener");
  }

  lift(word, on) {
    this.markers.get(word)?.getElement()?.classList.toggle("lifted", on);
  }
}
