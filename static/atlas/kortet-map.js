/* <kortet-map data-map='…'>: the map of a page. What it shows is told by the page; it tells others by kortet: events. */
import { isDark, tell } from "../lib/dom.js";
import { json } from "../lib/http.js";
import { areaLayer, boundsOf, boxOf, dot, makeMap, shapeLayer, showBase, signMarker, wakeBase } from "../lib/map.js";
import { PinLayer } from "../lib/pin-layer.js";
import { eventSign, partnerSign, pinSign } from "../lib/signs.js";

class KortetMap extends HTMLElement {
  /** Each step in a turn of its own: a slow phone can answer a touch in between. */
  connectedCallback() {
    this.told = JSON.parse(this.dataset.map);
    wakeBase(this.told);
    setTimeout(() => this.begin());
  }

  begin() {
    this.map = makeMap(this, this.told);
    this.look();
    if (this.told.tiles) this.pins = new PinLayer(this.map, this.told);
    if (this.told.pin) this.showPin(this.told.pin);
    if (this.told.areas) this.showAreas();
    if (this.told.reach) this.showReach(this.told);
    if (this.told.spots?.length) this.showSpots(this.told.spots);
    if (this.told.event) this.showEvent(this.told.event);
    this.map.on("moveend", () => this.moved());
    this.map.on("click", ({ latlng }) => tell("click", { lng: latlng.lng, lat: latlng.lat }));
    document.addEventListener("kortet:version", ({ detail }) => this.pins?.renew(detail.version));
    document.addEventListener("kortet:place", ({ detail }) => this.go(detail));
    this.pins?.refresh();
    setTimeout(() => showBase(this.map, this.told)); // first what people say
    // Where a place is picked its middle stays; beside a list the map stays where it was.
    new ResizeObserver(() => this.map.invalidateSize({ pan: this.classList.contains("picking") })).observe(this);
    this.dataset.ready = isDark() ? "dark" : "light";
    tell("map", { map: this.map, element: this });
  }

  /** Where to look: what the address says (#zoom/lat/lng), else the pin, else the whole town. */
  look() {
    const said = location.hash.match(/^#(\d+(?:\.\d+)?)\/(-?\d+\.\d+)\/(-?\d+\.\d+)$/);
    if (said) this.map.setView([Number(said[2]), Number(said[3])], Number(said[1]));
    else if (this.told.pin) this.map.setView([...this.told.pin.lonlat].reverse(), 16);
    else this.map.fitBounds(boundsOf(this.told.bounds), { paddingBottomRight: [0, this.covered()] });
  }

  /** How many pixels of the map the sheet hides on a phone. */
  covered() {
    const sheet = this.parentElement.querySelector("map-panel");
    if (!sheet || getComputedStyle(sheet).position !== "absolute") return 0;
    return Math.min(sheet.offsetHeight, this.offsetHeight / 2);
  }

  /** To a place that was searched for; a map that belongs to one question follows that question's search alone. */
  go({ lon, lat, kind, from }) {
    const own = this.closest(".own-map");
    if (own && !own.contains(from)) return;
    this.map.setView([lat, lon], kind === "area" ? 14 : 17);
  }

  moved() {
    const { lat, lng } = this.map.getCenter();
    if (this.classList.contains("main")) history.replaceState(history.state, "", `#${this.map.getZoom()}/${lat.toFixed(5)}/${lng.toFixed(5)}`);
    tell("moved", boxOf(this.map));
  }

  showPin({ lonlat: [lng, lat], kind, status, title, shape }) {
    if (shape) {
      const drawn = shapeLayer(JSON.parse(shape), `drawn ${kind}`).addTo(this.map);
      this.map.fitBounds(drawn.getBounds(), { maxZoom: 17, padding: [30, 30] });
    }
    signMarker(lat, lng, pinSign(kind, status), { size: 40, name: title, key: false }).addTo(this.map);
  }

  showEvent({ lonlat: [lng, lat], title }) {
    this.map.setView([lat, lng], 15);
    signMarker(lat, lng, eventSign(), { size: 36, name: title, key: false }).addTo(this.map);
  }

  /** Where an association works, and its premises where they may be shown. */
  showReach({ reach, premises }) {
    const drawn = shapeLayer(JSON.parse(reach), "area chosen").addTo(this.map);
    this.map.fitBounds(drawn.getBounds(), { padding: [12, 12] });
    if (premises) signMarker(premises.lonlat[1], premises.lonlat[0], partnerSign(), { size: 36, name: premises.name, key: false }).addTo(this.map);
  }

  /** Where the rows of a file lie, before anybody decides to store them. */
  showSpots(spots) {
    for (const [lng, lat] of spots) dot(lat, lng).addTo(this.map);
    const [east, north] = [0, 1].map((axis) => spots.map((spot) => spot[axis]));
    this.map.fitBounds(boundsOf([Math.min(...east), Math.min(...north), Math.max(...east), Math.max(...north)]), { maxZoom: 16, padding: [20, 20] });
  }

  async showAreas() {
    const { areas, classes, chosen } = this.told;
    const classOf = ({ code }) => (classes ? `area step-${classes[code] ?? 0}` : "area chosen");
    const open = classes ? ({ code }) => location.assign(`${areas.replace(/\.geojson.*/, "")}/${encodeURIComponent(code)}/`) : null;
    const layer = areaLayer(await json(areas), classOf, open).addTo(this.map);
    if (!chosen && layer.getBounds().isValid()) this.map.fitBounds(layer.getBounds(), { padding: [12, 12] });
    this.dataset.areas = chosen ?? "all";
  }
}
customElements.define("kortet-map", KortetMap);
