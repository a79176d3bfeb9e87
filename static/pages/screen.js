/* The screen in the hall. */
import "../atlas/kortet-map.js";
import "../meetings/screen-pins.js";
import "../meetings/live-screen.js";
