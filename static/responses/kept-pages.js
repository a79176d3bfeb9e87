/* Pages of answers in this browser: kept from the first letter until the survey is sent. What the server has said that it
   has is `sent`; it stays to be shown while there is no network. */
const DAYS = 30, CACHE = "kortet-pages";

export class KeptPages {
  constructor(word, isStored = true) {
    this.isStored = isStored; // a tablet that many use, or a trial, keeps nothing
    this.prefix = `answers:${word}:`;
    this.memory = new Map();
    this.isSafe = true;
  }

  keep(page, record) {
    this.memory.set(page, record);
    if (!this.isStored) return;
    try {
      localStorage.setItem(this.prefix + page, JSON.stringify(record));
      this.isSafe = true;
    } catch {
      this.isSafe = false;
    }
  }

  get(page) {
    if (!this.isStored) return this.memory.get(page) ?? null;
    try {
      return JSON.parse(localStorage.getItem(this.prefix + page)) ?? this.memory.get(page) ?? null;
    } catch {
      return this.memory.get(page) ?? null;
    }
  }

  get pages() {
    return [...new Set([...this.memory.keys(), ...(this.isStored ? namesWith(this.prefix) : []).map((name) => name.slice(this.prefix.length))])];
  }

  /** Those that the server does not have, oldest first. */
  get waiting() {
    const records = this.pages.map((page) => ({ page, ...this.get(page) }));
    return records.filter(({ sent }) => !sent).sort((one, other) => one.at - other.at);
  }

  /** Whether the server has what was kept at that moment; what was written since still waits. */
  settle(page, at, isWrong) {
    const record = this.get(page);
    if (record?.at === at) this.keep(page, { ...record, sent: true, wrong: isWrong });
  }
}

function namesWith(prefix) {
  try {
    return Object.keys(localStorage).filter((name) => name.startsWith(prefix));
  } catch {
    return [];
  }
}

/** Nothing of a survey is left in the browser: it is sent. */
export async function forgetAnswers(word) {
  for (const name of namesWith(`answers:${word}:`)) localStorage.removeItem(name);
  if (!("caches" in window)) return;
  const cache = await caches.open(CACHE);
  for (const request of await cache.keys()) {
    if (new URL(request.url).pathname.includes(`/u/${word}/`)) await cache.delete(request);
  }
}

/** What was begun more than a month ago is not gone on with. */
export function forgetOld() {
  for (const name of namesWith("answers:")) {
    try {
      if (!(JSON.parse(localStorage.getItem(name)).at > Date.now() - DAYS * 86_400_000)) localStorage.removeItem(name);
    } catch {
      localStorage.removeItem(name);
    }
  }
}

/** A page as it was fetched, for when there is no network; the service worker shows it after a reload. */
export async function storePage(path, text) {
  if (!("caches" in window)) return;
  const cache = await caches.open(CACHE);
  await cache.put(path, new Response(text, { headers: { "Content-Type": "text/html; charset=utf-8" } }));
}

export async function storedPage(path) {
  if (!("caches" in window)) return null;
  const copy = await (await caches.open(CACHE)).match(path);
  return copy ? copy.text() : null;
}
