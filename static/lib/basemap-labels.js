/* Names on the map: which, from which zoom, how they look. The first rule wins where two would overlap. */
import { RoadName } from "./basemap-road-name.js";
import { colours, FONT, SEAS } from "./basemap-style.js";

const WATER = new Set([...SEAS, "lake", "pond", "strait", "water", "basin"]);
const GREENS = new Set(["forest", "park", "grass", "meadow", "heath", "wetland", "cemetery", "allotment", "allotments", "sports", "pitch"]);
const CIVIC = new Set(["square", "school", "hospital", "harbour", "beach"]);
const SETTLED = new Set(["city", "town", "village", "hamlet", "locality", "farm", "isolated_dwelling"]);
const QUARTERS = new Set(["suburb", "quarter", "neighbourhood"]);
const METRES_PER_PIXEL = 156543 * 0.56; // at zoom 0, at 56 degrees north

export function labelRules(dark, language) {
  const c = colours(dark);
  const labelProps = language === "en" ? ["name_en", "name"] : ["name"];
  const halo = { stroke: c.halo, width: 1.6 };
  return [
    ...[1, 2, 3, 4, 5].map((rank) => settled(c, { labelProps, ...halo }, rank)),
    nature(WATER, { labelProps, fill: c.waterText, stroke: c.waterHalo, width: 1.2 }, 11),
    ...roadNames(c, labelProps, ["motorway", "trunk", "primary", "secondary"], 14, 11.5),
    quarters(c, { labelProps, ...halo }),
    nature(new Set([...GREENS, "island"]), { labelProps, fill: c.greenText, ...halo }, 12),
    ...roadNames(c, labelProps, ["tertiary"], 14.5, 11.5),
    ...roadNames(c, labelProps, ["residential", "unclassified", "living_street", "pedestrian"], 16, 11),
    inside((word) => WATER.has(word), { labelProps, fill: c.waterText, stroke: c.waterHalo, width: 1.2 }),
    inside((word) => GREENS.has(word), { labelProps, fill: c.greenText, ...halo }),
    inside((word) => CIVIC.has(word), { labelProps, fill: c.soft, ...halo }),
    ...roadNames(c, labelProps, ["path", "cycleway", "service"], 17, 10.5),
    streams(c, labelProps),
    sights(c, { labelProps, ...halo }),
  ];
}

/** Text in the middle of a point with some air around it; the same name is not said twice in the neighbourhood. */
function text(style) {
  const { CenteredTextSymbolizer, Padding } = self.protomapsL;
  const inner = new Padding(5, new CenteredTextSymbolizer({ fontFamily: FONT, lineHeight: 1.35, ...style }));
  return {
    place: (layout, geom, feature) =>
      inner.place(layout, geom, feature)?.map((label) => ({ ...label, deduplicationKey: feature.props.name, deduplicationDistance: 350 })),
  };
}

const kind = (feature) => feature.props.kind;
const rankOf = (feature) => Number(feature.props.rank ?? 4);
const byRank = (a, b) => Number(a.rank ?? 9) - Number(b.rank ?? 9);

function settled(c, style, rank) {
  const size = [19, 16, 13.5, 12, 11.5][rank - 1];
  return {
    dataLayer: "places", minzoom: [6, 9, 10.5, 12, 13][rank - 1], maxzoom: [14, 15, 16, 17, 18][rank - 1],
    filter: (z, feature) => SETTLED.has(kind(feature)) && Math.min(rankOf(feature), 5) === rank,
    symbolizer: text({ ...style, fill: c.text, fontWeight: rank < 4 ? 600 : 500, fontSize: (z) => size + Math.max(0, Math.min(z - 11, 3)) * 0.8 }),
  };
}

function quarters(c, style) {
  return {
    dataLayer: "places", minzoom: 13, maxzoom: 17, sort: byRank,
    filter: (z, feature) => QUARTERS.has(kind(feature)),
    symbolizer: text({ ...style, fill: c.soft, fontWeight: 600, fontSize: 11, letterSpacing: 0.8, textTransform: "uppercase", maxLineChars: 16 }),
  };
}

/** Named waters, woods and islands that are told as points; the smaller the rank, the earlier. */
function nature(kinds, style, from) {
  return {
    dataLayer: "places", minzoom: from, sort: byRank,
    filter: (z, feature) => kinds.has(kind(feature)) && z >= from + Math.max(0, rankOf(feature) - 3),
    symbolizer: text({
      ...style, fontStyle: "italic", fontWeight: 500,
      fontSize: (z, feature) => 11.5 + Math.max(0, 4 - rankOf(feature)) + Math.min(2, Math.max(0, z - 13)),
    }),
  };
}

/** Names of lakes and parks, once the area is wide enough on the screen for its name. */
function inside(wanted, style) {
  const room = (z, { props }) => (props.size ?? 0) * 2 ** z / METRES_PER_PIXEL;
  return {
    dataLayer: "names", minzoom: 11, sort: (a, b) => b.size - a.size,
    filter: (z, feature) => wanted(kind(feature)) && room(z, feature) > 44,
    symbolizer: text({ ...style, fontStyle: "italic", fontSize: 11.5 }),
  };
}

function roadNames(c, labelProps, kinds, minzoom, size) {
  const filter = (z, feature) => kinds.includes(kind(feature));
  const symbolizer = new RoadName({ labelProps, fill: c.road, halo: c.halo, size: (z) => size + Math.max(0, Math.min(z - 16, 2)) });
  return [{ dataLayer: "roads", minzoom, filter, symbolizer }];
}

const streams = (c, labelProps) => ({
  dataLayer: "waterways", minzoom: 14, symbolizer: new RoadName({ labelProps, fill: c.waterText, halo: c.halo, size: () => 11, slant: "italic " }),
});

const QUIET = new Set(["bus_stop", "roundabout", "parking", "tunnel", "bridge", "square", "quay", "jetty", "playground", "recycling"]);
const sights = (c, style) => ({
  dataLayer: "pois", minzoom: 16,
  filter: (z, feature) => !QUIET.has(kind(feature)) || (z >= 18 && kind(feature) !== "bus_stop"),
  symbolizer: text({ ...style, fill: c.soft, fontSize: 11, maxLineChars: 18 }),
});
