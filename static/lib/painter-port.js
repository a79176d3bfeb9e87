/* The way to static/pages/basemap.js, which paints the base map beside the page: a slow phone stays free to answer a touch. */
import { make } from "./dom.js";

let opened;

/** Takes its messages and brings its answers; one for all maps of a page. */
export function painterPort() {
  opened ??= "OffscreenCanvas" in window ? besideThePage() : onThePage();
  return opened;
}

/** An address that the page's head names, so that it is fetched before anybody asks. */
const address = (name) => document.querySelector(`link[data-for="${name}"]`).href;

function besideThePage() {
  const worker = new Worker(address("painter"));
  worker.postMessage({ library: address("painter-library") });
  return worker;
}

function onThePage() {
  const { port1, port2 } = new MessageChannel();
  const library = make("script", { src: address("painter-library") });
  const painter = make("script", { type: "module", src: address("painter") });
  library.addEventListener("load", () => document.head.append(painter));
  painter.addEventListener("load", () => document.dispatchEvent(new CustomEvent("kortet:painter", { detail: port2 })));
  document.head.append(library);
  port1.start();
  return port1;
}
