// Pages without the theme: slides, the trainer's page beside them, handouts. Light or dark follows the system until
// somebody chooses; a handout's sheet stays white.

import "./slides.mjs";
import "./presenter.mjs";
import * as store from "./store.mjs";

const dark = matchMedia("(prefers-color-scheme: dark)");

function follow() {
  const wanted = store.read("slides-scheme")?.dark ?? dark.matches;
  document.body.setAttribute("data-md-color-scheme", wanted ? "slate" : "default");
}

function turn() {
  store.keep("slides-scheme", { dark: document.body.getAttribute("data-md-color-scheme") !== "slate" });
  follow();
}

dark.addEventListener("change", follow);
follow();
for (const hidden of document.querySelectorAll("[data-do][hidden], output[hidden]")) hidden.hidden = false;

document.addEventListener("click", ({ target }) => {
  const what = target.closest("[data-do]")?.dataset.do;
  if (what === "light") turn();
  else if (what === "print") globalThis.print();
});
document.addEventListener("keydown", ({ key, ctrlKey, altKey, metaKey }) => {
  if (key === "d" && !ctrlKey && !altKey && !metaKey) turn();
});
