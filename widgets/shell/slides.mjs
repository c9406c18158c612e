// A workshop's slides. The page is a column of slides that the browser itself scrolls, snaps, prints and finds by
// their address; this adds keys, swipes, the overview, the full screen and the second window.
//
// { turn: 1 | -1 } or { to: id } from the trainer's page moves the slides; { ask: true } only asks.
// They answer { at: id }, and say so too whenever they have moved.

import { hear, tell } from "./slides_wire.mjs";

const deck = document.querySelector(".tg-deck");
const SWIPE = 60; // px
const KEYS = {
  ArrowRight: "next", PageDown: "next", " ": "next", n: "next", ArrowDown: "next",
  ArrowLeft: "back", PageUp: "back", p: "back", ArrowUp: "back", Backspace: "back",
  Home: "first", End: "last", o: "all", Escape: "all", s: "notes", f: "full", d: "light", b: "blank", ".": "blank",
};

class Deck {
  #slides = [...deck.querySelectorAll(".tg-slide")];
  #at = 0;
  #window = null;

  constructor() {
    const name = deck.dataset.deck;
    hear(name, (message, source) => {
      this.#window = source;
      if ([1, -1].includes(message.turn)) this.#turn(message.turn);
      else if (message.to) this.#show(this.#slides.findIndex(({ id }) => id === message.to));
      this.#tell();
    });
    this.#window = globalThis.opener;
    document.addEventListener("keydown", (event) => this.#pressed(event));
    document.addEventListener("click", (event) => this.#clicked(event));
    deck.addEventListener("scroll", () => this.#look(), { passive: true });
    globalThis.addEventListener("hashchange", () => this.#arrive());
    document.addEventListener("fullscreenchange", () => deck.focus({ preventScroll: true }));
    new ResizeObserver(() => this.#settle()).observe(deck);
    this.#swipes();
    // Drawn for the address the site was built for: elsewhere (a folder, a laptop in the room) it would lead nowhere.
    for (const square of deck.querySelectorAll("[data-at]")) square.hidden = !location.href.startsWith(square.dataset.at);
    this.#arrive();
    deck.setAttribute("data-live", "");
  }

  // --- which slide --------------------------------------------------------------------------------------------------

  /** The slide the address names, else the one that is up. */
  #arrive() {
    const named = this.#slides.findIndex(({ id }) => `#${id}` === location.hash);
    if (named >= 0) deck.removeAttribute("data-overview");
    this.#show(named >= 0 ? named : this.#at);
  }

  #show(index) {
    if (index < 0 || index >= this.#slides.length) return;
    this.#note(index);
    this.#settle();
    this.#slides[index].focus({ preventScroll: true });
  }

  #turn(by) {
    deck.removeAttribute("data-blank");
    this.#show(this.#at + by);
  }

  /** Moves the column so that the slide that is up stands in the window. */
  #settle() {
    if (!deck.hasAttribute("data-overview")) this.#slides[this.#at].scrollIntoView({ block: "start", behavior: "instant" });
  }

  /** After the reader scrolled: the slide in the middle of the window is up. */
  #look() {
    if (deck.hasAttribute("data-overview")) return;
    const middle = deck.getBoundingClientRect().top + deck.clientHeight / 2;
    const index = this.#slides.findIndex((slide) => slide.getBoundingClientRect().bottom > middle);
    if (index >= 0) this.#note(index);
  }

  #note(index) {
    const moved = index !== this.#at || !deck.hasAttribute("data-live");
    this.#at = index;
    document.querySelector(".tg-deck__count").textContent = `${index + 1} / ${this.#slides.length}`;
    if (!moved) return;
    for (const [place, slide] of this.#slides.entries()) slide.toggleAttribute("data-here", place === index);
    if (index || location.hash) history.replaceState(null, "", `#${this.#slides[index].id}`);
    this.#tell();
  }

  #tell() {
    tell(this.#window, deck.dataset.deck, { at: this.#slides[this.#at].id });
  }

  // --- what the reader does -------------------------------------------------------------------------------------------

  #do(what) {
    if (what === "next" || what === "back") this.#turn(what === "next" ? 1 : -1);
    else if (what === "first" || what === "last") this.#show(what === "first" ? 0 : this.#slides.length - 1);
    else if (what === "all") this.#overview();
    else if (what === "notes") this.#window = globalThis.open(deck.dataset.notes, `notes-${deck.dataset.deck}`);
    else if (what === "full") document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen?.();
    else if (what === "blank") deck.toggleAttribute("data-blank");
    else return false;
    return true;
  }

  #overview() {
    const on = deck.toggleAttribute("data-overview");
    if (on) this.#slides[this.#at].querySelector(".tg-slide__card").focus();
    else this.#show(this.#at);
  }

  #pressed(event) {
    const what = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!what || event.ctrlKey || event.altKey || event.metaKey) return;
    const inOverview = deck.hasAttribute("data-overview");
    if (event.key === "Escape" && !inOverview) return;
    if (event.key === " " && event.target.closest("a, button, summary")) return;
    // A slide taller than the window is read to its end first.
    if (/^Arrow(Up|Down)$/.test(event.key) && !inOverview && this.#slides[this.#at].offsetHeight > deck.clientHeight + 1) return;
    if (inOverview && (what === "next" || what === "back")) this.#step(what === "next" ? 1 : -1);
    else if (event.key === " " && event.shiftKey) this.#turn(-1);
    else if (!this.#do(what)) return;
    event.preventDefault();
  }

  /** In the overview, from card to card. */
  #step(by) {
    const here = this.#slides.indexOf(document.activeElement?.closest(".tg-slide"));
    this.#slides[here + by]?.querySelector(".tg-slide__card").focus();
  }

  #clicked(event) {
    const card = event.target.closest(".tg-slide__card");
    if (card) {
      event.preventDefault();
      const index = this.#slides.indexOf(card.parentElement);
      deck.removeAttribute("data-overview");
      this.#show(index);
      requestAnimationFrame(() => this.#show(index)); // the column may still snap to what was in view before
      return;
    }
    const button = event.target.closest("[data-do]");
    if (button?.dataset.do === "language") button.hash = location.hash;
    else if (button && button.dataset.do !== "home" && this.#do(button.dataset.do)) event.preventDefault();
  }

  #swipes() {
    let from = null;
    deck.addEventListener("touchstart", ({ touches }) => (from = touches.length === 1 ? touches[0] : null), { passive: true });
    deck.addEventListener("touchend", ({ changedTouches: [to] }) => {
      const [x, y] = from ? [to.clientX - from.clientX, to.clientY - from.clientY] : [0, 0];
      if (Math.abs(x) > SWIPE && Math.abs(x) > 2 * Math.abs(y)) this.#turn(x < 0 ? 1 : -1);
      from = null;
    });
  }
}

if (deck) new Deck();
