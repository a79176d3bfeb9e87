/* <desk-keys>: single keys for who works through the queue. Never while something is typed, and they can be switched off
   (WCAG 2.1.4); without JavaScript the same buttons and links are there. */
const OFF = "kortet-desk-keys-off";
const TYPED = "input:not([type=checkbox], [type=radio], [type=submit]), textarea, select, [contenteditable], dialog *";

class DeskKeys extends HTMLElement {
  connectedCallback() {
    this.hidden = false;
    this.dialog = this.querySelector("dialog");
    this.querySelector("button").addEventListener("click", () => this.dialog.showModal());
    this.switch = this.querySelector("[data-switch]");
    this.switch.checked = !kept();
    this.switch.addEventListener("change", () => keep(!this.switch.checked));
    document.addEventListener("keydown", this);
  }

  disconnectedCallback() { document.removeEventListener("keydown", this); }

  handleEvent(event) {
    const busy = event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.target.closest(TYPED);
    if (busy || !this.switch.checked) return;
    const wanted = this.wanted(event.key);
    if (!wanted) return;
    event.preventDefault();
    wanted();
  }

  wanted(key) {
    if (key === "?") return () => this.dialog.showModal();
    if (key === "j" || key === "k") return () => this.step(key === "j" ? 1 : -1);
    if (key === "x") return () => this.line()?.querySelector("[type=checkbox]")?.click();
    const field = { "/": "#filter-q", n: "#note-text", h: "#decide-reason" }[key];
    const found = document.querySelector(field ?? "none") ?? document.querySelector(`[data-key="${CSS.escape(key)}"]`);
    return found && (() => (field && found.matches(field) ? found.focus() : found.click()));
  }

  lines() { return [...document.querySelectorAll("[data-line]")]; }

  line() { return document.activeElement.closest("[data-line]"); }

  /** On the list the focus moves; beside an open row the next one is opened. */
  step(by) {
    const lines = this.lines();
    const open = lines.findIndex((line) => line.matches(".open"));
    const next = lines[(open < 0 ? lines.indexOf(this.line()) : open) + by];
    const link = next?.querySelector("a");
    if (open < 0) link?.focus();
    else link?.click();
  }
}

/** Whether the keys are switched off; a browser that keeps nothing has them on. */
function kept() {
  try { return localStorage.getItem(OFF) === "1"; } catch { return false; }
}

function keep(off) {
  try { localStorage.setItem(OFF, off ? "1" : "0"); } catch { /* nothing is kept here: it holds for this page */ }
}

customElements.define("desk-keys", DeskKeys);
