/* The map alone, in a frame on another site: nothing that asks or sends. */
import "../atlas/kortet-map.js";
