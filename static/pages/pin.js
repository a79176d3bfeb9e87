/* A pin and what is said about it. */
import "../lib/network.js";
import "../atlas/kortet-map.js";
import "../pins/pin-support.js";
import "../pins/pin-talk.js";
import "../atlas/live-news.js";
import "../atlas/live-parts.js";
import "../pins/share-link.js";
