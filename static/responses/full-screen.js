/* <full-screen>: its button lets the page fill the screen, where the browser can. */
class FullScreen extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector("button");
    button.hidden = !document.fullscreenEnabled;
    button.addEventListener("click", () => document.documentElement.requestFullscreen());
  }
}
customElements.define("full-screen", FullScreen);
