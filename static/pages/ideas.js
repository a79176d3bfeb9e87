/* The ideas of a process on a map. */
import "../lib/network.js";
import "../atlas/kortet-map.js";
import "../ideas/idea-layer.js";
