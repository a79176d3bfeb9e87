/* <idea-layer>: the ideas of a process on its map, and where they are built. */
import { whenMap } from "../lib/dom.js";
import { json } from "../lib/http.js";
import { boundsOf, group, signMarker } from "../lib/map.js";
import { pinSign, stepSign } from "../lib/signs.js";

const STATUS = { open: "new", chosen: "planned", partly: "planned", not_chosen: "declined", passed_on: "received", built: "done" };

class IdeaLayer extends HTMLElement {
  connectedCallback() {
    whenMap(({ map, element }) => element.told.ideas && this.draw(map, element.told.ideas));
  }

  async draw(map, { url, page }) {
    const layer = group().addTo(map), { features } = await json(url);
    for (const { properties: { word, name, kind, state }, geometry: { coordinates: [lng, lat] } } of features) {
      const step = kind === "milestone", sign = step ? stepSign(state === "built") : pinSign("proposal", STATUS[state]);
      const open = () => location.assign(page.replace("WORD", word));
      signMarker(lat, lng, sign, { size: step ? 24 : 34, name, onOpen: open, priority: step ? -500 : 0 }).addTo(layer);
    }
    const [east, north] = [0, 1].map((axis) => features.map(({ geometry }) => geometry.coordinates[axis]));
    if (features.length) map.fitBounds(boundsOf([Math.min(...east), Math.min(...north), Math.max(...east), Math.max(...north)]), { maxZoom: 15, padding: [40, 40] });
    this.dataset.drawn = features.length;
  }
}
customElements.define("idea-layer", IdeaLayer);
