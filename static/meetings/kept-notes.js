/* Notes that wait for a network: each under a name of its own in the browser's storage, so that two tabs that write at
   once lose nothing of each other's. What was sent is kept in this tab alone, to be seen. */
export class Kept {
  constructor(prefix) {
    this.prefix = prefix;
    this.notes = [];
    this.unsafe = false; // whether something waits that the browser could not keep
    try {
      const names = Object.keys(localStorage).filter((name) => name.startsWith(prefix));
      this.notes = names.map((name) => JSON.parse(localStorage.getItem(name))).sort((one, other) => one.at - other.at);
    } catch {
      this.notes = []; // a browser without storage has the page, only not after it is closed
    }
  }

  add(said) {
    const note = { said, at: Date.now(), state: "waits", why: "" };
    this.notes.push(note);
    this.keep(note);
  }

  keep(note) {
    try {
      localStorage.setItem(this.prefix + note.said.key, JSON.stringify(note));
    } catch {
      this.unsafe = true;
    }
  }

  next() {
    return this.notes.find(({ state }) => state === "waits");
  }

  settle(note, state, why) {
    Object.assign(note, { state, why });
    if (state === "wrong") this.keep(note);
    else this.drop(note);
    this.unsafe &&= this.waiting > 0;
  }

  take(key) {
    const note = this.notes.find(({ said, state }) => said.key === key && state === "wrong");
    if (note) {
      this.notes = this.notes.filter((one) => one !== note);
      this.drop(note);
    }
    return note;
  }

  drop(note) {
    try {
      localStorage.removeItem(this.prefix + note.said.key);
    } catch {
      // it was never kept there
    }
  }

  newest(most) {
    return this.notes.slice(-most).reverse();
  }

  get waiting() {
    return this.notes.filter(({ state }) => state === "waits").length;
  }
}
