// <tonghao-board>: gathers codes from whatever is pasted, keeps them on this device, shows the group when asked to.
// Python reads, counts and draws; nothing of what is pasted but the codes is kept or ever becomes markup here.

import { today } from "./bits.mjs";
import { copy, save } from "./copy.mjs";
import { createEngine } from "./engine.mjs";
import { Idiomorph } from "./idiomorph.mjs";
import { door, fill } from "./square.mjs";
import * as store from "./store.mjs";

const LONGEST = 2_000_000; // characters of a text; Python has the same limit
const TYPES = { csv: ["text/csv", "csv"], json: ["application/json", "json"] };

class TonghaoBoard extends HTMLElement {
  #data;
  #engine;
  #ears;
  #hubs = new Map();
  #codes = [];
  #counts = {};
  #unread = [];
  #revealed = false;
  #subject = "";
  #address = "";

  connectedCallback() {
    this.#data = JSON.parse(this.querySelector(".tg-hub").textContent);
    this.#engine = createEngine({ workerUrl: this.getAttribute("worker"), runtime: JSON.parse(this.getAttribute("runtime")) });
    this.#ears = new AbortController();
    const on = (target, name, act) => target.addEventListener(name, act, { signal: this.#ears.signal });
    for (const part of this.querySelectorAll("[data-part]")) part.hidden = false;
    on(this, "click", ({ target }) => {
      const button = target.closest("button");
      if (button?.dataset.save) this.#take(button.dataset.save);
      else if (button?.dataset.act) this.#act(button.dataset.act);
    });
    on(this, "change", ({ target }) => this.#chosen(target));
    on(globalThis, "beforeprint", () => this.setAttribute("data-printed", new Date().toLocaleDateString(document.documentElement.lang)));
    store.watch("board", () => this.#recall(), this.#ears.signal); // another tab has taken in codes, shown or cleared
    this.#recall();
    this.#follow();
    on(globalThis, "hashchange", () => this.#follow());
    this.setAttribute("data-live", "");
  }

  disconnectedCallback() {
    this.#ears.abort();
  }

  /** What is kept is shown. */
  #recall() {
    const kept = store.read("board") ?? {};
    const before = this.#codes.length;
    this.#codes = Array.isArray(kept.codes) ? kept.codes.filter((code) => typeof code === "string") : [];
    this.#unread = Array.isArray(kept.unread) ? kept.unread.filter((one) => one && typeof one === "object").slice(0, 60) : [];
    this.#revealed = kept.revealed === true;
    this.#subject = typeof kept.subject === "string" ? kept.subject : "";
    this.#showUnread();
    if (this.#codes.length || before) this.#read("");
  }

  /** `#for=workshops/…` comes from a workshop's page: its exercise is chosen, its square shown. */
  #follow() {
    const wanted = /^#for=(.+)$/s.exec(location.hash)?.[1];
    const place = this.#data.places.find(({ id }) => id === wanted);
    if (place) {
      this.#field("what").value = place.id;
      this.#subject = place.exercise;
    }
    this.#offerPresets();
    if (place) this.#join();
  }

  #part(name) {
    return this.querySelector(`[data-${name}]`);
  }

  #field(name) {
    return this.querySelector(`[name="${name}"]`);
  }

  #act(act) {
    if (act === "read") this.#read(this.#field("text").value);
    else if (act === "join") this.#join();
    else if (act === "copy") this.#copyAddress();
    else if (act === "clear") this.#clear();
    else if (act === "reveal") {
      this.#revealed = !this.#revealed;
      this.#keep();
      this.#show();
    }
  }

  #chosen(target) {
    if (target.name === "what") this.#offerPresets();
    else if (target.name === "subject") {
      this.#subject = target.value;
      this.#keep();
      this.#show();
    } else if (target.type === "file") this.#open(target);
  }

  // --- codes ------------------------------------------------------------------------------------------------------

