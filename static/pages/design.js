/* The step of the design sheet on which an area is drawn. */
import "../lib/network.js";
import "../atlas/kortet-map.js";
import "../selections/outline-picker.js";
