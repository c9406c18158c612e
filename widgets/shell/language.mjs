// Switching language stays on the same page, at the same place, with the same answers, and is remembered.
// Material swaps pages without renewing the header, so the header's links are computed when they are about to be used.

import * as store from "./store.mjs";

// This language's home. Relative to the page that was loaded, so it must be read before the address changes.
const base = JSON.parse(document.getElementById("__config")?.textContent ?? "{}").base;
const home = base ? new URL(base, location.href).href.replace(/\/?$/, "/") : null;

function aim({ target }) {
  const link = target.closest?.("a[data-language]");
  const { here, language } = link?.dataset ?? {};
  if (here && home && location.href.startsWith(home)) {
    link.href = home.replace(new RegExp(`${here}/$`), `${language}/`) + location.href.slice(home.length);
  }
  return link;
}

for (const intent of ["pointerover", "focusin", "touchstart"]) document.addEventListener(intent, aim, { passive: true });
document.addEventListener(
  "click",
  (event) => {
    const link = aim(event);
    if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    store.keep("language", { code: link.dataset.language });
    event.preventDefault();
    event.stopPropagation(); // a page of another language is loaded as a whole
    location.href = link.href;
  },
  true,
);

document.addEventListener("click", ({ target }) => target.closest?.("[data-print]") && globalThis.print());
