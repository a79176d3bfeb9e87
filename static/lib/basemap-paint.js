/* How areas and lines are painted, from the ground upwards. */
import { colours, GROUND, PUBLIC_BUILDINGS, SEAS } from "./basemap-style.js";

/* Line widths in pixels by zoom of the map, the casing's share of them, and which kinds of road have them. */
const ROADS = [
  { kinds: ["service"], colour: "street", from: 15, casing: 16, widths: [[15, 0.8], [16, 2], [18, 6], [20, 14]] },
  { kinds: ["residential", "unclassified", "living_street", "pedestrian"], colour: "street", from: 13, casing: 14.5,
    widths: [[12, 0.6], [14, 1.4], [15, 2.6], [16, 5], [18, 13], [20, 34]] },
  { kinds: ["tertiary"], colour: "street", from: 12, casing: 13.5, widths: [[11, 0.8], [13, 1.8], [15, 4.5], [16, 7], [18, 17], [20, 42]] },
  { kinds: ["secondary"], colour: "secondary", from: 10, casing: 12, widths: [[9, 0.7], [12, 1.8], [14, 4], [16, 9], [18, 20], [20, 46]] },
  { kinds: ["primary", "trunk"], colour: "primary", from: 8, casing: 10, widths: [[8, 0.8], [12, 2.4], [14, 5], [16, 10.5], [18, 23], [20, 50]] },
  { kinds: ["motorway"], colour: "motorway", from: 7, casing: 9, widths: [[7, 0.9], [12, 3], [14, 5.5], [16, 12], [18, 26], [20, 54]] },
];

export function paintRules(dark) {
  const c = colours(dark);
  return [...ground(c), ...lines(c), ...roads(c, false), ...buildings(c), ...roads(c, true), ...borders(c)];
}

const kind = (feature) => feature.props.kind;
const area = (dataLayer, fill, filter, more = {}) =>
  ({ dataLayer, filter, symbolizer: new self.protomapsL.PolygonSymbolizer({ fill }), ...more });
const line = (dataLayer, style, filter, more = {}) =>
  ({ dataLayer, filter, symbolizer: new self.protomapsL.LineSymbolizer({ lineJoin: "round", ...style }), ...more });
const growing = (stops) => self.protomapsL.exp(1.6, stops);

function ground(c) {
  const { PolygonSymbolizer } = self.protomapsL;
  const isSea = (z, feature) => SEAS.has(kind(feature));
  const fill = (z, feature) => c[GROUND[kind(feature)]] ?? c.paper;
  const ofKinds = (wanted) => (z, feature) => GROUND[kind(feature)] !== undefined && wanted(kind(feature));
  const built = new Set(["residential", "centre", "commercial", "industrial", "harbour", "farmland"]);
  const painted = (filter) => ({ dataLayer: "landuse", filter, symbolizer: new PolygonSymbolizer({ fill, perFeature: true }) });
  return [
    area("water", c.water, isSea),
    area("land", c.paper),
    painted(ofKinds((word) => built.has(word))),
    painted(ofKinds((word) => !built.has(word))),
    area("water", c.water, (z, feature) => !isSea(z, feature)),
  ];
}

function lines(c) {
  const paths = (...kinds) => (z, feature) => kinds.includes(kind(feature));
  const railWidth = growing([[10, 0.6], [14, 1.2], [16, 2], [19, 4]]);
  return [
    line("water", { color: c.shore, width: 0.8 }, undefined, { minzoom: 12 }),
    line("waterways", { color: c.stream, width: growing([[11, 0.8], [14, 1.8], [16, 3.5], [19, 10]]), lineCap: "round" }),
    line("roads", { color: c.ferry, width: 1, dash: [6, 5] }, paths("ferry")),
    line("roads", { color: c.path, width: growing([[14, 0.7], [16, 1.3], [19, 3]]), dash: [4, 2.5] }, paths("path"), { minzoom: 15 }),
    line("roads", { color: c.cycleway, width: growing([[14, 0.8], [16, 1.5], [19, 3.5]]), dash: [6, 2] }, paths("cycleway"), { minzoom: 14 }),
    line("roads", { color: c.rail, width: railWidth }, paths("rail")),
    line("roads", { color: c.rail, width: 0.7 }, paths("tram"), { minzoom: 15 }),
    line("roads", { color: c.paper, width: (z) => railWidth(z) * 0.5, dash: [5, 5] }, paths("rail"), { minzoom: 13 }),
  ];
}

/** All casings below all fills, so that crossings are open; bridges once more, above what they cross. */
function roads(c, bridges) {
  const wanted = ({ kinds }) => (z, feature) => kinds.includes(kind(feature)) && Boolean(feature.props.bridge) === bridges;
  const edge = bridges ? 3 : 1.6;
  const casings = ROADS.map((road) => line("roads", {
    color: c[`${road.colour}Edge`], width: (z) => growing(road.widths)(z) + edge, lineCap: bridges ? "butt" : "round",
  }, wanted(road), { minzoom: road.casing }));
  const fills = ROADS.map((road) => line("roads", {
    color: (z) => c[z < road.casing ? `${road.colour}Thin` : road.colour], width: growing(road.widths), lineCap: "round",
  }, wanted(road), { minzoom: road.from }));
  return [...casings, ...fills];
}

function buildings(c) {
  const { PolygonSymbolizer } = self.protomapsL;
  const isPublic = (feature) => PUBLIC_BUILDINGS.has(kind(feature));
  const style = (stroke) => ({
    fill: (z, feature) => (isPublic(feature) ? c.public : c.building), perFeature: true,
    ...(stroke ? { stroke: (z, feature) => (isPublic(feature) ? c.publicEdge : c.buildingEdge), width: 0.7 } : {}),
  });
  return [
    { dataLayer: "buildings", minzoom: 14, maxzoom: 15, symbolizer: new PolygonSymbolizer(style(false)) },
    { dataLayer: "buildings", minzoom: 16, symbolizer: new PolygonSymbolizer(style(true)) },
  ];
}

const borders = (c) => [line("boundary", { color: c.border, width: 1, opacity: 0.75, dash: [7, 4] })];
