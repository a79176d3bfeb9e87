/* Answering a survey: saving while one writes, conditions, places on maps, going on without a network. */
import "../lib/network.js";
import "../people/proof-of-work.js";
import "../atlas/kortet-map.js";
import "../atlas/place-search.js";
import "../responses/survey-places.js";
import "../responses/drawn-choices.js";
import "../responses/rank-list.js";
import "../responses/survey-fields.js";
import "../responses/take-back.js";
import "../responses/survey-run.js";
import "../responses/survey-resume.js";
