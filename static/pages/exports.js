/* The planner's desk: choose, see what is chosen, fetch it. */
import "../lib/network.js";
import "../atlas/kortet-map.js";
import "../selections/outline-picker.js";
import "../selections/selection-form.js";
import "../selections/chosen-map.js";
