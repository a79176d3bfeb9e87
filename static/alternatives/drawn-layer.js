/* What was drawn beforehand, on the page's map: each in its colour, with the number that it has in the list. */
import { whenMap } from "../lib/dom.js";
import { json } from "../lib/http.js";
import { areaLayer, signMarker } from "../lib/map.js";
import { numberSign } from "../lib/signs.js";

/** To its row in the list, which takes the focus. */
function go({ word }) {
  const row = document.getElementById(`mulighed-${word}`);
  if (!row) return;
  row.tabIndex = -1;
  row.focus();
  row.scrollIntoView({ block: "center" });
}

whenMap(async ({ map, element }) => {
  const { drawn } = element.told;
  if (!drawn) return;
  const found = await json(drawn);
  const layer = areaLayer(found, ({ colour }) => `drawn-shape ${colour}`, go).addTo(map);
  const several = found.features.length > 1 ? found.features : []; // one alone needs no number
  several.forEach(({ properties }, at) => {
    const [lng, lat] = properties.at, sign = numberSign(at + 1, properties.colour);
    signMarker(lat, lng, sign, { size: 30, name: properties.name, onOpen: () => go(properties) }).addTo(map);
  });
  if (layer.getBounds().isValid()) map.fitBounds(layer.getBounds(), { padding: [36, 36], maxZoom: 16 });
  element.dataset.drawn = String(found.features.length);
});
