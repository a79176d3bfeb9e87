/* Pins on a map: fetches what the view needs, draws signs and discs, opens them. */
import { fanOut, isOneSpot } from "./pin-fan.js";
import { boxOf, group, shapeLayer, signMarker } from "./map.js";
import { addresses, fetchView, gather } from "./pin-tiles.js";
import { clusterSign, pinSign } from "./signs.js";

const number = new Intl.NumberFormat(document.documentElement.lang || "da");
const short = (n) => (n < 10000 ? number.format(n) : `${number.format(Math.round(n / 1000))}k`);
const sizeOf = ({ n }) => (n === 1 ? 32 : Math.min(58, 34 + 5 * Math.log10(n) ** 1.6));
const apart = (a, b) => (a.n === 1 && b.n === 1 ? 22 : (sizeOf(a) + sizeOf(b)) / 2 - 2);

export class PinLayer {
  constructor(map, told) {
    this.map = map;
    this.told = told;
    this.layer = group().addTo(map);
    this.markers = new Map();
    map.on("moveend", () => this.refresh());
  }

  show(filter) {
    this.told.filter = filter;
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

  draw(view) {
    const project = (lat, lng) => this.map.latLngToLayerPoint([lat, lng]);
    this.layer.clearLayers();
    this.markers.clear();
    for (const [word, kind, status, title, shape] of view.shapes) {
      this.layer.addLayer(shapeLayer(shape, `drawn ${kind} ${status}`, () => this.open(word)));
    }
    for (const one of gather(view, project, apart)) this.layer.addLayer(one.pin ? this.pin(one.pin) : this.cluster(one));
  }

  pin([word, kind, status, lng, lat, title]) {
    const name = `${this.told.names[kind]}: ${title}`;
    const marker = signMarker(lat, lng, pinSign(kind, status), { size: 32, name, onOpen: () => this.open(word) });
    this.markers.set(word, marker);
    return marker;
  }

  cluster(one) {
    const { n, proposals, lat, lng } = one;
    const name = this.told.names.cluster.replace("{n}", number.format(n)).replace("{proposals}", number.format(proposals))
      .replace("{problems}", number.format(n - proposals));
    const sign = clusterSign(n, proposals, short(n));
    return signMarker(lat, lng, sign, { size: sizeOf(one), name, onOpen: () => this.closer(one), priority: 500 });
  }

  /** What lies on one spot fans out; what zooming parts is zoomed in on. */
  closer(one) {
    if (isOneSpot(this.map, one)) return fanOut(this.map, one, (pin) => this.pin(pin));
    return this.map.setView([one.lat, one.lng], Math.min(this.map.getZoom() + 2, this.map.getMaxZoom()));
  }

  open(word) {
    location.assign(this.told.pinPage.replace("WORD", word));
  }

  lift(word, on) {
    this.markers.get(word)?.getElement()?.classList.toggle("lifted", on);
  }
}
