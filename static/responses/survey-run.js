/* <survey-run>: one page of questions. Saves while one writes, shows what is asked, and goes on to the next page, also
   without a network: then pages come from this browser, and answers wait in it until the server says that it has them. */
import { shownOf, shownThere } from "./conditions.js";
import { fill } from "./filling.js";
import { KeptPages, forgetOld, storedPage, storePage } from "./kept-pages.js";
import { placesOf, saidIn } from "./said.js";

const PAUSE = 900, AGAIN = 4000; // milliseconds
const AT_FIRST = 1500;

class SurveyRun extends HTMLElement {
  connectedCallback() {
    setTimeout(() => this.isConnected && this.begin()); // when what stands in it is there
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    this.ended?.abort();
  }

  begin() {
    this.rules = JSON.parse(this.dataset.rules);
    this.form = this.querySelector("form");
    this.status = this.querySelector(".saved");
    this.kept = new KeptPages(this.rules.word, this.rules.keeps);
    this.ended = new AbortController();
    const { signal } = this.ended;
    this.form.addEventListener("input", () => this.changed());
    this.form.addEventListener("change", () => this.changed());
    this.form.addEventListener("submit", (event) => this.submitted(event));
    addEventListener("online", () => this.sendAll(), { signal });
    addEventListener("popstate", () => { if (location.pathname !== this.address) this.visit(location.href); }, { signal }); // not for a # within the page
    addEventListener("beforeunload", (event) => { if (!this.kept.isSafe && this.kept.waiting.length) event.preventDefault(); }, { signal });
    this.restore();
    this.decide();
    if (this.rules.keeps) this.makeReady();
    this.dataset.ready = this.rules.page;
  }

  get fields() {
    return new FormData(this.form);
  }

  get entries() {
    return [...this.fields].filter(([name]) => name !== "csrfmiddlewaretoken").map(([name, value]) => [name, String(value)]);
  }

  /** What was written here and the server does not have, or what it has, where the page came from this browser. */
  restore() {
    forgetOld();
    const record = this.kept.get(this.rules.page);
    if (record && (!record.sent || this.hasAttribute("data-stored"))) fill(this.form, record.entries);
    if (this.kept.waiting.length && !this.isClosed) this.sendAll();
  }

  /** Nothing is taken any more: what was written stays on the page. */
  get isClosed() {
    return this.hasAttribute("data-closed");
  }

