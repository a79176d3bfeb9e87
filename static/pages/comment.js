/* The form for a comment, on a page of its own. */
import "../lib/network.js";
import "../people/proof-of-work.js";
import "../atlas/kortet-map.js";
import "../pins/form-draft.js";
import "../pins/comment-place.js";
