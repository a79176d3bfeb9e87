/* The form in which something is drawn, over what is drawn already. */
import "../lib/network.js";
import "../atlas/kortet-map.js";
import "../alternatives/drawn-layer.js";
import "../atlas/place-search.js";
import "../pins/place-picker.js";
