/* <survey-builder>: what its buttons and links do, without leaving the page; rows are moved by mouse, and by Alt and an arrow. */
import { asksEarlier, look, send } from "./sheet.js";

class SurveyBuilder extends HTMLElement {
  connectedCallback() {
    this.panel = this.querySelector("dialog");
    this.addEventListener("submit", (event) => this.submitted(event));
    this.addEventListener("click", (event) => this.clicked(event));
    this.addEventListener("change", ({ target }) => asksEarlier(target) && look(target.form, target));
    this.addEventListener("input", ({ target }) => { if (this.panel.contains(target)) this.typed = true; });
    this.panel.addEventListener("cancel", (event) => this.left(event));
    document.addEventListener("keydown", (event) => this.key(event));
    for (const kind of ["pointerdown", "dragstart", "dragover", "drop", "dragend"]) {
      this.addEventListener(kind, (event) => this[kind](event));
    }
  }

  get form() { return this.querySelector("#builder"); }

  async submitted(event) {
    event.preventDefault();
    const { target: form, submitter } = event;
    if (this.busy) return;
    this.busy = true;
    try {
      this.take(await send(form, submitter), submitter);
    } catch {
      form.submit(); // what is wrong, the server's own page says
    } finally {
      this.busy = false;
    }
  }

  /** Shows what came back: the builder as it is now, or the sheet with what is wrong in it; else it goes there. */
  take({ page, url }, button) {
    const fresh = page.querySelector("#builder"), sheet = page.querySelector("#sheet");
    if (sheet && this.panel.open) return void this.fill(sheet);
    if (!fresh) return void location.assign(url);
    this.typed = false;
    this.panel.close();
    this.form.replaceWith(document.adoptNode(fresh));
    document.getElementById("said")?.replaceWith(document.adoptNode(page.getElementById("said")));
    const same = button?.value && this.querySelector(`#builder button[value="${CSS.escape(button.value)}"]`);
    const spot = document.getElementById(new URL(url).hash.slice(1)) ?? this.form;
    const shown = same && same.checkVisibility() && !same.disabled ? same : spot;
    shown.focus();
    shown.scrollIntoView({ block: "nearest" });
  }

  clicked(event) {
    const link = event.target.closest("a[data-sheet], a[data-leave]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if ("leave" in link.dataset) this.panel.close();
    else this.open(link);
  }

  async open(link) {
    try {
      const response = await fetch(link.href);
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      this.typed = false;
      this.opener = link;
      this.panel.showModal();
      this.fill(page.querySelector("#sheet"));
    } catch {
      location.assign(link.href);
    }
  }

  fill(sheet) {
    this.panel.replaceChildren(document.adoptNode(sheet));
    (sheet.querySelector("#summary") ?? sheet.querySelector("textarea, input:not([type=hidden])")).focus();
    this.panel.scrollTop = 0;
  }

  /** Escape: once more, where something was typed. */
  left(event) {
    if (!this.typed) return;
    event.preventDefault();
    this.typed = false;
    this.panel.querySelector("[data-leave]")?.focus();
  }

  key(event) {
    const { key, altKey, ctrlKey, metaKey, target } = event;
    if (this.panel.open || target.matches?.("input, textarea, select")) return;
    if ((ctrlKey || metaKey) && key === "z") this.press(event, '[value="undo"]');
    const row = target.closest?.("li[data-key]");
    if (row && altKey && (key === "ArrowUp" || key === "ArrowDown")) {
      this.press(event, `[value="${key === "ArrowUp" ? "up" : "down"} ${row.dataset.key}"]`);
    }
  }

  press(event, button) {
    event.preventDefault();
    this.form.querySelector(button)?.click();
  }

  /** Only by its grip a row can be taken, so that its words can still be marked. */
  pointerdown({ target }) {
    const row = target.closest(".survey-grip")?.closest("li[data-key]");
    if (row) row.draggable = true;
  }

  dragstart(event) {
    this.row = event.target.closest("li[data-key]");
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

  async drop(event) {
    const list = event.target.closest?.(".survey-page")?.querySelector(".survey-questions");
    if (!this.row || !list) return;
    event.preventDefault();
    const rows = this.rows(list), before = this.before(list, event.clientY);
    const at = before ? rows.indexOf(before) : rows.length;
    this.take(await send(this.form, null, { do: `move ${this.row.dataset.key}`, page: list.dataset.page, at: String(at) }));
  }

  dragend() {
    this.unmark();
    this.row?.classList.remove("dragged");
    this.row?.removeAttribute("draggable");
    this.row = null;
  }

  unmark() {
    for (const one of this.querySelectorAll(".over, .before")) one.classList.remove("over", "before");
  }
}
customElements.define("survey-builder", SurveyBuilder);
