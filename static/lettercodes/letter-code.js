/* <letter-code>: takes the code of a letter's QR code out of the address, where it stands behind #, and puts it in the
   field. A browser sends what is behind # to nobody; it is taken away so that it stays in no history either. */
class LetterCode extends HTMLElement {
  connectedCallback() {
    const code = decodeURIComponent(location.hash.slice(1).replace(/%(?![0-9a-f]{2})/gi, ""));
    if (!/^[0-9a-z-]{12,16}$/i.test(code)) return;
    this.querySelector("input").value = code;
    this.querySelector("[role=status]").textContent = this.dataset.filled;
    history.replaceState(history.state, "", location.pathname + location.search);
  }
}
customElements.define("letter-code", LetterCode);
