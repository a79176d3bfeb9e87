/* Areas, cells or hulls on a planner's map: coloured by step, told by name, opened where they lead somewhere. */
import { whenMap } from "../lib/dom.js";
import { json } from "../lib/http.js";
import { areaLayer, signMarker } from "../lib/map.js";
import { clusterSign } from "../lib/signs.js";

const open = ({ url }) => { if (url) location.assign(url); };

/** A disc on what may be too small to be seen. */
function addDisc(map, shape) {
  const { disc, name } = shape.feature.properties;
  if (!disc) return;
  const { lat, lng } = shape.getBounds().getCenter();
  const sign = clusterSign(disc[0], disc[1], String(disc[0]));
  signMarker(lat, lng, sign, { size: 36, name, onOpen: () => open(shape.feature.properties) }).addTo(map);
}

whenMap(async ({ map, element }) => {
  const { figures } = element.told;
  if (!figures) return;
  const layer = areaLayer(await json(figures), ({ step, line }) => `${line ? "line" : "area"} step-${step}`, open).addTo(map);
  if (layer.getBounds().isValid()) map.fitBounds(layer.getBounds(), { padding: [24, 24], maxZoom: 16 });
  layer.eachLayer((shape) => addDisc(map, shape));
  element.dataset.figures = "drawn";
});
