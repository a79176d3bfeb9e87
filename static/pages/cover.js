/* Covering parts of a picture. */
import "../lib/network.js";
import "../pictures/picture-boxes.js";
