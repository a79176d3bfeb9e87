/* The door for who got a letter with a code. */
import "../lib/network.js";
import "../lettercodes/letter-code.js";
