/* Typing in what came on paper. */
import "../lib/network.js";
import "../responses/paper-entry.js";
