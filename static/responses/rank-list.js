/* <rank-list>: things put in order by buttons or by dragging; the numbers beside them are what is sent. */
import { make } from "../lib/dom.js";

class RankList extends HTMLElement {
  connectedCallback() {
    this.list = this.querySelector("ol");
    this.status = this.querySelector("[role=status]");
    for (const row of this.rows) {
      const what = row.querySelector("label").textContent.trim();
      row.append(this.button("↑", "up", what), this.button("↓", "down", what));
      row.draggable = true;
    }
    this.list.addEventListener("click", ({ target }) => target.dataset.way && this.move(target.closest("li"), target.dataset.way, target));
    this.list.addEventListener("change", () => this.refresh());
    this.list.addEventListener("dragstart", ({ target }) => { this.dragged = target.closest("li"); this.dragged.classList.add("dragged"); });
    this.list.addEventListener("dragover", (event) => this.dragged && event.preventDefault());
    this.list.addEventListener("drop", (event) => this.drop(event));
    this.list.addEventListener("dragend", () => this.dragged?.classList.remove("dragged"));
    this.refresh();
  }

  button(sign, way, what) {
    return make("button", { type: "button", class: "button", "data-way": way, "aria-label": this.dataset[way].replace("{what}", what) }, sign);
  }

  get rows() {
    return [...this.list.children];
  }

  get ranked() {
    return this.rows.filter((row) => rankOf(row)).sort((one, other) => rankOf(one) - rankOf(other));
  }

  move(row, way, button) {
    const { ranked } = this, at = ranked.indexOf(row);
    if (at < 0) ranked.push(row);
    else if (way === "up" && at > 0) [ranked[at - 1], ranked[at]] = [ranked[at], ranked[at - 1]];
    else if (way === "down" && at === ranked.length - 1) ranked.pop();
    else if (way === "down") [ranked[at + 1], ranked[at]] = [ranked[at], ranked[at + 1]];
    this.number(ranked);
    button.focus();
    const what = row.querySelector("label").textContent.trim();
    this.status.textContent = rankOf(row) ? this.dataset.moved.replace("{what}", what).replace("{n}", rankOf(row)) : "";
  }

  drop(event) {
    event.preventDefault();
    const row = event.target.closest("li"), ranked = this.ranked.filter((one) => one !== this.dragged);
    if (!row || row === this.dragged) return;
    const at = ranked.indexOf(row);
    ranked.splice(at < 0 ? ranked.length : at, 0, this.dragged);
    this.number(ranked);
  }

  number(ranked) {
    for (const row of this.rows) row.querySelector("select").value = ranked.includes(row) ? String(ranked.indexOf(row) + 1) : "";
    this.refresh();
    this.list.querySelector("select").dispatchEvent(new Event("change", { bubbles: true }));
  }

  /** Stands in the order of its numbers. */
  refresh() {
    const { ranked, rows } = this, order = [...ranked, ...rows.filter((row) => !rankOf(row))];
    if (order.some((row, n) => row !== rows[n])) this.list.append(...order);
  }
}

const rankOf = (row) => Number(row.querySelector("select").value);

customElements.define("rank-list", RankList);
