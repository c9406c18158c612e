// Everything a page does by script, apart from Material. Each part is a custom element or one listener, so a page
// that Material swaps in without loading (instant navigation) needs no more from us than to be looked through.

import "./language.mjs";
import "./embed.mjs";

// An element's code comes with the first page that has it (src/tonghao/shell.py reads this list).
const ELEMENTS = {
  "tonghao-tool": () => import("./tool.mjs"),
  "tonghao-checklist": () => import("./checklist.mjs"),
  "tonghao-template": () => import("./template.mjs"),
  "tonghao-cover": () => import("./cover.mjs"),
  "tonghao-plan": () => import("./plan.mjs"),
  "tonghao-board": () => import("./board.mjs"),
  "tonghao-sandbox": () => import("./sandbox.mjs"),
  "tonghao-agenda": () => import("./agenda.mjs"),
  "tonghao-run": () => import("./run.mjs"),
  "tonghao-offline": () => import("./offline.mjs"),
};

function bring() {
  for (const [tag, load] of Object.entries(ELEMENTS)) {
    if (!customElements.get(tag) && document.querySelector(tag)) load().catch((error) => console.warn(`tonghao: ${tag}: ${error}`));
  }
}

bring();
// Material's script runs after this one, and calls back for each page that it puts in the place of another.
addEventListener("DOMContentLoaded", () => globalThis.document$?.subscribe(bring));
