/* <screen-pins data-pins='[…]'>: the newest pins of the process on the map of the hall's screen. */
import { whenMap } from "../lib/dom.js";
import { group, signMarker } from "../lib/map.js";
import { pinSign } from "../lib/signs.js";

const SIZE = 34; // pixels, for the back of a hall
let layer = null;

class ScreenPins extends HTMLElement {
  connectedCallback() {
    whenMap(({ map }) => this.draw(map));
  }

  draw(map) {
    layer?.remove();
    layer = group().addTo(map);
    for (const { lonlat: [lng, lat], kind, status, title } of JSON.parse(this.dataset.pins)) {
      signMarker(lat, lng, pinSign(kind, status), { size: SIZE, name: title, key: false }).addTo(layer);
    }
  }
}
customElements.define("screen-pins", ScreenPins);
