// The trainer's page beside the slides: the slide that is up, the next one, the notes, a clock. Without the other
// window it turns its own pages.

import { clock, countdown } from "./clock.mjs";
import { hear, tell } from "./slides_wire.mjs";
import * as store from "./store.mjs";

const page = document.querySelector(".tg-presenter");
const KEYS = { ArrowRight: 1, PageDown: 1, " ": 1, n: 1, ArrowDown: 1, ArrowLeft: -1, PageUp: -1, p: -1, ArrowUp: -1, Backspace: -1 };
const BEAT = 500; // ms between looks at the clock and at the other window

class Presenter {
  #side = page.querySelector(".tg-presenter__side");
  #stages = [...page.querySelectorAll("[data-stage]")];
  #name = page.dataset.presenter;
  #key = `slides:${this.#name}`;
  #slides = globalThis.opener;
  #at = 0;

  constructor() {
    hear(this.#name, ({ at }, source) => {
      this.#slides = source;
      if (at) this.#show(this.#stages.findIndex(({ dataset }) => dataset.stage === at));
    });
    document.addEventListener("keydown", (event) => this.#pressed(event));
    document.addEventListener("click", (event) => this.#clicked(event));
    globalThis.addEventListener("hashchange", () => this.#goTo(location.hash.slice(1)));
    this.#side.append(...page.querySelectorAll(".tg-presenter__notes"), ...page.querySelectorAll(".tg-presenter__session"));
    for (const hidden of page.querySelectorAll("[data-clock], [data-past], .tg-presenter__side, .tg-presenter__next")) hidden.hidden = false;
    page.setAttribute("data-live", "");
    this.#show(Math.max(0, this.#stages.findIndex(({ dataset }) => `#${dataset.stage}` === location.hash)));
    setInterval(() => this.#beat(), BEAT);
    this.#beat();
  }

  #goTo(id) {
    if (this.#connected) tell(this.#slides, this.#name, { to: id });
    else this.#show(this.#stages.findIndex(({ dataset }) => dataset.stage === id));
  }

  #turn(by) {
    if (this.#at === 0 && by > 0 && !store.read(this.#key)) store.keep(this.#key, { began: Date.now() });
    if (this.#connected) tell(this.#slides, this.#name, { turn: by });
    else this.#show(this.#at + by);
  }

  get #connected() {
    return Boolean(this.#slides && !this.#slides.closed);
  }

  #show(index) {
    const here = this.#stages[index];
    if (!here) return;
    this.#at = index;
    const { session } = here.querySelector(".tg-slide").dataset;
    for (const [place, stage] of this.#stages.entries()) {
      stage.toggleAttribute("data-here", place === index);
      stage.toggleAttribute("data-next", place === index + 1);
      stage.inert = place !== index;
    }
    for (const notes of page.querySelectorAll("[data-for]")) {
      notes.toggleAttribute("data-here", [session, here.dataset.stage].includes(notes.dataset.for));
    }
    page.querySelector("output").textContent = `${index + 1} / ${this.#stages.length}`;
    this.#side.scrollTop = 0;
    history.replaceState(null, "", `#${here.dataset.stage}`);
  }

  #pressed(event) {
    const by = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!by || event.ctrlKey || event.altKey || event.metaKey || (event.key === " " && event.target.closest("a, button"))) return;
    event.preventDefault();
    this.#turn(event.key === " " && event.shiftKey ? -1 : by);
  }

  #clicked(event) {
    const what = event.target.closest("[data-do]")?.dataset.do;
    if (what === "next" || what === "back") this.#turn(what === "next" ? 1 : -1);
    else if (what === "clock") store.keep(this.#key, { began: Date.now() });
    else if (what === "notes") {
      event.preventDefault();
      const at = this.#stages[this.#at].dataset.stage;
      this.#slides = globalThis.open(`${page.dataset.deck}#${at}`, `slides-${this.#name}`);
    } else return;
    this.#beat();
  }

  /** Twice a second: the time, and whether the slides are still there (they may have been loaded anew). */
  #beat() {
    const now = Date.now();
    const past = page.querySelector("[data-past]");
    page.querySelector("[data-clock]").textContent = clock(now);
    past.textContent = `${past.dataset.past} ${countdown(now - (store.read(this.#key)?.began ?? now))}`;
    page.toggleAttribute("data-connected", this.#connected);
    tell(this.#slides, this.#name, { ask: true });
  }
}

if (page) new Presenter();
