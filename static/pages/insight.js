/* A planner's page. */
import "../lib/network.js";
import "../atlas/kortet-map.js";
import "../insight/figure-layer.js";
