/* Voting: the code from the address, and the slip. */
import "../lib/network.js";
import "../people/proof-of-work.js";
import "../lettercodes/letter-code.js";
import "../ballots/ballot-slip.js";
