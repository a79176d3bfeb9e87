/* Areas, cells or hulls on a planner's map: coloured by step, told by name, opened where they lead somewhere. */
import { whenMap } from "../lib/dom.js";
import { json } from "../lib/http.js";
import { areaLayer } from "../lib/map.js";

const open = ({ url }) => { if (url) location.assign(url); };

whenMap(async ({ map, element }) => {
  const { figures } = element.told;
  if (!figures) return;
  const layer = areaLayer(await json(figures), ({ step }) => `area step-${step}`, open).addTo(map);
  if (layer.getBounds().isValid()) map.fitBounds(layer.getBounds(), { padding: [12, 12], maxZoom: 16 });
  element.dataset.figures = "drawn";
});