  async #open(input) {
    const texts = [];
    for (const file of [...input.files].slice(0, 50)) texts.push(await file.slice(0, 4 * LONGEST).text());
    input.value = "";
    await this.#read(texts.join("\n"));
  }

  async #read(text) {
    const said = this.#part("said");
    if (text) said.textContent = this.#data.words["board-waking"];
    const subjects = this.#data.subjects.map(({ id, layout }) => ({ id, layout }));
    const reply = await this.#ask("read", { text: text.slice(0, LONGEST + 1), codes: this.#codes, subjects });
    if (!reply) {
      said.textContent = "";
      return;
    }
    this.#codes = reply.codes;
    this.#counts = reply.counts;
    if (text) {
      this.#unread = reply.unread;
      if (!reply.unread.length) this.#field("text").value = "";
      this.#showUnread();
    }
    const kept = this.#keep();
    said.textContent = [text ? reply.note : "", kept || !this.#codes.length ? "" : this.#data.words["board-not-kept"]].join(" ").trim();
    await this.#show();
  }

  #keep() {
    const empty = !this.#codes.length && !this.#unread.length;
    return store.keep("board", empty ? null : { codes: this.#codes, unread: this.#unread, revealed: this.#revealed, subject: this.#subject });
  }

  #showUnread() {
    const place = this.#part("unread");
    place.hidden = !this.#unread.length;
    place.open = this.#unread.length > 0;
    const lines = this.#unread.map(({ seen, why }) => {
      const line = document.createElement("li");
      const code = document.createElement("code");
      code.textContent = short(seen, 80);
      line.append(...(seen ? [code, " "] : []), short(why, 300));
      return line;
    });
    place.querySelector("ul").replaceChildren(...lines);
  }

  #clear() {
    if (!globalThis.confirm(this.#data.words["board-clear-sure"])) return;
    this.#codes = [];
    this.#counts = {};
    this.#unread = [];
    this.#revealed = false;
    this.#keep();
    this.#showUnread();
    this.#part("said").textContent = this.#data.words["board-cleared"];
    this.#show();
  }

  // --- the group ----------------------------------------------------------------------------------------------------

  #offerSubjects() {
    const field = this.#field("subject");
    const here = [...this.#data.exercises, ...this.#data.subjects].filter(({ id }) => this.#counts[id]);
    if (!Object.hasOwn(this.#counts, this.#subject)) this.#subject = [...here].sort((one, other) => this.#counts[other.id] - this.#counts[one.id])[0]?.id ?? "";
    field.replaceChildren(...here.map(({ id, title }) => new Option(`${title} (${this.#counts[id]})`, id, false, id === this.#subject)));
    field.closest("label").hidden = here.length < 2;
  }

  async #show() {
    this.#offerSubjects();
    const { words } = this.#data;
    const some = this.#subject !== "";
    this.#part("choose").hidden = !some && !this.#codes.length;
    const reply = some ? await this.#ask("view", { ...(await this.#about(this.#subject)), codes: this.#codes, revealed: this.#revealed }) : null;
    if (some && !reply) return;
    const view = this.#part("view");
    if (reply) Idiomorph.morph(view, reply.view, { morphStyle: "innerHTML", callbacks: { beforeAttributeUpdated: (name) => name !== "open" } });
    else view.textContent = words["board-empty"];
    const enough = view.querySelector("[data-enough]") !== null;
    const reveal = this.querySelector('[data-act="reveal"]');
    reveal.disabled = !enough;
    reveal.textContent = words[this.#revealed && enough ? "board-hide" : "board-reveal"];
    this.#part("takes").hidden = !(this.#revealed && enough);
  }

  async #take(kind) {
    const reply = await this.#ask(kind, { ...(await this.#about(this.#subject)), codes: this.#codes });
    if (!reply?.[kind]) return;
    const [type, suffix] = TYPES[kind];
    save(`tonghao-group-${this.#subject.replaceAll("/", "-")}-${today()}.${suffix}`, type, reply[kind]);
  }

  // --- the invitation -----------------------------------------------------------------------------------------------

  #offerPresets() {
    const what = this.#field("what").value;
    const subject = this.#data.subjects.find(({ id }) => id === what);
    // Where the workshop itself says which time it is, nobody need choose.
    this.#field("round").closest("label").hidden = this.#data.places.find(({ id }) => id === what)?.round !== 0;
    const field = this.#field("preset");
    const first = field.options[0];
    field.replaceChildren(first, ...(subject?.presets ?? []).map(({ id, label }) => new Option(label, id)));
    field.value = "";
    field.closest("label").hidden = !subject?.presets.length;
  }

  async #join() {
    const what = this.#field("what").value;
    const round = this.#field("round");
    const place = this.#data.places.some(({ id }) => id === what) ? { place: what, round: round.closest("label").hidden ? "" : round.value } : null;
    const about = place ?? (await this.#about(what));
    const reply = about && (await this.#ask("join", { ...about, preset: this.#field("preset").value, home: door(this.getAttribute("root")) }));
    if (!reply) return;
    fill(this.#part("join"), reply);
    this.#address = reply.address ?? "";
    this.#part("join-copy").hidden = !this.#address;
  }

  async #copyAddress() {
    this.#part("said").textContent = this.#data.words[(await copy(this.#address)) ? "copied" : "copy-failed"];
  }

  // --- asking Python --------------------------------------------------------------------------------------------------

  /** What a request says about a tool (its hub, fetched once) or a checklist, and about the exercise it was part of. */
  async #about(id) {
    const exercise = this.#data.exercises.find((one) => one.id === id);
    const subject = this.#data.subjects.find((one) => one.id === (exercise?.subject ?? id));
    if (!subject) return null;
    if (!subject.hub) return { subject: subject.id, title: subject.title, items: subject.items, exercise };
    if (!this.#hubs.has(subject.id)) {
      const response = await fetch(new URL(subject.hub, location.href)).catch(() => null);
      if (!response?.ok) return null;
      this.#hubs.set(subject.id, await response.text());
    }
    return { subject: subject.id, hub: this.#hubs.get(subject.id), exercise };
  }

  /** Python's reply; null, with a sentence, when there is none, and null alone when a newer question took its place. */
  async #ask(want, more) {
    const { language, words } = this.#data;
    const exercises = this.#data.exercises.map(({ id, subject }) => ({ id, subject }));
    const outcome = await this.#engine.answer(`board/${want}`, JSON.stringify({ board: { want: [want], language, words, exercises, ...more } }));
    if (outcome.status === "superseded") return null;
    const reply = outcome.status === "answered" ? JSON.parse(outcome.reply) : { error: outcome.detail };
    if (reply.error) console.warn(`tonghao: ${reply.error}`);
    const status = this.#part("status");
    status.hidden = !reply.error;
    status.textContent = reply.error ? words["board-failed"] : "";
    return reply.error ? null : reply;
  }
}

function short(text, most) {
  return typeof text === "string" ? text.slice(0, most) : "";
}

customElements.define("tonghao-board", TonghaoBoard);
