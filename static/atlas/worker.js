/* The service worker: pages, tiles and base map that were seen last are there without a network. Served from the top of
   the site by atlas/views_offline.py, which writes SHELL (version, files, pages, offline, form) above this text. Pages
   come from the network first, so nobody reads yesterday's map while there is one. What is personal is never kept. */
const NAME = `kortet-${SHELL.version}`, TILES = "kortet-tiles", PAGES = "kortet-pages";
const MOST = { [TILES]: 500, [PAGES]: 60 };
const SECONDS = 10; // a page that the network has not brought by then is shown as it was seen last

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("fetch", (event) => {
  const answer = answerFor(event.request);
  if (answer) event.respondWith(answer);
});

async function install() {
  const cache = await caches.open(NAME);
  await cache.addAll(SHELL.files);
  await Promise.all(SHELL.pages.map((page) => cache.add(new Request(page, { credentials: "omit", cache: "no-store" }))));
  await self.skipWaiting();
}

/** The old version's files go; pages, tiles and the map of the last seen area stay. */
async function activate() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith("kortet-") && ![NAME, TILES, PAGES].includes(name));
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

function answerFor(request) {
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return null;
  if (url.pathname.startsWith("/static/")) return kept(request);
  if (/^\/grundkort\/.*\/begyndelse$/.test(url.pathname)) return keptTile(request, url.pathname);
  if (url.pathname.startsWith("/grundkort/")) return piece(request, url);
  if (url.pathname.startsWith("/fliser/")) return fresh(request, TILES, withoutVersion(url));
  if (url.pathname.endsWith(".geojson")) return fresh(request, TILES, url.pathname + url.search);
  if (url.pathname === "/by.css") return fresh(request, PAGES, url.pathname + url.search);
  if (request.mode === "navigate") return fresh(request, PAGES, url.pathname + url.search);
  return null;
}

/** Files whose name tells their content. */
async function kept(request) {
  return (await caches.match(request)) ?? fetch(request);
}

/** The base map's first bytes, whose address tells their content too. */
async function keptTile(request, key) {
  const copy = await stored(TILES, key);
  if (copy) return copy;
  const answer = await fetch(request);
  if (answer.ok) keep(TILES, key, answer.clone());
  return answer;
}

/** From the network, and a copy for when there is none. */
async function fresh(request, name, key) {
  try {
    const answer = await hurried(request, name === PAGES && (await stored(name, key)));
    if (mayKeep(answer, key)) keep(name, key, answer.clone());
    return answer;
  } catch (error) {
    const copy = (await stored(name, key)) ?? (request.mode === "navigate" ? await offlinePage(key) : null);
    if (copy) return copy;
    throw error;
  }
}

/** Waits for a slow network as long as there is nothing to show instead. */
function hurried(request, copy) {
  const late = new Promise((_, fail) => { if (copy) setTimeout(fail, SECONDS * 1000, new Error("slow")); });
  return Promise.race([fetch(request), late]);
}

/** Whole, our own, and the same for everybody. The form is the visitor's, and its secret is fetched anew when it is sent. */
function mayKeep(answer, key) {
  const rule = answer.headers.get("Cache-Control") ?? "";
  return answer.ok && !answer.redirected && (key === SHELL.form || (rule.includes("public") && !rule.includes("no-store")));
}

async function stored(name, key) {
  return (await (await caches.open(name)).match(key)) ?? (await (await caches.open(NAME)).match(key));
}

async function offlinePage(key) {
  const shell = await caches.open(NAME);
  return (key.split("?")[0] === SHELL.form && (await stored(PAGES, SHELL.form))) || shell.match(SHELL.offline);
}

/** A range of the base map's file: kept whole under the range's name, because a cache takes no partial answers. */
async function piece(request, url) {
  const range = request.headers.get("Range");
  if (!range) return fetch(request);
  const key = `${url.pathname}?${range}`, cache = await caches.open(TILES), copy = await cache.match(key);
  if (copy) return partial(copy);
  const answer = await fetch(request);
  if (answer.status !== 206) return answer;
  const headers = { "X-Range": answer.headers.get("Content-Range"), "Content-Type": "application/vnd.pmtiles", ETag: answer.headers.get("ETag") ?? "" };
  const whole = new Response(await answer.arrayBuffer(), { headers });
  keep(TILES, key, whole.clone());
  return partial(whole);
}

async function partial(copy) {
  const bytes = await copy.arrayBuffer();
  const headers = { "Content-Range": copy.headers.get("X-Range"), "Content-Type": "application/vnd.pmtiles", "Content-Length": bytes.byteLength };
  if (copy.headers.get("ETag")) headers.ETag = copy.headers.get("ETag");
  return new Response(bytes, { status: 206, statusText: "Partial Content", headers });
}

async function keep(name, key, answer) {
  const cache = await caches.open(name);
  await cache.delete(key); // the newest stands last
  await cache.put(key, answer);
  const keys = await cache.keys();
  for (const old of keys.slice(0, Math.max(0, keys.length - MOST[name]))) await cache.delete(old);
}

function withoutVersion(url) {
  const asked = new URLSearchParams(url.search);
  asked.delete("v");
  return `${url.pathname}?${asked}`;
}
