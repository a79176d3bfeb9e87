/* <drop-steps>: on a phone one step of the form at a time, in a sheet under the map. The address says which (#hvor, #her,
   #fortael), so that back and reload work. After an error, on a wide screen and without JavaScript all steps stand there. */
const PHONE = matchMedia("(max-width: 899px)");
const FIRST = "hvor";

class DropSteps extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.whole = Boolean(document.querySelector(".summary"));
    addEventListener("hashchange", () => this.show(true));
    PHONE.addEventListener("change", () => this.show());
    document.addEventListener("kortet:said", ({ detail }) => this.say(detail.text));
    document.addEventListener("kortet:nearby", () => this.tellAlike());
    this.addEventListener("click", (event) => this.go(event));
    this.say(this.querySelector(".picked").textContent);
    this.show();
  }

  get hasPlace() {
    const { lng, shape, area, address } = this.form.elements;
    return [lng, shape, area, address].some((field) => field.value.trim());
  }

  /** The step that the address asks for; without a place there is only the first. */
  get asked() {
    const name = location.hash.slice(1);
    return this.hasPlace && ["her", "fortael"].includes(name) ? name : FIRST;
  }

  show(moved = false) {
    if (this.whole || !PHONE.matches) return this.removeAttribute("data-step");
    this.dataset.step = this.asked;
    if (!moved) return undefined;
    const heading = this.querySelector(`#${this.asked} h2`);
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
    return heading.scrollIntoView({ block: "nearest" });
  }

  /** "Go on" from the first step: not without a place, and past the second where there is nothing to see. */
  go(event) {
    if (!event.target.closest("[data-on]")) return;
    event.preventDefault();
    const nearby = document.getElementById("nearby");
    if (!this.hasPlace) this.complain();
    else location.hash = nearby.ariaBusy === "true" || nearby.querySelector(".row") ? "her" : "fortael";
  }

  complain() {
    const said = this.querySelector(".picked");
    said.hidden = false;
    said.textContent = this.dataset.missing;
  }

  /** The place in words stands in every step. */
  say(text) {
    for (const line of this.querySelectorAll(".said-place")) line.textContent = text;
  }

  /** A headline may find more that is alike: said where the headline is written. */
  tellAlike() {
    this.querySelector(".alike").hidden = !document.querySelector("#nearby .row");
  }
}
customElements.define("drop-steps", DropSteps);
