/* The form for watching a place. */
import "../lib/network.js";
import "../people/proof-of-work.js";
import "../atlas/kortet-map.js";
import "../atlas/place-search.js";
import "../pins/place-picker.js";
