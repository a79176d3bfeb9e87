/* Paints the base map of a page: as a worker beside it, or, in browsers that cannot paint there, as a script of the page
   (lib/painter-port.js). The library is no module, so it comes first and the painter after it. */
const painters = new Map();

/** Messages: { library }, once; { map, begin }, { map, show }, { map, hide }, { map, end }. Answers: { map, tiles: [[key, bitmap], …] }. */
function serve(port) {
  const ready = import("../lib/basemap-painter.js");
  port.onmessage = async ({ data }) => {
    if (data.library) importScripts(data.library);
    else told(port, data, await ready);
  };
}

function told(port, { map, begin, show, hide, end }, { Painter }) {
  const send = (tiles) => port.postMessage({ map, tiles }, tiles.map(([, bitmap]) => bitmap));
  if (begin) painters.set(map, new Painter(begin, send));
  else if (end) painters.delete(map);
  else if (show) painters.get(map)?.show(show);
  else painters.get(map)?.hide(hide);
}

if ("importScripts" in self) serve(self);
else document.addEventListener("kortet:painter", ({ detail }) => serve(detail), { once: true });
