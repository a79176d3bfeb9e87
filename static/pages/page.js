/* A page without a map. */
import "../lib/network.js";
import "../people/proof-of-work.js";
import "../pins/form-draft.js";
import "../pins/share-link.js";
