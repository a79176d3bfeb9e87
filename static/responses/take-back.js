/* <take-back>: a button that takes back what was chosen of a group of radio buttons, there while something is chosen. */
class TakeBack extends HTMLElement {
  connectedCallback() {
    this.group = this.closest("fieldset");
    [this.button, this.status] = this.children;
    this.button.addEventListener("click", this);
    this.group.addEventListener("change", this);
    this.group.addEventListener("input", this); // a line of one's own chooses what it stands beside
    this.refresh();
  }

  handleEvent({ type }) {
    type === "click" ? this.clear() : this.refresh();
  }

  get chosen() {
    return this.group.querySelector("input[type=radio]:checked");
  }

  refresh() {
    this.button.hidden = !this.chosen;
    this.status.textContent = "";
  }

  /** Nothing is chosen any more, no line of one's own either; told as every change is, so it is saved and followed. */
  clear() {
    this.chosen.checked = false;
    for (const line of this.group.querySelectorAll(".other-line input")) line.value = "";
    const first = this.group.querySelector("input[type=radio]");
    first.focus({ preventScroll: true }); // the button goes away, and what had focus with it
    first.dispatchEvent(new Event("change", { bubbles: true }));
    this.status.textContent = this.dataset.said;
  }
}
customElements.define("take-back", TakeBack);
