// The ticks of a checklist as they are kept on this device.

import * as store from "./store.mjs";

const MOST = 1_000;
const LONGEST = 200;

/** `{ done: { item: true | false }, skipped: { item: reason } }`, as far as what is kept under `key` is ours. */
export function ticks(key) {
  const { done, skipped } = store.read(key) ?? {};
  const short = Object.entries(only(skipped, "string")).map(([item, reason]) => [item, reason.slice(0, LONGEST)]);
  return { done: only(done, "boolean"), skipped: Object.fromEntries(short) };
}

function only(kept, type) {
  if (!kept || typeof kept !== "object" || Array.isArray(kept)) return {};
  return Object.fromEntries(Object.entries(kept).filter(([, value]) => typeof value === type).slice(0, MOST));
}
