/* <picture-boxes>: draws the rows of numbers as boxes on the picture, and a box that is drawn as a row of numbers.
   All is in per cent of the picture, so it is right at every size. */
import { make } from "../lib/dom.js";

const LEAST = 1; // per cent: less is a slip of the finger
const PARTS = ["left", "top", "width", "height"];

class PictureBoxes extends HTMLElement {
  connectedCallback() {
    this.picture = this.querySelector(".cover-picture");
    this.rows = this.querySelector(".cover-rows");
    this.total = this.closest("form").querySelector("[name$=TOTAL_FORMS]");
    this.most = Number(this.closest("form").querySelector("[name$=MAX_NUM_FORMS]").value);
    for (const row of this.rows.children) this.addRemove(row);
    this.rows.addEventListener("input", () => this.draw());
    this.picture.addEventListener("pointerdown", (event) => this.begin(event));
    this.draw();
  }

  addRemove(row) {
    const button = make("button", { type: "button", class: "button" }, this.rows.dataset.remove);
    button.addEventListener("click", () => {
      this.write(row, ["", "", "", ""]);
      row.querySelector("input").focus();
    });
    row.append(button);
  }

  inputs(row) {
    return PARTS.map((part) => row.querySelector(`[name$=-${part}]`));
  }

  read(row) {
    const values = this.inputs(row).map((input) => Number.parseFloat(input.value.replace(",", ".")));
    return values.every(Number.isFinite) ? values : null;
  }

  write(row, values) {
    this.inputs(row).forEach((input, place) => (input.value = values[place]));
    this.draw();
  }

  draw() {
    for (const box of this.picture.querySelectorAll(".cover-box")) box.remove();
    for (const row of this.rows.children) {
      const box = this.read(row);
      if (box) this.picture.append(this.placed(make("div", { class: "cover-box" }), box));
    }
  }

  placed(element, [left, top, width, height]) {
    Object.assign(element.style, { left: `${left}%`, top: `${top}%`, width: `${width}%`, height: `${height}%` });
    return element;
  }

  at({ clientX, clientY }) {
    const frame = this.picture.getBoundingClientRect();
    const within = (part) => Math.min(100, Math.max(0, 100 * part));
    return [within((clientX - frame.left) / frame.width), within((clientY - frame.top) / frame.height)];
  }

  begin(event) {
    if (event.button !== 0) return;
    event.preventDefault();
    const [x, y] = this.at(event);
    const box = make("div", { class: "cover-box" });
    let drawn = [x, y, 0, 0];
    const move = (moved) => {
      const [toX, toY] = this.at(moved);
      drawn = [Math.min(x, toX), Math.min(y, toY), Math.abs(toX - x), Math.abs(toY - y)];
      this.placed(box, drawn);
    };
    const end = () => {
      for (const name of ["pointermove", "pointerup", "pointercancel"]) this.picture.removeEventListener(name, name === "pointermove" ? move : end);
      box.remove();
      if (drawn[2] >= LEAST && drawn[3] >= LEAST) this.keep(drawn);
    };
    this.picture.setPointerCapture(event.pointerId);
    this.picture.append(box);
    this.picture.addEventListener("pointermove", move);
    this.picture.addEventListener("pointerup", end);
    this.picture.addEventListener("pointercancel", end);
  }

  keep(box) {
    const row = [...this.rows.children].find((each) => this.inputs(each).every((input) => !input.value)) ?? this.addRow();
    const comma = document.documentElement.lang.startsWith("da") ? "," : ".";
    if (row) this.write(row, box.map((part) => part.toFixed(1).replace(".", comma)));
  }

  addRow() {
    const place = Number(this.total.value);
    if (place >= this.most) return null;
    const row = this.querySelector("template").content.cloneNode(true).firstElementChild;
    for (const element of row.querySelectorAll("[name], [id], [for]"))
      for (const name of ["name", "id", "for"])
        if (element.hasAttribute(name)) element.setAttribute(name, element.getAttribute(name).replace("__prefix__", place));
    this.total.value = place + 1;
    this.rows.append(row);
    this.addRemove(row);
    return row;
  }
}

customElements.define("picture-boxes", PictureBoxes);
