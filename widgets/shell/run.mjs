// <tonghao-run>: keeps a workshop's time on the projector. It only adds and subtracts clock times; what to leave out
// when it is late stands in a table that Python made (tonghao.pages.replan).
//
// What is kept: { start, at, begun, length, dropped, paused, ended }: when the workshop began, the id of the current
// session, when that began, how many minutes it may take, which of its cuts are taken, since when it is paused.

import { MINUTE, clock, countdown } from "./clock.mjs";
import { createEngine } from "./engine.mjs";
import { door, fill } from "./square.mjs";
import * as store from "./store.mjs";

const KEYS = { " ": "start", ArrowRight: "next", ArrowLeft: "back", ArrowUp: "more", ArrowDown: "less", f: "full", q: "join" };
const STEP = 5;
const LAST = 8e15; // ms since 1970: later than this there are no dates
const LONGEST = 10_000; // minutes

class TonghaoRun extends HTMLElement {
  #sessions;
  #words;
  #key;
  #state = null;
  #ears;
  #ticking;
  #lock = null;
  #asking = ""; // the address below the site's door whose square is shown or being drawn
  #joinData;

  connectedCallback() {
    const { sessions, words, join } = JSON.parse(this.querySelector(".tg-hub").textContent);
    this.#sessions = sessions;
    this.#joinData = join;
    this.#words = (key, values = {}) => (words[key] ?? "").replace(/\{(\w+)\}/g, (blank, name) => values[name] ?? blank);
    this.#key = `run:${this.getAttribute("workshop")}`;
    const kept = store.read(this.#key);
    this.#state = kept && this.#sound(kept) ? kept : null;
    this.#ears = new AbortController();
    const { signal } = this.#ears;
    store.watch(this.#key, () => this.#follow(), signal);
    this.#part("bar").hidden = false;
    this.addEventListener("click", ({ target }) => this.#do(target.closest("[data-do]")?.dataset.do), { signal });
    this.#part("places").addEventListener("change", ({ target }) => {
      target.blur(); // the keys belong to the run again
      this.#square(target.value);
    }, { signal });
    // Before the theme hears it: its own f opens the search.
    globalThis.addEventListener("keydown", (event) => this.#pressed(event), { signal, capture: true });
    document.addEventListener("visibilitychange", () => this.#stayAwake(), { signal });
    this.#ticking = setInterval(() => this.#show(), 250);
    this.#stayAwake();
    this.#show();
    this.setAttribute("data-live", "");
  }

  disconnectedCallback() {
    this.#ears.abort();
    clearInterval(this.#ticking);
    this.#lock?.release().catch(() => {});
    this.#lock = null;
  }

  #part(name) {
    return this.querySelector(`[data-run="${name}"]`);
  }

  /** Whether what was kept still fits this workshop. */
  #sound({ start, at, begun, length, dropped, paused, ended }) {
    const session = this.#sessions.find(({ id }) => id === at);
    const moment = (time) => Number.isFinite(time) && Math.abs(time) < LAST;
    return (
      [start, begun, paused ?? 0, ended ?? 0].every(moment) && length > 0 && length < LONGEST &&
      Array.isArray(dropped) && dropped.every((place) => session?.cuts[place] !== undefined) && session !== undefined
    );
  }

  /** Another window has moved the workshop on. */
  #follow() {
    const kept = store.read(this.#key);
    this.#state = kept && this.#sound(kept) ? kept : null;
    this.#show();
  }

  get #index() {
    return this.#state ? this.#sessions.findIndex((session) => session.id === this.#state.at) : 0;
  }

  // --- what the trainer does ----------------------------------------------------------------------------------------

  #pressed(event) {
    const act = KEYS[event.key];
    const busy = event.target.closest?.("input, textarea, select, summary, a") || (event.key === " " && event.target.closest?.("button"));
    if (!act || busy || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    if (!event.repeat) this.#do(act);
  }

  #do(act) {
    const now = Date.now();
    if (act === "full") {
      if (document.fullscreenElement) document.exitFullscreen();
      else this.requestFullscreen?.().catch(() => {});
    } else if (act === "join") {
      if (this.#sessions[this.#index].places.length && this.toggleAttribute("data-joining")) this.#part("join").scrollIntoView();
    } else if (act === "start") this.#start(now);
    else if (act === "over") this.#keep(null);
    else if (act === "next") this.#next(now);
    else if (act === "back") this.#begin(Math.max(0, this.#index - 1), now, []);
    else if (act === "more" || act === "less") this.#stretch(act === "more" ? STEP : -STEP);
  }

  #start(now) {
    if (!this.#state || this.#state.ended) this.#begin(0, now, [], { start: now });
    else if (this.#state.paused) this.#keep({ ...this.#state, begun: this.#state.begun + now - this.#state.paused, paused: null });
    else this.#keep({ ...this.#state, paused: now });
  }

  /** The next session that the plan leaves time for; the plan of this moment decides what it drops. */
  #next(now) {
    if (!this.#state) {
      this.#start(now);
      return;
    }
    const plan = this.#plan(this.#lateness(now));
    for (let index = this.#index + 1; index < this.#sessions.length; index += 1) {
      const cuts = plan.cuts.filter(([session]) => session === index);
      if (this.#sessions[index].minutes > saved(cuts)) {
        this.#begin(index, now, cuts);
        return;
      }
    }
    this.#keep({ ...this.#state, paused: null, ended: now });
  }

  #begin(index, now, cuts, more = {}) {
    const session = this.#sessions[index];
    const length = session.minutes - saved(cuts);
    const dropped = cuts.map(([, place]) => place);
    this.#keep({ start: now, ...this.#state, ...more, at: session.id, begun: now, length, dropped, paused: null, ended: null });
    this.#part("said").textContent = session.title;
  }

