/* <ballot-slip>: says all the time how many points, choices or kroner are left; gives the rows of a ranking buttons that
   move them up and down. What is sent are the fields, and the server checks them: without this file nothing is missing. */
import { make } from "../lib/dom.js";

const number = (n) => n.toLocaleString(document.documentElement.lang);

class BallotSlip extends HTMLElement {
  connectedCallback() {
    this.rows = [...this.querySelectorAll("li")];
    this.said = this.querySelector("[role=status]");
    this.said.hidden = false;
    if (this.dataset.method === "ranking") this.makeMoves();
    else {
      this.addEventListener("input", () => this.tellLeft());
      this.tellLeft();
    }
  }

  tellLeft() {
    const left = this.method.most - this.rows.reduce((sum, row) => sum + this.method.of(row), 0);
    this.said.textContent = (left < 0 ? this.dataset.over : this.dataset.left).replace("{n}", number(Math.abs(left)));
    this.said.classList.toggle("over", left < 0);
  }

  /** How much there is, and what a row takes of it. */
  get method() {
    const { method, most, money } = this.dataset;
    const chosen = (row) => Number(row.querySelector("input").checked);
    if (method === "points") return { most: Number(most), of: (row) => Number(row.querySelector("input").value) || 0 };
    if (method === "budget") return { most: Number(money), of: (row) => chosen(row) * Number(row.dataset.cost) };
    return { most: Number(most), of: chosen };
  }

  makeMoves() {
    for (const row of this.rows) {
      const moves = [-1, 1].map((step) => this.makeMove(row, step));
      row.querySelector(".ballot-row").append(make("span", { class: "ballot-moves" }, ...moves));
      row.querySelector("select").addEventListener("change", () => this.tellPlace(row));
    }
  }

  makeMove(row, step) {
    const word = step < 0 ? this.dataset.up : this.dataset.down;
    const button = make("button", { type: "button", class: "button", "aria-label": `${word}: ${row.dataset.title}` }, word);
    button.addEventListener("click", () => this.move(row, step, button));
    return button;
  }

  /** The rows on the list in their order, as the fields say. */
  get listed() {
    const place = (row) => Number(row.querySelector("select").value);
    return this.rows.filter(place).sort((one, other) => place(one) - place(other));
  }

  move(row, step, button) {
    const list = this.listed;
    const at = list.indexOf(row);
    if (at < 0 && step < 0 && list.length >= Number(this.dataset.places)) {
      this.said.textContent = this.dataset.full;
      return;
    }
    if (at < 0) { if (step < 0) list.push(row); }
    else if (step < 0) list.splice(Math.max(at - 1, 0), 0, ...list.splice(at, 1));
    else if (at === list.length - 1) list.pop();
    else list.splice(at + 1, 0, ...list.splice(at, 1));
    this.write(list);
    this.tellPlace(row);
    button.focus();
  }

  /** Fields and rows as the list says; what is not on it stands below, as it came. */
  write(list) {
    for (const row of this.rows) row.querySelector("select").value = list.indexOf(row) + 1 || "";
    this.querySelector("ul").append(...list, ...this.rows.filter((row) => !list.includes(row)));
  }

  tellPlace(row) {
    const place = row.querySelector("select").value;
    this.said.textContent = (place ? this.dataset.moved : this.dataset.off).replace("{title}", row.dataset.title).replace("{n}", place);
  }
}
customElements.define("ballot-slip", BallotSlip);
