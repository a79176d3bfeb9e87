/* The base map as a Leaflet layer: our own PMTiles file in our own style, painted beside the page. */
import { painterPort } from "./painter-port.js";

const WORLD = [[-90, -180], [90, 180]];
let layers = 0;

/**
 * A layer of the PMTiles file at `url`. `dark` and `language` ("da", "en") choose colours and names;
 * `opening` is where its first bytes
 * are preloaded; `maxDataZoom` is the last zoom in the file, which is drawn larger beyond; `attribution` is plain text.
 */
export function basemapLayer({ attribution = "", ...told }) {
  const layer = new window.L.GridLayer({ attribution: credit(attribution), noWrap: true, bounds: WORLD });
  const sheets = new Sheets(told);
  layer.createTile = (place, done) => sheets.lay(place, done);
  layer.on("tileunload", ({ coords, tile }) => sheets.take(coords, tile));
  layer.on("remove", () => sheets.end());
  return layer;
}

/** The tiles of one layer: empty canvases that show what the painter sends. */
class Sheets {
  constructor(told) {
    this.map = layers += 1;
    this.laid = new Map();
    this.port = painterPort();
    this.hear = ({ data: { map, tiles } }) => { if (map === this.map) for (const [key, bitmap] of tiles) this.fill(key, bitmap); };
    this.port.addEventListener("message", this.hear);
    this.begun = this.begin(told);
  }

  async begin({ url, opening = null, dark = false, language = "da", maxDataZoom = 15 }) {
    const first = opening && (await bytes(opening));
    const begin = { url: new URL(url, location.href).href, opening: first, maxDataZoom, dark, language, ratio: devicePixelRatio };
    this.port.postMessage({ map: this.map, begin }, first ? [first] : []);
  }

  async say(message) {
    await this.begun;
    this.port.postMessage({ map: this.map, ...message });
  }

  lay({ x, y, z }, done) {
    const canvas = document.createElement("canvas");
    this.laid.set(`${x}:${y}:${z}`, { canvas, done });
    this.say({ show: { x, y, z } });
    return canvas;
  }

  /** Painted; a second time where a neighbour's names reach into it. */
  fill(key, bitmap) {
    const { canvas, done } = this.laid.get(key) ?? {};
    if (!canvas) return bitmap.close();
    [canvas.width, canvas.height] = [bitmap.width, bitmap.height];
    canvas.getContext("bitmaprenderer", { alpha: false }).transferFromImageBitmap(bitmap);
    return done(null, canvas);
  }

  /** What has left the map gives its memory back at once, of which phones have little for canvases. */
  take({ x, y, z }, canvas) {
    const key = `${x}:${y}:${z}`;
    canvas.width = canvas.height = 0;
    this.laid.delete(key);
    this.say({ hide: key });
  }

  end() {
    this.port.removeEventListener("message", this.hear);
    this.say({ end: true });
  }
}

/** The bytes at an address; none where they cannot be had, and the file is read part by part. */
async function bytes(address) {
  try {
    const answer = await fetch(address);
    return answer.ok ? await answer.arrayBuffer() : null;
  } catch {
    return null;
  }
}

/** Leaflet writes attributions as markup, so text becomes safe first; OpenStreetMap asks for a link. */
function credit(text) {
  const safe = document.createElement("span");
  safe.textContent = text;
  return safe.innerHTML.replace("OpenStreetMap", '<a href="https://www.openstreetmap.org/copyright">OpenStreetMap</a>');
}
