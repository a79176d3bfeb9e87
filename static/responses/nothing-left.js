/* <nothing-left>: where a tablet waits for the next person, what scripts kept for the last one is gone. Browsers are asked
   the same by a header, which some of them do not know. */
class NothingLeft extends HTMLElement {
  connectedCallback() {
    for (const kept of [() => localStorage.clear(), () => sessionStorage.clear()]) {
      try {
        kept();
      } catch {
        // a browser that keeps nothing
      }
    }
  }
}
customElements.define("nothing-left", NothingLeft);
