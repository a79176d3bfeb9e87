/* <paper-entry>: a sheet is typed without a mouse. A digit chooses the answer of that number (0: the tenth) and goes on;
   of answers of which several may be chosen it switches one on or off. Enter goes on, Ctrl and Enter store. */
class PaperEntry extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.addEventListener("keydown", this);
    if (!document.getElementById("summary")) this.stops[0]?.focus();
  }

  handleEvent(event) {
    const { key, target } = event;
    const isChoice = target.matches("[type=radio], [type=checkbox]");
    if (key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      this.form.requestSubmit(this.form.querySelector("[value=store]"));
    } else if (key === "Enter" && !target.matches("textarea, button")) {
      event.preventDefault();
      this.goOn(target);
    } else if (isChoice && /^\d$/.test(key)) {
      event.preventDefault();
      this.choose(target, Number(key) || 10);
    }
  }

  choose(target, number) {
    const chosen = this.group(target)[number - 1];
    if (!chosen) return;
    chosen.checked = target.type === "radio" || !chosen.checked;
    if (target.type === "radio") this.goOn(target);
    else chosen.focus();
  }

  group({ name }) {
    return [...this.form.elements].filter((field) => field.name === name);
  }

  get stops() {
    const fields = [...this.form.elements].filter((field) => field.matches("input:not([type=hidden]), select, textarea, button"));
    const seen = new Set();
    return fields.filter(({ name, type }) => {
      const again = (type === "radio" || type === "checkbox") && seen.has(name);
      seen.add(name);
      return !again;
    });
  }

  goOn(from) {
    const stops = this.stops;
    const here = stops.findIndex((field) => field === from || (from.name && field.name === from.name));
    stops[here + 1]?.focus();
  }
}
customElements.define("paper-entry", PaperEntry);
