/* Whole numbers as people read them: 1.234 in Danish, 1,234 in English. The browser's own Intl.NumberFormat says the same
   but takes 25 ms to be made, in the middle of the first view of the map. */
const mark = document.documentElement.lang === "en" ? "," : ".";

export const grouped = (n) => String(n).replace(/\B(?=(\d{3})+$)/g, mark);
