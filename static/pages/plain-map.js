/* A page with a map that only shows. */
import "../lib/network.js";
import "../atlas/kortet-map.js";