  #stretch(minutes) {
    if (this.#state && !this.#state.ended) this.#keep({ ...this.#state, length: Math.max(1, this.#state.length + minutes) });
  }

  #keep(state) {
    this.#state = state;
    store.keep(this.#key, state);
    this.#stayAwake();
    this.#show();
  }

  async #stayAwake() {
    const wanted = this.#state && !this.#state.ended && document.visibilityState === "visible";
    if (!wanted) {
      this.#lock?.release().catch(() => {});
      this.#lock = null;
    } else if (!this.#lock || this.#lock.released) {
      this.#lock = (await navigator.wakeLock?.request("screen").catch(() => null)) ?? null;
    }
  }

  // --- clock times --------------------------------------------------------------------------------------------------

  /** When the current session is due to end, as seen at `now`. */
  #due(now) {
    const { begun, length, paused } = this.#state;
    return begun + length * MINUTE + (paused ? now - paused : 0);
  }

  get #planned() {
    return this.#state.start + saved(this.#sessions.map(({ minutes }) => [0, 0, minutes])) * MINUTE;
  }

  /** Minutes the end moves when the current session ends at `end` and nothing is left out; negative is early. */
  #lateness(end) {
    const rest = this.#sessions.slice(this.#index + 1).reduce((sum, session) => sum + session.minutes, 0);
    return (end + rest * MINUTE - this.#planned) / MINUTE;
  }

  /** The row of the table for so much lateness; a part of a minute is forgiven. */
  #plan(late) {
    const rows = this.#sessions[this.#index].plans;
    if (late < 1 || !rows.length) return { cuts: [], saves: 0 };
    return rows.find((row) => row.upTo >= Math.floor(late)) ?? rows.at(-1);
  }

  // --- what the room sees -------------------------------------------------------------------------------------------

  #show() {
    const now = Date.now();
    const index = this.#index;
    const session = this.#sessions[index];
    const state = this.#state;
    const running = state && !state.ended;
    const end = running ? Math.max(this.#due(now), now) : now;
    const late = running ? this.#lateness(end) : 0;
    const plan = running ? this.#plan(late) : { cuts: [], saves: 0 };
    const left = running ? this.#due(now) - now : session.minutes * MINUTE;
    this.toggleAttribute("data-over", Boolean(running && left < 0));
    this.toggleAttribute("data-ended", Boolean(state?.ended));
    say(this.#part("place"), this.#words("place", { number: index + 1, total: this.#sessions.length, type: session.type }));
    say(this.#part("title"), session.title);
    say(this.#part("time"), state?.ended ? "0:00" : `${left < 0 ? "+" : ""}${countdown(left < 0 ? left : left + 999)}`);
    say(this.#part("until"), this.#sentence(now, left, late));
    say(this.querySelector('[data-do="start"]'), this.#words(!running ? "start" : state.paused ? "resume" : "pause"));
    this.querySelector('[data-do="over"]').hidden = !state;
    this.#steps(session, running ? state.dropped : []);
    this.#following(index, plan);
    this.#join(session);
    this.#late(late, plan);
    this.#list(now, end, plan);
  }

  #sentence(now, left, late) {
    const state = this.#state;
    const whole = this.#sessions.reduce((sum, { minutes }) => sum + minutes, 0);
    if (!state) return this.#words("before", { time: clock(now + whole * MINUTE) });
    if (state.ended) return this.#words("done", { time: clock(state.ended) });
    const due = clock(this.#due(now));
    const told = state.paused ? this.#words("paused") : this.#words(left < 0 ? "over" : "until", { time: due });
    return late <= -1 ? `${told} · ${this.#words("early", { minutes: Math.floor(-late) })}` : told;
  }

  #steps(session, dropped) {
    const lines = [...session.steps, ...dropped.map((place) => this.#words("dropped", { drop: session.cuts[place] }))];
    if (this.#part("steps").dataset.shown === lines.join("\n")) return;
    this.#part("steps").dataset.shown = lines.join("\n");
    this.#part("steps").replaceChildren(...lines.map((line) => made("li", line)));
  }

  /** What comes next, by the plan of this moment. */
  #following(index, plan) {
    const left = (at) => this.#sessions[at].minutes - saved(plan.cuts.filter(([session]) => session === at));
    const next = this.#sessions.findIndex((_, at) => at > index && left(at) > 0);
    say(this.#part("following"), next < 0 ? this.#words("last") : this.#words("following", { title: this.#sessions[next].title, minutes: left(next) }));
  }

  // --- the square that opens this session's exercise on every phone ---------------------------------------------------

  #join(session) {
    const panel = this.#part("join");
    const { places } = session;
    if (panel.dataset.shown === session.id) return;
    panel.dataset.shown = session.id;
    panel.hidden = !places.length;
    this.querySelector('[data-do="join"]').hidden = !places.length;
    if (!places.length) {
      this.removeAttribute("data-joining");
      this.#asking = "";
      return;
    }
    const choice = this.#part("places");
    choice.replaceChildren(...places.map(({ address, title }) => new Option(title, address)));
    choice.hidden = places.length < 2;
    this.#square(places[0].address);
  }

  async #square(address) {
    this.#asking = address;
    const home = door(this.getAttribute("root"));
    const place = this.#part("square");
    fill(place, { address: `${home}#go=${address}` }); // to be typed, until the square is there or if it never is
    this.#part("board").href = `${this.getAttribute("root")}board/#for=${address}`;
    const engine = createEngine({ workerUrl: this.getAttribute("worker"), runtime: JSON.parse(this.getAttribute("runtime")) });
    const request = { board: { want: ["join"], ...this.#joinData, place: address, home } };
    const { status, reply } = await engine.answer("run/join", JSON.stringify(request));
    const drawn = status === "answered" ? JSON.parse(reply) : {};
    if (this.#asking === address && !drawn.error && (drawn.picture || drawn.problem)) fill(place, drawn);
  }

  #late(late, plan) {
    const place = this.#part("late");
    place.hidden = late < 1;
    const minutes = Math.floor(late);
    const still = minutes - plan.saves;
    const end = clock(this.#state ? this.#planned : 0);
    const cuts = plan.cuts.map(([session, at, saves]) => this.#words("cut", { session: this.#sessions[session].title, drop: this.#sessions[session].cuts[at], minutes: saves }));
    const told = late < 1 ? "" : still > 0 ? this.#words("still", { minutes: still, time: clock(this.#planned + still * MINUTE) }) : this.#words("saved");
    const shown = JSON.stringify([minutes, cuts, told]);
    if (place.dataset.shown === shown) return;
    place.dataset.shown = shown;
    const list = made("ul");
    list.append(...cuts.map((line) => made("li", line)));
    place.replaceChildren(made("p", late < 1 ? "" : this.#words("late", { minutes, time: end })), list, made("p", told));
  }

  /** The whole agenda: what is behind, what is now, and when the rest is due with the plan of this moment. */
  #list(now, end, plan) {
    const here = this.#state?.ended ? this.#sessions.length : this.#state ? this.#index : -1;
    let at = this.#state ? end : now;
    this.querySelectorAll("[data-session]").forEach((row, index) => {
      const cuts = plan.cuts.filter(([session]) => session === index);
      const minutes = this.#sessions[index].minutes - saved(cuts);
      row.toggleAttribute("data-past", index < here);
      row.toggleAttribute("data-dropped", minutes <= 0);
      if (index === here) row.setAttribute("aria-current", "step");
      else row.removeAttribute("aria-current");
      const when = row.querySelector("[data-when]");
      if (index <= here) say(when, index === here ? clock(this.#state.begun) : "✓");
      else {
        say(when, clock(at));
        at += Math.max(0, minutes) * MINUTE;
      }
    });
  }
}

function saved(cuts) {
  return cuts.reduce((sum, [, , saves]) => sum + saves, 0);
}

function say(place, text) {
  if (place.textContent !== text) place.textContent = text;
}

function made(tag, text = "") {
  const element = document.createElement(tag);
  element.textContent = text;
  return element;
}

customElements.define("tonghao-run", TonghaoRun);
