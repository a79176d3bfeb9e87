/* A tablet that stands somewhere: it begins anew by itself. */
import "../responses/kiosk-guard.js";
import "../responses/full-screen.js";
import "../responses/nothing-left.js";
