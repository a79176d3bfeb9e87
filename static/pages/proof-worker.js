/* The worker that finds the answers of <proof-of-work>: ALTCHA's, as it comes. */
import "altcha/workers/pbkdf2";
