// What is remembered on this device. Some browsers forbid it (private windows, embedded views, policies): then the
// page's memory serves for as long as the page lives, and `blocked` tells whoever can do better.

const PREFIX = "tonghao:1:";
const memory = new Map();

function local() {
  try {
    const probe = `${PREFIX}probe`;
    localStorage.setItem(probe, "1");
    localStorage.removeItem(probe);
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
    const text = storage ? storage.getItem(PREFIX + key) : memory.get(key);
    const value = text ? JSON.parse(text) : null;
    return value && typeof value === "object" && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

/** Keeps `value`; null forgets. False when it could not be kept beyond this page's life. */
export function keep(key, value) {
  try {
    if (value === null) storage ? storage.removeItem(PREFIX + key) : memory.delete(key);
    else if (storage) storage.setItem(PREFIX + key, JSON.stringify(value));
    else memory.set(key, JSON.stringify(value));
    return storage !== null;
  } catch {
    memory.set(key, JSON.stringify(value)); // full: better this than nothing
    return false;
  }
}
