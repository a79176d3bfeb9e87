/* The only file that knows Leaflet (with basemap.js beside it): a map of a town, and the layers on it. */
import { basemapLayer } from "./basemap.js";
import { isDark, isStill } from "./dom.js";
import { painterPort } from "./painter-port.js";

const L = window.L;

/** A map in an element; its base map comes by `showBase`. */
export function makeMap(element, told) {
  const still = isStill();
  const map = L.map(element, {
    zoomControl: false, attributionControl: true, minZoom: (told.basemap.minzoom ?? 5) + 1, maxZoom: 19, zoomSnap: 0.5,
    fadeAnimation: false, zoomAnimation: !still, markerZoomAnimation: !still, worldCopyJump: false,
  });
  L.control.zoom({ position: "bottomright", zoomInTitle: told.names.zoomIn, zoomOutTitle: told.names.zoomOut }).addTo(map);
  map.attributionControl.setPrefix(false);
  element.setAttribute("role", "region");
  element.setAttribute("aria-label", told.names.map);
  return map;
}

/** Wakes what paints the base map, which takes a moment, before the map is made. */
export function wakeBase({ basemap }) {
  if (isPainted(basemap)) painterPort();
}

/** The base map, which follows light and dark. */
export function showBase(map, told) {
  let base = baseLayer(told);
  base?.addTo(map);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    base?.remove();
    base = baseLayer(told);
    base?.addTo(map);
  });
}

const isPainted = ({ url, kind }) => Boolean(url) && kind !== "raster";

function baseLayer({ basemap, language }) {
  if (!basemap.url) return null;
  if (!isPainted(basemap)) {
    return L.tileLayer(basemap.url, { attribution: basemap.attribution, minZoom: basemap.minzoom, maxNativeZoom: basemap.maxzoom, maxZoom: 19 });
  }
  return basemapLayer({ url: basemap.url, opening: preloaded(basemap.opening), dark: isDark(), language, maxDataZoom: basemap.maxzoom, attribution: basemap.attribution });
}

/** An address, if this page preloads it on a screen like this one. */
function preloaded(url) {
  const links = [...document.querySelectorAll('link[rel="preload"][as="fetch"]')];
  return links.some((link) => link.getAttribute("href") === url && matchMedia(link.media || "all").matches) ? url : null;
}

export const boundsOf = ([west, south, east, north]) => L.latLngBounds([south, west], [north, east]);

/** west, south, east, north of what is seen, in degrees. */
export function boxOf(map) {
  const seen = map.getBounds();
  return { west: seen.getWest(), south: seen.getSouth(), east: seen.getEast(), north: seen.getNorth() };
}

/** A marker that shows an SVG; with a name it can be reached by key and opened. */
export function signMarker(lat, lng, svg, { size, name, key = true, onOpen, priority = 0 }) {
  const icon = L.divIcon({ html: svg, iconSize: [size, size], className: "sign-marker" });
  const marker = L.marker([lat, lng], { icon, keyboard: key, alt: name, title: name, riseOnHover: true, zIndexOffset: priority });
  if (onOpen) {
    marker.on("click", onOpen);
    marker.on("keydown", ({ originalEvent }) => { if (originalEvent.key === "Enter") onOpen(); });
  }
  return marker;
}

export function shapeLayer(geojson, className, onOpen) {
  const layer = L.geoJSON(geojson, { style: { className }, interactive: Boolean(onOpen) });
  if (onOpen) layer.on("click", onOpen);
  return layer;
}

/** Areas: each feature gets the class that `classOf` says; hovering and a click tell its properties. */
export function areaLayer(geojson, classOf, onOpen) {
  return L.geoJSON(geojson, {
    style: (feature) => ({ className: classOf(feature.properties) }),
    pointToLayer: ({ properties: { radius = 8 } }, spot) => L.circleMarker(spot, { radius }),
    onEachFeature: (feature, layer) => {
      layer.bindTooltip(label(feature.properties.name), { sticky: true, className: "area-name" });
      if (onOpen) layer.on("click", () => onOpen(feature.properties));
    },
    interactive: Boolean(onOpen),
  });
}

/** Words as an element: Leaflet takes a text for HTML. */
function label(words) {
  const text = document.createElement("span");
  text.textContent = words;
  return text;
}

/** A small mark for where a comment points. */
export const dot = (lat, lng) => L.circleMarker([lat, lng], { radius: 7, className: "comment-dot", interactive: false });

/** A disc whose size says how many it stands for. */
export const disc = (lat, lng, radius, className) => L.circleMarker([lat, lng], { radius, className, interactive: false });

export const lineLayer = (ends, className) => L.polyline(ends, { className, interactive: false });

export const group = () => L.layerGroup();

/** A line or an area while it is drawn: its corners and what they span. `corners` are [lng, lat]. */
export function drawingLayer(corners, kind) {
  const spots = corners.map(([lng, lat]) => L.latLng(lat, lng));
  const dots = spots.map((spot) => L.circleMarker(spot, { radius: 6, className: "drawn-corner" }));
  const shape = kind === "Polygon" ? L.polygon(spots, { className: "drawn" }) : L.polyline(spots, { className: "drawn" });
  return L.layerGroup([shape, ...dots]);
}
