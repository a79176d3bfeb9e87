/* The form for a pin. First the pictures, then the draft, which gives them back; then what finds the place in it. */
import "../lib/network.js";
import "../people/proof-of-work.js";
import "../atlas/kortet-map.js";
import "../pictures/picture-field.js";
import "../pins/form-draft.js";
import "../atlas/place-search.js";
import "../pins/place-picker.js";
import "../pins/drop-steps.js";
