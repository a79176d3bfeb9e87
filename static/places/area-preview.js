/* Draws the areas of a file on django-leaflet's map in the admin, before anybody decides to store them. */
const drawn = JSON.parse(document.getElementById("area-preview-drawn").textContent);
const colours = ["#0b5563", "#b3541e", "#5b6c1f", "#6d3d8f", "#a12c4a", "#2f6fb0"];

window.addEventListener("map:init", ({ detail: { map } }) => {
  const L = window.L;
  let turn = 0;
  const areas = L.geoJSON(drawn, {
    style: () => ({ color: colours[turn++ % colours.length], weight: 2, fillOpacity: 0.15 }),
    onEachFeature: ({ properties: { code, name } }, area) => area.bindTooltip(label(code, name), { sticky: true }),
  }).addTo(map);
  map.fitBounds(areas.getBounds(), { padding: [12, 12] });
});

function label(code, name) {
  const text = document.createElement("span");
  text.textContent = `${code} ${name}`;
  return text;
}
