/* <partner-layer>: a button on the map that shows the associations; on their own page they are shown at once. */
import { whenMap } from "../lib/dom.js";
import { json } from "../lib/http.js";
import { group, signMarker } from "../lib/map.js";
import { partnerSign } from "../lib/signs.js";

class PartnerLayer extends HTMLElement {
  connectedCallback() {
    this.button = this.querySelector("button");
    whenMap(({ map, element }) => this.begin(map, element.told.partners));
  }

  begin(map, told) {
    if (!told) return;
    Object.assign(this, { map, told });
    if (this.hasAttribute("open")) return void this.show(true);
    this.button.hidden = false;
    this.button.addEventListener("click", () => this.show(!this.layer));
  }

  async show(wanted) {
    this.button.setAttribute("aria-pressed", wanted);
    this.layer?.remove();
    this.layer = wanted ? group().addTo(this.map) : null;
    if (wanted) this.draw(this.layer, await json(this.told.url));
  }

  draw(layer, { features }) {
    for (const { properties: { slug, name }, geometry: { coordinates: [lng, lat] } } of features) {
      const open = () => location.assign(this.told.page.replace("/slug/", `/${slug}/`));
      signMarker(lat, lng, partnerSign(), { size: 28, name, onOpen: open, priority: -500 }).addTo(layer);
    }
  }
}
customElements.define("partner-layer", PartnerLayer);
