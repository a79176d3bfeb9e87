/* <proof-of-work>: has the worker (ALTCHA's) find the answer while one writes; the form is sent when it is there. */

class ProofOfWork extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.told = this.querySelector("[role=status]");
    this.worker = new Worker(this.dataset.worker);
    this.worker.onmessage = ({ data }) => this.found(data); // from our own worker alone, never from a window
    this.worker.onerror = () => this.found(null);
    this.challenge = JSON.parse(this.dataset.challenge);
    this.worker.postMessage({ type: "work", challenge: this.challenge, counterStart: 0, counterStep: 1 });
    this.form.addEventListener("submit", this.wait);
  }

  disconnectedCallback() {
    this.worker.terminate();
    this.form.removeEventListener("submit", this.wait);
  }

  /** What is sent too early is held back until the answer is there, and then goes by the same button. */
  wait = (event) => {
    if (this.querySelector("[name=proof]").value || event.submitter?.name) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.sender = event.submitter;
    this.told.scrollIntoView({ block: "nearest" });
  };

  found(solution) {
    this.worker.terminate();
    if (!solution || solution.error) {
      this.form.removeEventListener("submit", this.wait);
      this.told.textContent = this.dataset.failed;
      return;
    }
    this.querySelector("[name=proof]").value = btoa(JSON.stringify({ challenge: this.challenge, solution }));
    this.told.textContent = this.dataset.ready;
    if (this.sender) this.form.requestSubmit(this.sender);
  }
}

customElements.define("proof-of-work", ProofOfWork);
