/* <event-layer>: what takes place, on the map of the calendar. */
import { whenMap } from "../lib/dom.js";
import { json } from "../lib/http.js";
import { group, signMarker } from "../lib/map.js";
import { eventSign } from "../lib/signs.js";

class EventLayer extends HTMLElement {
  connectedCallback() {
    whenMap(({ map, element }) => element.told.events && this.draw(map, element.told.events));
  }

  async draw(map, { url, page }) {
    const layer = group().addTo(map);
    for (const { properties: { word, name }, geometry: { coordinates: [lng, lat] } } of (await json(url)).features) {
      signMarker(lat, lng, eventSign(), { size: 30, name, onOpen: () => location.assign(page.replace("WORD", word)) }).addTo(layer);
    }
  }
}
customElements.define("event-layer", EventLayer);
