// <tonghao-plan>: gathers what this device has kept, lets Python make a plan of it, keeps the ticks.

import { strings, today } from "./bits.mjs";
import { save } from "./copy.mjs";
import { createEngine } from "./engine.mjs";
import { Idiomorph } from "./idiomorph.mjs";
import * as store from "./store.mjs";
import { ticks } from "./ticks.mjs";

const TYPES = { markdown: ["text/markdown", "md"], csv: ["text/csv", "csv"], json: ["application/json", "json"], calendar: ["text/calendar", "ics"] };

class TonghaoPlan extends HTMLElement {
  #data;
  #engine;
  #ears;
  #hubs = new Map();
  #missing = false; // whether a tool's texts did not come

  connectedCallback() {
    this.#data = JSON.parse(this.querySelector(".tg-hub").textContent);
    this.#engine = createEngine({ workerUrl: this.getAttribute("worker"), runtime: JSON.parse(this.getAttribute("runtime")) });
    this.#ears = new AbortController();
    const on = (target, name, act) => target.addEventListener(name, act, { signal: this.#ears.signal });
    const form = this.#part("form");
    const kept = store.read("plan") ?? {};
    form.elements.start.value = typeof kept.start === "string" && kept.start ? kept.start : today();
    if (typeof kept.hours === "string" && Number(kept.hours) > 0) form.elements.hours.value = kept.hours;
    form.hidden = false;
    on(form, "submit", (event) => event.preventDefault());
    on(form, "input", () => {
      this.#keep({ start: form.elements.start.value, hours: form.elements.hours.value });
      this.#show();
    });
    on(this, "change", (event) => event.target.matches("[data-task]") && this.#tick(event.target));
    on(this, "click", (event) => {
      const kind = event.target.closest("[data-save]")?.dataset.save;
      if (kind) this.#take(kind);
      else if (event.target.closest("[data-print]")) globalThis.print();
    });
    store.watch(null, () => this.#show(), this.#ears.signal); // another tab has answered or ticked something
    this.#show();
    this.setAttribute("data-live", "");
  }

  disconnectedCallback() {
    this.#ears.abort();
  }

  #part(name) {
    return this.querySelector(`[data-${name}]`);
  }

  #keep(changes) {
    store.keep("plan", { ...store.read("plan"), ...changes });
  }

  /** A tick in the plan is the same tick as in the checklist the task came from. */
  #tick({ checked, dataset }) {
    const list = this.#data.lists.find((one) => one.id === dataset.from);
    if (list) {
      const { done, skipped } = ticks(`checklist:${list.id}`);
      store.keep(`checklist:${list.id}`, { done: { ...done, [dataset.task.slice(list.id.length + 1)]: checked }, skipped });
    } else {
      this.#keep({ done: { ...ticks("plan").done, [dataset.task]: checked } });
    }
    this.#show();
  }

  async #show() {
    const answer = await this.#ask(["view"]);
    if (answer === undefined) return;
    const status = this.#part("status");
    status.textContent = answer === null ? this.#data.words["plan-failed"] : this.#missing ? this.#data.words["plan-part"] : "";
    status.hidden = !status.textContent;
    if (answer === null) return;
    Idiomorph.morph(this.#part("plan"), answer.view, { morphStyle: "innerHTML", ignoreActiveValue: true });
    this.#part("actions").hidden = !answer.count;
  }

  async #take(kind) {
    const answer = await this.#ask([kind]);
    const [type, suffix] = TYPES[kind];
    if (answer) save(`tonghao-plan-${today()}.${suffix}`, type, answer[kind]);
  }

  /** The plan's reply; null when it could not be made, undefined when a newer question took its place. */
  async #ask(want) {
    const form = this.#part("form");
    const tools = [];
    this.#missing = false;
    for (const tool of this.#data.tools) {
      const kept = store.read(tool.id)?.form;
      const hub = kept && (await this.#hub(tool.hub));
      if (hub) tools.push({ hub, form: strings(kept), step: tool.step });
      else if (kept) this.#missing = true;
    }
    const lists = this.#data.lists.map((list) => ({ ...list, ...touched(list.id) })).filter((list) => list.touched);
    const done = Object.entries(ticks("plan").done).filter(([, ticked]) => ticked).map(([task]) => task);
    const { language, words } = this.#data;
    const home = new URL(this.getAttribute("root") || "./", location.href).href;
    const plan = { language, words, root: this.getAttribute("root"), home, today: today(), start: form.elements.start.value, hours_per_week: Number(form.elements.hours.value) || 6, tools, lists, done, want };
    const outcome = await this.#engine.answer(`plan/${want}`, JSON.stringify({ plan }));
    if (outcome.status === "superseded") return undefined;
    const reply = outcome.status === "answered" ? JSON.parse(outcome.reply) : { error: outcome.detail };
    if (reply.error) console.warn(`tonghao: ${reply.error}`);
    return reply.error ? null : reply;
  }

  async #hub(address) {
    if (!this.#hubs.has(address)) {
      const response = await fetch(new URL(address, location.href)).catch(() => null);
      const text = response?.ok ? await response.text().catch(() => "") : "";
      if (!sound(text)) return null;
      this.#hubs.set(address, text);
    }
    return this.#hubs.get(address);
  }
}

function sound(text) {
  try {
    return JSON.parse(text) !== null;
  } catch {
    return false; // half a file, or something else in its place
  }
}

function touched(id) {
  const { done, skipped } = ticks(`checklist:${id}`);
  const ticked = Object.keys(done).filter((item) => done[item]);
  return { done: ticked, skipped, touched: ticked.length > 0 || Object.keys(skipped).length > 0 };
}

customElements.define("tonghao-plan", TonghaoPlan);