  changed() {
    this.isAtEnd = false;
    this.keep();
    this.decide();
    if (this.isClosed) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.sendAll(), PAUSE);
  }

  keep() {
    this.kept.keep(this.rules.page, { entries: this.entries, at: Date.now(), address: this.address, sent: false });
  }

  get address() {
    return this.rules.pages.find(({ key }) => key === this.rules.page).address;
  }

  /** What is asked, by what was said: here, and on the pages before. */
  decide() {
    const { fields } = this, page = this.rules.pages.find(({ key }) => key === this.rules.page);
    this.said = new Map(this.otherPages());
    for (const [key, value] of saidIn(fields, page.questions)) this.said.set(key, value);
    this.shown = shownOf(this.rules.pages, this.said);
    for (const question of page.questions) {
      this.show(question.key, this.shown.questions.has(question.key));
      for (const number of placesOf(fields, question.key)) {
        const prefix = `${question.key}.${number}.`, there = saidIn(fields, question.followed, prefix);
        const asked = shownThere(question.followed, there, this.said);
        for (const { key } of question.followed) this.show(prefix + key, asked.has(key));
      }
    }
    this.form.elements.seen.value = page.questions.map(({ key }) => key).filter((key) => this.shown.questions.has(key)).join(" ");
  }

  show(name, isShown) {
    const element = document.getElementById(`q-${name}`);
    if (element) element.hidden = !isShown;
  }

  /** What was said on other pages: what the server told, and what this browser knows better. */
  *otherPages() {
    for (const [key, value] of Object.entries(this.rules.said)) yield [key, Array.isArray(value) ? new Set(value) : value];
    for (const page of this.rules.pages) {
      const record = page.key !== this.rules.page && this.kept.get(page.key);
      if (!record) continue;
      const fields = new FormData();
      for (const [name, value] of record.entries) fields.append(name, value);
      yield* saidIn(fields, page.questions);
    }
  }

  say(words, isWrong = false) {
    if (this.status.textContent === words) return; // said once, not at every key
    this.status.textContent = words;
    this.status.classList.toggle("error", isWrong);
  }

  /** Everything that waits, oldest first; returns whether the server has all of it. */
  async sendAll() {
    if (this.sending) return this.sending;
    this.sending = this.deliverAll();
    const isDone = await this.sending;
    this.sending = null;
    return isDone;
  }

  async deliverAll() {
    clearTimeout(this.timer);
    for (let [record] = this.kept.waiting; record; [record] = this.kept.waiting) {
      if (record.page === this.rules.page) this.say(this.dataset.saving);
      try {
        const gone = await this.deliver(record);
        if (gone) return location.assign(gone), false;
      } catch {
        if (!this.isAtEnd) this.say(this.kept.isSafe ? this.dataset.kept : this.dataset.unkept);
        this.timer = setTimeout(() => this.sendAll(), AGAIN);
        return false;
      }
    }
    this.say(this.kept.get(this.rules.page)?.wrong ? this.dataset.wrong : this.dataset.saved);
    if (this.isAtEnd) location.assign(this.rules.end);
    return true;
  }

  /** Gives where the reason stands, where the page is not taken: it is closed, or sent already. */
  async deliver({ page, entries, at, address }) {
    const answer = await fetch(address, { method: "POST", body: this.bodyOf(entries, "save"), headers: { Accept: "application/json" } });
    if (answer.status === 409 || answer.redirected) return answer.url;
    if (!answer.headers.get("Content-Type")?.includes("json")) throw new Error(answer.status);
    const { wrong } = await answer.json();
    this.kept.settle(page, at, Object.keys(wrong).length > 0);
    return "";
  }

  bodyOf(entries, how) {
    const body = new URLSearchParams(entries.filter(([name]) => name !== "do"));
    body.set("do", how);
    body.set("csrfmiddlewaretoken", this.form.elements.csrfmiddlewaretoken.value);
    return body;
  }

  async submitted(event) {
    const button = event.submitter, how = button?.name === "do" ? button.value : "next";
    event.preventDefault();
    if (this.leaving) return;
    this.leaving = true;
    this.keep();
    await this.sending; // what was on its way comes first, or it would come last
    const at = this.kept.get(this.rules.page)?.at, body = this.bodyOf(this.entries, how);
    if (button && button.name !== "do") body.set(button.name, button.value);
    try {
      const answer = await fetch(this.address, { method: "POST", body });
      if (!answer.ok && ![409, 422].includes(answer.status)) throw new Error(answer.status);
      this.kept.settle(this.rules.page, at, answer.status !== 200);
      this.put(answer.url, await answer.text(), answer.url.split("#")[0] !== location.href.split("#")[0]);
    } catch {
      await this.offlineStep(how === "back" ? -1 : 1);
    }
    this.leaving = false;
  }

  /** Without a network: the next page out of this browser, or, after the last, a word that it has to wait. */
  async offlineStep(step) {
    this.say(this.kept.isSafe ? this.dataset.kept : this.dataset.unkept);
    const place = this.shown.pages.findIndex(({ key }) => key === this.rules.page), next = this.shown.pages[place + step];
    if (!next) {
      this.isAtEnd = step > 0; // it is gone to when all is sent
      this.say(this.isAtEnd ? this.dataset.end : this.dataset.kept);
      this.timer = setTimeout(() => this.sendAll(), AGAIN);
      return;
    }
    const text = await storedPage(next.address);
    if (text) this.put(next.address, text, true, true);
  }

  async visit(address) {
    try {
      const answer = await fetch(address);
      this.put(answer.url, await answer.text(), false);
    } catch {
      const text = await storedPage(new URL(address).pathname);
      if (text) this.put(address, text, false, true);
    }
  }

  /** Another page in the place of this one; what is no page of questions is gone to. */
  put(address, text, isNew, isStored = false) {
    const page = new DOMParser().parseFromString(text, "text/html"), fresh = page.querySelector("survey-run");
    if (!fresh) return void location.assign(address);
    if (isStored) fresh.dataset.stored = "";
    if (isNew) history.pushState(null, "", address);
    document.title = page.title;
    this.replaceWith(document.adoptNode(fresh));
    const first = fresh.querySelector("#summary") ?? fresh.querySelector("h1");
    first.tabIndex = -1;
    first.focus({ preventScroll: true });
    scrollTo(0, 0);
    if (first.id === "summary") first.scrollIntoView();
  }

  /** Fetches the pages that may come, once, when the page has come to rest. */
  makeReady() {
    if (SurveyRun.isReady === this.rules.word || this.hasAttribute("data-stored")) return;
    SurveyRun.isReady = this.rules.word;
    setTimeout(async () => {
      for (const { address } of this.rules.pages) {
        try {
          const answer = await fetch(`${address}?forud=1`);
          if (answer.ok && !answer.redirected) await storePage(address, await answer.text());
        } catch {
          SurveyRun.isReady = "";
          return;
        }
      }
      document.documentElement.dataset.offlineReady = this.rules.word;
    }, AT_FIRST);
  }
}
customElements.define("survey-run", SurveyRun);
