/* <live-news>: asks every few seconds whether anything on the map has changed, and tells the others on the page; says
   politely how many pins came. It rests while the page is not looked at, and asks less often while nobody answers. */
import { tell } from "../lib/dom.js";
import { json } from "../lib/http.js";

const EVERY = 6000, SPREAD = 3000, LONGEST = 120_000, SAID_FOR = 15_000; // milliseconds

class LiveNews extends HTMLElement {
  connectedCallback() {
    this.version = Number(this.dataset.version);
    this.every = Number(this.dataset.every) || EVERY;
    this.wait = this.every;
    document.addEventListener("visibilitychange", () => this.plan(0));
    addEventListener("online", () => this.plan(0));
    document.addEventListener("kortet:news", ({ detail }) => this.say(detail.pins));
    this.plan(this.wait);
  }

  /** Everybody adds a little of their own, so that a thousand open pages do not ask at one time. */
  plan(wait) {
    clearTimeout(this.timer);
    if (document.visibilityState === "visible" && navigator.onLine) this.timer = setTimeout(() => this.ask(), wait + Math.random() * (SPREAD / EVERY) * this.every);
  }

  async ask() {
    try {
      const { version } = await json(this.dataset.address);
      this.wait = this.every;
      this.heard(version);
    } catch {
      this.wait = Math.min(this.wait * 2, LONGEST);
    }
    this.plan(this.wait);
  }

  /** Two server processes may be a second apart: an older number is no news. */
  heard(version) {
    if (version <= this.version) return;
    this.version = version;
    tell("version", { version });
  }

  say(pins) {
    if (!pins) return;
    const { one, many } = this.dataset;
    this.textContent = pins === 1 ? one : many.replace("{n}", pins);
    clearTimeout(this.silence);
    this.silence = setTimeout(() => { this.textContent = ""; }, SAID_FOR);
  }
}
customElements.define("live-news", LiveNews);
