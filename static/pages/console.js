/* The console of a meeting. */
import "../lib/network.js";
import "../atlas/live-news.js";
import "../atlas/live-parts.js";
