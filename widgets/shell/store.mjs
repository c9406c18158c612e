// What is remembered on this device. Some browsers forbid it (private windows, embedded views, policies): then the
// page's memory serves for as long as the page lives, and `blocked` tells whoever can do better.

const PREFIX = "tonghao:1:";
const memory = new Map();

function local() {
  try {
    if (localStorage.forbidden) return null; // the page's stand-in: docs/.overrides/main.html
    localStorage.getItem(PREFIX); // writing is not tried: what a full storage holds can still be read
    return localStorage;
  } catch {
    return null;
  }
}

const storage = local();

export const blocked = storage === null;

/** The value kept under `key`, or null. Whatever cannot be read as ours counts as nothing kept. */
export function read(key) {
  try {
    const text = memory.get(key) ?? storage?.getItem(PREFIX + key);
    const value = text ? JSON.parse(text) : null;
    return value && typeof value === "object" && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

/** Keeps `value`; null forgets. False when it could not be kept beyond this page's life. */
export function keep(key, value) {
  const text = JSON.stringify(value);
  try {
    if (value === null) storage?.removeItem(PREFIX + key);
    else storage?.setItem(PREFIX + key, text);
  } catch {
    memory.set(key, text); // full: better this than nothing
    return false;
  }
  if (storage || value === null) memory.delete(key);
  else memory.set(key, text);
  return storage !== null;
}

/** Calls back, until `signal` ends it, when another tab has changed what is kept under `key`; null stands for any key. */
export function watch(key, act, signal) {
  const hear = (event) => {
    const ours = event.key === null ? key : event.key.startsWith(PREFIX) ? event.key.slice(PREFIX.length) : undefined;
    if (ours === undefined || (key !== null && ours !== key)) return;
    memory.delete(ours); // the other tab's is newer
    act();
  };
  globalThis.addEventListener("storage", hear, { signal });
}
