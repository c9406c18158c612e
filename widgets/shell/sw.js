// The service worker of readers who pressed "Keep for offline" (offline.mjs), and of nobody else. It stores nothing
// itself: it answers from what that page has stored, when the network does not.
//
// What is kept lies in one cache: each file under the hash of its content, and the lists that say which address has
// which content. `current` is the list in use; `previous` the one before an update, for pages that are still open.
//
//   pages, and files whose name can mean another content tomorrow   the network first; what is kept when it is silent
//   files named by their content                                     what is kept
//
// A request for data is never answered by a page.

const CACHE = "tonghao-kept";
const ROOT = new URL("./", self.location).href;
const LISTS = [`${ROOT}.kept/current`, `${ROOT}.kept/previous`];
const MARK = "tonghao-keep"; // the header of requests by which offline.mjs fills the cache: the network's answer or none
const PATIENCE = 3_000; // ms for the network before a kept page takes its place
const BY_CONTENT = /\.[0-9a-f]{8,}\./;
const NOT_FOUND = "404.html";

self.addEventListener("install", (event) => event.waitUntil(self.skipWaiting()));
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

let listed = null; // a promise of the lists; read anew with each page, for they change with an update

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const page = request.mode === "navigate";
  if (request.method !== "GET" || !request.url.startsWith(ROOT) || request.headers.has(MARK)) return;
  if (page) {
    listed = null;
    event.waitUntil(tidy());
  }
  event.respondWith(answer(request, page));
});

async function answer(request, page) {
  const address = addressOf(request.url);
  const fresh = ["reload", "no-store"].includes(request.cache) && !page;
  if (BY_CONTENT.test(address) && !fresh) return (await kept(address)) ?? fetch(request);
  const network = fetch(request);
  network.catch(() => {}); // it is heard below, or came too late
  try {
    const response = await Promise.race([network, silence()]);
    if (response && (response.status < 500 || !page)) return response;
  } catch {
    // No network: what is kept has to do.
  }
  const found = (await kept(address)) ?? (page ? await instead(address) : null);
  return found ?? network.catch(() => Response.error());
}

function silence() {
  return new Promise((end) => setTimeout(end, PATIENCE, null));
}

/** The address from the site's root as the lists have it: without a query, a folder for its page. */
function addressOf(url) {
  return decodeURI(url.slice(ROOT.length).replace(/[?#].*$/s, "")).replace(/(^|\/)index\.html$/, "$1");
}

/** What is kept of an address, or null. */
async function kept(address) {
  listed ??= lists();
  for (const { files } of await listed) {
    const hash = Object.hasOwn(files, address) ? files[address][0] : null;
    const response = hash && (await inCache(`${ROOT}.kept/${hash}`));
    if (response) return response;
  }
  return null;
}

/** For a page that is not kept: the one meant, when only a slash was left out; else the one that says so. */
async function instead(address) {
  if (address && !address.endsWith("/") && (await kept(`${address}/`))) return Response.redirect(`${ROOT}${address}/`);
  const response = await kept(NOT_FOUND);
  return response && new Response(response.body, { status: 404, headers: response.headers });
}

/** Without opening the cache, which would make an empty one when the reader has removed it. */
function inCache(address) {
  return caches.match(address, { cacheName: CACHE });
}

async function lists() {
  const found = await Promise.all(LISTS.map(inCache));
  return Promise.all(found.filter(Boolean).map((response) => response.json()));
}

/** When no page is open that could need it, what only the list before the update has is removed. */
async function tidy() {
  const open = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  if (open.length || !(await inCache(LISTS[1]))) return;
  const cache = await caches.open(CACHE);
  await cache.delete(LISTS[1]);
  const [current] = await lists();
  const needed = new Set([LISTS[0], ...Object.values(current?.files ?? {}).map(([hash]) => `${ROOT}.kept/${hash}`)]);
  for (const { url } of await cache.keys()) if (!needed.has(url)) await cache.delete(url);
}
