/* What is drawn in a process, on a map. */
import "../lib/network.js";
import "../people/proof-of-work.js";
import "../atlas/kortet-map.js";
import "../alternatives/drawn-layer.js";
