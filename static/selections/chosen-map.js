/* <chosen-map data-chosen='{"dots": [[lng, lat, n], …]}'>: what is chosen, as dots on the page's map. */
import { whenMap } from "../lib/dom.js";
import { disc, group } from "../lib/map.js";

class ChosenMap extends HTMLElement {
  connectedCallback() {
    whenMap(({ map }) => this.isConnected && this.draw(map));
  }

  disconnectedCallback() {
    this.layer?.remove();
  }

  draw(map) {
    this.layer = group().addTo(map);
    for (const [lng, lat, n] of JSON.parse(this.dataset.chosen).dots) {
      disc(lat, lng, Math.min(4 + 2.2 * Math.log2(n), 26), "chosen-dot").addTo(this.layer);
    }
  }
}
customElements.define("chosen-map", ChosenMap);
