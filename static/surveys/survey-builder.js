/* <survey-builder>: what its buttons and links do, without leaving the page; rows are moved by mouse, and by Alt and an arrow. */
import { make } from "../lib/dom.js";
import { RowDrag } from "./row-drag.js";
import { asksEarlier, look, send } from "./sheet.js";

class SurveyBuilder extends HTMLElement {
  connectedCallback() {
    this.panel = this.querySelector("dialog");
    this.addEventListener("submit", (event) => this.submitted(event));
    this.addEventListener("click", (event) => this.clicked(event));
    this.addEventListener("change", ({ target }) => asksEarlier(target) && look(target.form, target));
    this.addEventListener("input", ({ target }) => { if (this.panel.contains(target)) this.typed = true; });
    document.addEventListener("click", ({ target }) => this.shut((menu) => !menu.contains(target)));
    this.panel.addEventListener("cancel", (event) => this.left(event));
    document.addEventListener("keydown", (event) => this.key(event));
    new RowDrag(this, (key, page, at) => this.moved(key, page, at));
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
      this.say(form);
    } finally {
      this.busy = false;
    }
  }

  /** That it did not go well: nothing is lost, and one can try again. */
  say(form) {
    const said = make("p", { class: "card notice", role: "alert" }, this.dataset.wrong);
    if (this.panel.contains(form)) form.prepend(said);
    else document.getElementById("said").replaceChildren(said);
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
    if (key === "Escape" && !this.panel.open) this.shut(() => true);
    if (this.panel.open || target.matches?.("input, textarea, select")) return;
    if ((ctrlKey || metaKey) && key === "z") this.press(event, '[value="undo"]');
    const row = target.closest?.("li[data-key]");
    if (row && altKey && (key === "ArrowUp" || key === "ArrowDown")) {
      this.press(event, `[value="${key === "ArrowUp" ? "up" : "down"} ${row.dataset.key}"]`);
    }
  }

  /** Closes the menus that `which` says; one that had the focus gives it to its button. */
  shut(which) {
    for (const menu of [...this.querySelectorAll(".survey-more[open]")].filter(which)) {
      if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
      menu.open = false;
    }
  }

  async moved(key, page, at) {
    try {
      this.take(await send(this.form, null, { do: `move ${key}`, page, at: String(at) }));
    } catch {
      this.say(this.form);
    }
  }

  press(event, button) {
    event.preventDefault();
    this.form.querySelector(button)?.click();
  }
}
customElements.define("survey-builder", SurveyBuilder);
