/* <kiosk-guard data-idle="60">: on a tablet for all, begins anew when nobody has touched it for so many seconds. It asks
   first, for the last quarter of a minute. `data-idle="10"` on the last page: there nothing is asked. */
const ASKS = 15;
const TOUCHES = ["pointerdown", "keydown", "input", "wheel", "touchstart"];
class KioskGuard extends HTMLElement {
  connectedCallback() {
    this.left = this.idle = Number(this.dataset.idle);
    this.dialog = this.querySelector("dialog");
    for (const answer of ["click", "cancel"]) this.dialog.addEventListener(answer, () => this.touched());
    for (const touch of TOUCHES) addEventListener(touch, this, { passive: true, capture: true });
    addEventListener("pageshow", this);
    this.clock = setInterval(() => this.tick(), 1000);
  }

  disconnectedCallback() {
    clearInterval(this.clock);
    for (const touch of TOUCHES) removeEventListener(touch, this, { capture: true });
    removeEventListener("pageshow", this);
  }

  handleEvent(event) {
    if (event.type !== "pageshow") this.moved();
    else if (event.persisted) location.reload(); // a page out of the browser's memory may be the last person's
  }

  moved() {
    if (!this.dialog.open) this.left = this.idle; // closed before the click, it would let the click through to the page
  }

  touched() {
    this.left = this.idle;
    this.dialog.close();
  }

  tick() {
    this.left -= 1;
    this.dialog.querySelector("[role=timer]").textContent = this.left;
    if (this.left <= 0) this.begin();
    else if (this.left <= ASKS && this.idle > ASKS && !this.dialog.open) this.dialog.showModal();
  }

  begin() {
    clearInterval(this.clock);
    this.querySelector("form").submit();
  }
}
customElements.define("kiosk-guard", KioskGuard);
