/* A page with a map on it. */
import "../lib/network.js";
import "../atlas/kortet-map.js";
import "../atlas/partner-layer.js";
import "../atlas/event-layer.js";
