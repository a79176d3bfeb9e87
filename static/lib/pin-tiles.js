/* Which tiles a view needs, what they say, and how what would overlap on the screen is put together. */
import { json } from "./http.js";

const COARSER = 2; // a cell is a 16th of a tile; two zooms coarser it is 64 px wide, as far apart as discs should be
const RAW_FROM = 15; // from here the tiles tell every pin
const kept = new Map();

/** The tile zoom for a map zoom. */
export function tileZoom(zoom) {
  const whole = Math.floor(zoom);
  return whole >= RAW_FROM ? Math.min(whole, 17) : Math.max(0, whole - COARSER);
}

const column = (lng, z) => Math.floor(((lng + 180) / 360) * 2 ** z);
const row = (lat, z) => {
  const a = (Math.max(-85, Math.min(85, lat)) * Math.PI) / 180;
  return Math.floor(((1 - Math.log(Math.tan(a) + 1 / Math.cos(a)) / Math.PI) / 2) * 2 ** z);
};

/** The addresses of the tiles that cover a box of degrees. */
export function addresses({ template, filter, version }, zoom, { west, south, east, north }) {
  const z = tileZoom(zoom), most = 2 ** z - 1, found = [];
  for (let x = Math.max(0, column(west, z)); x <= Math.min(most, column(east, z)); x += 1) {
    for (let y = Math.max(0, row(north, z)); y <= Math.min(most, row(south, z)); y += 1) {
      const path = template.replace("{z}", z).replace("{x}", x).replace("{y}", y);
      found.push(`${path}?${filter ? `${filter}&` : ""}v=${version}`);
    }
  }
  return found;
}

/** All tiles of a view as one answer: cells [lon, lat, n, proposals, problems] and pins [word, kind, …]. */
export async function fetchView(urls, signal) {
  const tiles = await Promise.all(urls.map((url) => kept.get(url) ?? json(url, signal).then((tile) => keep(url, tile))));
  return { cells: tiles.flatMap((t) => t.c ?? []), pins: tiles.flatMap((t) => t.p ?? []), shapes: shapesOnce(tiles) };
}

function keep(url, tile) {
  if (kept.size > 200) kept.delete(kept.keys().next().value);
  kept.set(url, tile);
  return tile;
}

function shapesOnce(tiles) {
  return [...new Map(tiles.flatMap((t) => t.s ?? []).map((shape) => [shape[0], shape])).values()];
}

/** Puts together what lies closer than `apart` pixels; the sums stay exact. Each group: {x, y, n, proposals, pin}. */
export function gather({ cells, pins }, project, apart) {
  const all = [
    ...cells.map(([lng, lat, n, proposals]) => ({ ...point(project(lat, lng)), n, proposals, lat, lng })),
    ...pins.map((pin) => ({ ...point(project(pin[4], pin[3])), n: 1, proposals: pin[1] === "proposal" ? 1 : 0, pin, lat: pin[4], lng: pin[3] })),
  ];
  let groups = pass(all, project, apart);
  for (let n = 0; n < 3; n += 1) groups = pass(groups, project, apart); // a disc that grew may touch another
  return groups;
}

function pass(all, project, apart) {
  const groups = [];
  for (const one of all.sort((a, b) => b.n - a.n || a.x - b.x || a.y - b.y)) {
    const near = groups.find((group) => Math.hypot(group.x - one.x, group.y - one.y) < apart(group, one));
    if (near) join(near, one);
    else groups.push(one);
  }
  return groups.map((group) => ({ ...group, ...point(project(group.lat, group.lng)) }));
}

const point = ({ x, y }) => ({ x, y });

function join(group, one) {
  const n = group.n + one.n;
  group.lat = (group.lat * group.n + one.lat * one.n) / n;
  group.lng = (group.lng * group.n + one.lng * one.n) / n;
  group.pins = [...(group.pins ?? (group.pin ? [group.pin] : [])), ...(one.pins ?? (one.pin ? [one.pin] : []))];
  Object.assign(group, { n, proposals: group.proposals + one.proposals, pin: undefined });
}
