// What is kept for use without a network, and how it gets there: one cache, read by sw.js. Each file lies under the
// hash of its content, so that an update fetches what changed and nothing else, and a start that broke off goes on
// where it was. A list of addresses and hashes comes last: until it is there, nothing has changed for anybody.
//
// list   { version, site, at, python, files: { address: [hash, bytes] } }; `python`: where the tools' Python lies

const CACHE = "tonghao-kept";
const MARK = { "tonghao-keep": "1" }; // sw.js lets such a request through to the network
const AT_ONCE = 6;
const LOCK = "tonghao-keep";

export class Trouble extends Error {
  /** `why`: network, space, changed, busy, forbidden or stopped. */
  constructor(why, cause) {
    super(String(cause ?? why));
    this.why = why;
  }
}

/** False where browsers keep nothing: plain http, a page from disk, some private windows. */
export function possible() {
  return globalThis.isSecureContext && /^https?:$/.test(location.protocol) && "serviceWorker" in navigator && "caches" in globalThis;
}

/** What the site has to offer now, or null when it can't be reached. */
export async function offered(root) {
  try {
    const response = await fetch(`${root}offline.json`, { cache: "no-store", headers: MARK });
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}

/** The list in use, or null. */
export async function kept(root) {
  try {
    const response = await caches.match(`${root}.kept/current`, { cacheName: CACHE }); // to open it would make one
    return response ? await response.json() : null;
  } catch {
    return null;
  }
}

/** The part of an offer that is wanted. */
export function chosen(list, python) {
  const files = Object.entries(list.files).filter(([address]) => python || !address.startsWith(list.python));
  return { ...list, files: Object.fromEntries(files) };
}

export function hasPython(list) {
  return Object.keys(list.files).some((address) => address.startsWith(list.python));
}

/** Bytes of the files of `list`; of those that `other` has not, when it is given. */
export function bytes(list, other = null) {
  const there = new Set(Object.values(other?.files ?? {}).map(([hash]) => hash));
  return Object.values(list.files).reduce((sum, [hash, size]) => sum + (there.has(hash) ? 0 : size), 0);
}

/**
 * Stores all of `list`, then puts it in use. `step(done)` is told of bytes as they come; `signal` breaks it off.
 * Throws Trouble; what was kept before is then still in use, and what this call brought is gone.
 */
export async function keep(root, list, step, signal) {
  if (!navigator.locks) return stored(root, list, step, signal);
  return navigator.locks.request(LOCK, { ifAvailable: true }, (lock) => {
    if (!lock) throw new Trouble("busy");
    return stored(root, list, step, signal);
  });
}

async function stored(root, list, step, signal) {
  const before = await kept(root);
  let cache;
  try {
    await room(bytes(list, before));
    cache = await caches.open(CACHE);
    navigator.storage?.persist?.().catch(() => {}); // may ask the reader; nothing waits for the answer
    await fetchAll(root, cache, list, step, signal);
    if (before) await cache.put(`${root}.kept/previous`, asJson(before));
    await cache.put(`${root}.kept/current`, asJson({ ...list, at: new Date().toISOString() }));
    if (!before) await register(root);
  } catch (error) {
    if (cache) await undo(root, cache, before).catch(() => {});
    throw error instanceof Trouble ? error : new Trouble(reason(error, signal), error);
  }
}

/** Browsers say the same of a worker that is not there or is called by a wrong type, and of one that they forbid. */
async function register(root) {
  const address = `${root}sw.js`;
  try {
    await navigator.serviceWorker.register(address, { scope: root, updateViaCache: "none" });
  } catch (error) {
    const again = await fetch(address, { cache: "no-cache", headers: MARK }).catch(() => null);
    if (!again) throw new Trouble("network", error);
    if (!again.ok || !/javascript/.test(again.headers.get("Content-Type"))) throw new Trouble("changed", error);
    throw error;
  }
}

/** Fails before anything is loaded when there can't be room for it. */
async function room(needed) {
  const { quota, usage } = (await navigator.storage?.estimate?.().catch(() => null)) ?? {};
  if (Number.isFinite(quota) && Number.isFinite(usage) && quota - usage < needed) throw new Trouble("space");
}

async function fetchAll(root, cache, list, step, signal) {
  const there = new Set((await cache.keys()).map(({ url }) => url));
  const sizes = new Map(Object.values(list.files));
  const wanted = new Map(Object.entries(list.files).map(([address, [hash]]) => [hash, address])); // one address for each content
  let done = 0;
  const coming = [...wanted];
  const next = async () => {
    for (let one = coming.shift(); one; one = coming.shift()) {
      const [hash, address] = one;
      if (!there.has(`${root}.kept/${hash}`)) await fetchOne(root, cache, address, hash, signal);
      done += sizes.get(hash);
      step(done);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, next));
}

/** The browser compares the content with its hash: half a file, or one of another version, is an error. */
async function fetchOne(root, cache, address, hash, signal) {
  const integrity = `sha256-${hash.replaceAll("-", "+").replaceAll("_", "/")}=`;
  const options = { cache: "no-cache", credentials: "same-origin", headers: MARK, integrity, signal };
  let response;
  try {
    response = await fetch(root + encodeURI(address), options);
  } catch (error) {
    if (signal.aborted) throw error;
    // The same error for no network and for a content that is another by now.
    throw new Trouble((await offered(root)) ? "changed" : "network", error);
  }
  if (!response.ok) throw new Trouble("changed", `${address}: ${response.status}`);
  const headers = { "Content-Type": response.headers.get("Content-Type") ?? "application/octet-stream" };
  await cache.put(`${root}.kept/${hash}`, new Response(await response.blob(), { headers }));
}

function reason(error, signal) {
  if (signal.aborted) return "stopped";
  if (error?.name === "QuotaExceededError") return "space";
  return error?.name === "SecurityError" ? "forbidden" : "network";
}

/** Removes what belongs to no list; all, when nothing was kept before: the new list may be there, and no worker for it. */
async function undo(root, cache, before) {
  const current = before && (await kept(root));
  if (!current) {
    await remove(root);
    return;
  }
  const previous = await cache.match(`${root}.kept/previous`);
  const lists = [current, ...(previous ? [await previous.json()] : [])];
  const needed = new Set(lists.flatMap(({ files }) => Object.values(files).map(([hash]) => `${root}.kept/${hash}`)));
  for (const { url } of await cache.keys()) {
    if (!needed.has(url) && !/\.kept\/(current|previous)$/.test(url)) await cache.delete(url);
  }
}

/** Everything that was kept, and the worker that answers from it. Answers of the reader are somewhere else. */
export async function remove(root) {
  await caches.delete(CACHE);
  const registration = await navigator.serviceWorker.getRegistration(root);
  if (registration?.scope === root) await registration.unregister();
}

function asJson(value) {
  return new Response(JSON.stringify(value), { headers: { "Content-Type": "application/json" } });
}
