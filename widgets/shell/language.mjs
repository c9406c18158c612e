// Switching language stays on the same page, at the same place, with the same answers, and is remembered.
// Material swaps pages without renewing the header, so the header's links are computed when they are used.

import * as store from "./store.mjs";

document.addEventListener(
  "click",
  (event) => {
    const link = event.target.closest?.("a[data-language]");
    if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    store.keep("language", { code: link.dataset.language });
    const home = document.documentElement.dataset.siteRoot ?? JSON.parse(document.getElementById("__config")?.textContent ?? "{}").base;
    const here = link.dataset.here; // this page's language
    if (!home || !here) return;
    const root = new URL(home, location.href).href.replace(/\/?$/, "/");
    if (!location.href.startsWith(root)) return;
    event.preventDefault();
    event.stopPropagation();
    const rest = location.href.slice(root.length);
    location.href = root.replace(new RegExp(`${here}/$`), `${link.dataset.language}/`) + rest;
  },
  true,
);

document.addEventListener("click", ({ target }) => target.closest?.("[data-print]") && globalThis.print());
