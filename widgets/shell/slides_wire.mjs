// What the slides and the trainer's page tell each other, from window to window: which slide is up. One of them opened
// the other. The slides lead: the trainer's page asks them to turn, and shows what they say.

const TYPE = "tonghao:slide";
const onDisk = location.protocol === "file:"; // pages on a disk have no origin to compare

/** Calls back with each message about `deck` and the window it came from. */
export function hear(deck, callback) {
  globalThis.addEventListener("message", ({ data, origin, source }) => {
    if (data?.type === TYPE && data.deck === deck && source && (onDisk || origin === location.origin)) callback(data, source);
  });
}

/** Says something about `deck` to another window; nothing happens when that is gone. */
export function tell(other, deck, message) {
  if (other && !other.closed) other.postMessage({ type: TYPE, deck, ...message }, onDisk ? "*" : location.origin);
}
