// The square that opens an exercise on every phone, with its address written out below. Python draws it.

/** The site's root, where the door for all languages is; `root` leads to this language's home. */
export function door(root) {
  return new URL(`${root || "./"}../`, location.href.replace(/#.*$/s, "")).href;
}

/** Puts Python's `{ address, picture, problem }` into `place`. */
export function fill(place, { address = "", picture = "", problem = "" }) {
  place.innerHTML = picture;
  for (const [name, text] of [["address", address], ["problem", problem]]) {
    if (!text) continue;
    const line = document.createElement("p");
    line.className = `tg-square__${name}`;
    line.textContent = text;
    place.append(line);
  }
}
