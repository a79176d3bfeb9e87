/* Small things in a page of questions: what stands alone, a line of one's own, letters that are left. */
document.addEventListener("change", ({ target }) => {
  const group = target.closest?.(".choices");
  if (!group || target.type !== "checkbox" || !target.checked) return;
  const isAlone = target.closest("[data-alone]");
  for (const other of group.querySelectorAll("input[type=checkbox]")) {
    if (other !== target && (isAlone || other.closest("[data-alone]"))) other.checked = false;
  }
}, true);

document.addEventListener("input", ({ target }) => {
  const line = target.closest?.(".other-line");
  if (line && target.value) line.previousElementSibling.querySelector("input").checked = true;
}, true);

class TextCount extends HTMLElement {
  connectedCallback() {
    this.field = this.querySelector("textarea");
    this.field.addEventListener("input", () => this.count());
    this.count();
  }

  /** Said when few are left, and not at every letter. */
  count() {
    const left = Number(this.dataset.most) - this.field.value.length;
    const said = left > 200 ? "" : this.dataset.left.replace("{n}", left > 20 ? Math.ceil(left / 20) * 20 : left);
    const line = this.querySelector("[role=status]");
    if (line.textContent !== said) line.textContent = said;
  }
}
customElements.define("text-count", TextCount);
