/* The map with its list. */
import "../lib/network.js";
import "../atlas/kortet-map.js";
import "../atlas/map-panel.js";
import "../atlas/place-search.js";
import "../atlas/live-news.js";
import "../atlas/share-view.js";
import "../atlas/partner-layer.js";
