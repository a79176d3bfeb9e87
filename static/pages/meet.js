/* A phone at a meeting: follows what whoever runs it does, and says where a note is about. */
import "../lib/network.js";
import "../people/proof-of-work.js";
import "../atlas/kortet-map.js";
import "../atlas/place-search.js";
import "../pins/place-picker.js";
import "../atlas/live-news.js";
import "../atlas/live-parts.js";
