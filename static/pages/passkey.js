/* A page on which a passkey is made or shown. */
import "../lib/network.js";
import "../accounts/passkey-form.js";
