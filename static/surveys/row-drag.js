/* Rows of the builder, moved by mouse: taken by the grip, let go before another row or at the end of a page. */
export class RowDrag {
  /** `moved` is told the row's key, the page's key, and which place it gets among the others there. */
  constructor(builder, moved) {
    Object.assign(this, { builder, moved });
    for (const kind of ["pointerdown", "dragstart", "dragover", "drop", "dragend"]) {
      builder.addEventListener(kind, (event) => this[kind](event));
    }
  }

  /** Only by its grip a row can be taken, so that its words can still be marked. */
  pointerdown({ target }) {
    const row = target.closest(".survey-grip")?.closest("li[data-key]");
    if (row) row.draggable = true;
  }

  dragstart(event) {
    const row = event.target.closest?.("li[data-key]");
    if (!row?.draggable) return; // a link or marked words
    this.row = row;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", this.row.dataset.key);
    this.row.classList.add("dragged");
  }

  dragover(event) {
    const list = event.target.closest?.(".survey-page")?.querySelector(".survey-questions");
    if (!this.row || !list) return;
    event.preventDefault();
    this.unmark();
    list.classList.add("over");
    this.before(list, event.clientY)?.classList.add("before");
  }

  /** The first row of a list whose middle lies below the pointer. */
  before(list, y) {
    return this.rows(list).find((row) => { const box = row.getBoundingClientRect(); return y < box.top + box.height / 2; });
  }

  rows(list) { return [...list.querySelectorAll(":scope > li[data-key]")].filter((row) => row !== this.row); }

  drop(event) {
    const list = event.target.closest?.(".survey-page")?.querySelector(".survey-questions");
    if (!this.row || !list) return;
    event.preventDefault();
    const rows = this.rows(list), before = this.before(list, event.clientY);
    const at = before ? rows.indexOf(before) : rows.length;
    this.moved(this.row.dataset.key, list.dataset.page, at);
  }

  dragend() {
    this.unmark();
    this.row?.classList.remove("dragged");
    this.row?.removeAttribute("draggable");
    this.row = null;
  }

  unmark() {
    for (const one of this.builder.querySelectorAll(".over, .before")) one.classList.remove("over", "before");
  }
}
