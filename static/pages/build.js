/* Where a survey is built. */
import "../lib/network.js";
import "../surveys/sheet.js";
import "../surveys/survey-builder.js";
