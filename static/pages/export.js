/* How far a file is. */
import "../lib/network.js";
import "../exports/file-progress.js";
