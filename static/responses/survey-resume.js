/* Going on in another browser, sending what waited before the last step, and leaving nothing behind. */
import { KeptPages, forgetAnswers } from "./kept-pages.js";

/** The secret stands behind # in the address, so no server was sent it; it is taken out of sight at once. */
class ResumeLink extends HTMLElement {
  connectedCallback() {
    const secret = location.hash.match(/^#fortsaet=([\w-]{10,80})$/)?.[1];
    if (!secret) return;
    history.replaceState(null, "", location.pathname + location.search);
    this.hidden = false;
    this.querySelector("[role=status]").textContent = this.dataset.found;
    this.querySelector("[name=secret]").value = secret;
    this.querySelector("form").requestSubmit();
  }
}
customElements.define("resume-link", ResumeLink);

const wordOf = () => location.pathname.match(/\/u\/([^/]+)\//)?.[1];

/** Nothing is handed in while a page of it still waits in this browser. */
class SurveyLast extends HTMLElement {
  connectedCallback() {
    this.kept = new KeptPages(wordOf());
    const waits = this.kept.waiting.map(({ page, address }) => address ?? page);
    if (!waits.length) return;
    const line = this.querySelector("[role=status]");
    line.textContent = this.dataset.kept;
    line.hidden = false;
    location.replace(waits[0]); // that page sends it, and says what is wrong with it
  }
}
customElements.define("survey-last", SurveyLast);

class SurveyDone extends HTMLElement {
  connectedCallback() {
    forgetAnswers(this.dataset.word);
  }
}
customElements.define("survey-done", SurveyDone);
