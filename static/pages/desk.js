/* The desk: its keys, and the map beside a row. */
import "../lib/network.js";
import "../atlas/kortet-map.js";
import "../desk/desk-keys.js";
