/* Sticky notes typed at a table. */
import "../lib/network.js";
import "../atlas/place-search.js";
import "../meetings/sticky-notes.js";
