/* The base map as a Leaflet layer: our own PMTiles file, drawn by protomaps-leaflet in our own style. */
import { labelRules } from "./basemap-labels.js";
import { paintRules } from "./basemap-paint.js";
import { colours } from "./basemap-style.js";

/**
 * A layer of the PMTiles file at `url`. `dark` and `language` ("da", "en") choose colours and names;
 * `opening` is where its first bytes
 * are preloaded; `maxDataZoom` is the last zoom in the file, which is drawn larger beyond; `attribution` is plain text.
 */
export function basemapLayer({ url, opening = null, dark = false, language = "da", maxDataZoom = 15, attribution = "" }) {
  return window.protomapsL.leafletLayer({
    url: opening ? openedBy(url, opening) : url, maxDataZoom, lang: language, attribution: credit(attribution), noWrap: true,
    paintRules: paintRules(dark), labelRules: labelRules(dark, language), backgroundColor: colours(dark).paper,
  });
}

/** The file at `url`, whose first bytes the page asked for already; without them it is asked part by part. */
function openedBy(url, opening) {
  const { p: file } = new window.protomapsL.PmtilesSource(url), far = file.source;
  const first = fetch(opening).then((answer) => (answer.ok ? answer.arrayBuffer() : new ArrayBuffer())).catch(() => new ArrayBuffer());
  file.source = {
    getKey: () => far.getKey(),
    async getBytes(start, length, ...more) {
      const bytes = await first;
      const whole = start + length <= bytes.byteLength;
      return whole ? { data: bytes.slice(start, start + length) } : far.getBytes(start, length, ...more);
    },
  };
  return file;
}

/** Turns a layer light or dark; what is fetched stays, it is only drawn anew. */
export function setDark(layer, dark) {
  layer.paintRules = paintRules(dark);
  layer.labelRules = labelRules(dark, layer.lang);
  layer.backgroundColor = colours(dark).paper;
  layer.clearLayout();
  layer.rerenderTiles();
}

/** Leaflet writes attributions as markup, so text becomes safe first; OpenStreetMap asks for a link. */
function credit(text) {
  const safe = document.createElement("span");
  safe.textContent = text;
  return safe.innerHTML.replace("OpenStreetMap", '<a href="https://www.openstreetmap.org/copyright">OpenStreetMap</a>');
}
