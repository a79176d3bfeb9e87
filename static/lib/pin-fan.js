/* Pins on one and the same spot: a click or Enter on their disc spreads them around it; Escape or a move folds them. */
import { group, lineLayer } from "./map.js";

const NEAR = 20; // pixels at the closest zoom that no zooming parts
const ROUND = 9; // pins on the first ring

/** Whether zooming in as far as it goes would leave these pins on top of one another. */
export function isOneSpot(map, { pins, n }) {
  if (pins?.length !== n) return false;
  const spots = pins.map(([, , , lng, lat]) => map.project([lat, lng], map.getMaxZoom()));
  return spots.every((spot) => spot.distanceTo(spots[0]) < NEAR);
}

/** Where the pin with this number stands, in pixels from the middle: rings of 9, 18, 27 … */
function place(n, all) {
  let ring = 1, first = 0;
  while (n - first >= ring * ROUND) {
    first += ring * ROUND;
    ring += 1;
  }
  const onRing = Math.min(ring * ROUND, all - first);
  const angle = (2 * Math.PI * (n - first)) / onRing - Math.PI / 2;
  return [Math.cos(angle) * ring * 52, Math.sin(angle) * ring * 52];
}

export function fanOut(map, { pins, lat, lng }, markerOf) {
  const middle = map.latLngToLayerPoint([lat, lng]);
  const fan = group().addTo(map);
  const markers = pins.map((pin, n) => {
    const at = map.layerPointToLatLng(middle.add(place(n, pins.length)));
    fan.addLayer(lineLayer([[lat, lng], at], "fan-leg"));
    const marker = markerOf([...pin.slice(0, 3), at.lng, at.lat, pin[5]]).setZIndexOffset(1000);
    fan.addLayer(marker);
    marker.getElement().classList.add("fan");
    return marker;
  });
  map.getContainer().classList.add("fanned");
  markers[0].getElement().focus({ preventScroll: true });
  const fold = () => {
    fan.remove();
    map.getContainer().classList.remove("fanned");
    map.getContainer().removeEventListener("keydown", escape);
  };
  const escape = ({ key }) => { if (key === "Escape") fold(); };
  map.getContainer().addEventListener("keydown", escape);
  map.once("zoomstart movestart click", fold);
}
