// <tonghao-sandbox>: a tool is chosen and changed; Python says what that moves and writes the patch.

import { strings } from "./bits.mjs";
import { copy } from "./copy.mjs";
import { createEngine } from "./engine.mjs";
import { Idiomorph } from "./idiomorph.mjs";
import * as store from "./store.mjs";

const STEP = 40; // answers of the sample for one request: a new change need not wait long for its turn

class TonghaoSandbox extends HTMLElement {
  #data;
  #engine;
  #ears;
  #tool = null; // { id, hub, data }
  #edits = {};
  #turn = 0;
  #files = new Map();

  connectedCallback() {
    this.#data = JSON.parse(this.querySelector(".tg-hub").textContent);
    if (!Object.keys(this.#data.tools).length || !this.getAttribute("runtime")) return;
    this.#engine = createEngine({ workerUrl: this.getAttribute("worker"), runtime: JSON.parse(this.getAttribute("runtime")) });
    this.#ears = new AbortController();
    this.#ears.signal.addEventListener("abort", this.#engine.onChange(({ phase }) => phase === "failed" && this.#status("sandbox-failed")));
    const on = (target, name, act) => target.addEventListener(name, act, { signal: this.#ears.signal });
    on(this.#part("tool"), "change", (event) => this.#choose(event.target.value));
    on(this.#part("find"), "input", () => this.#find());
    on(this.#part("form"), "input", ({ target }) => target.dataset.knob && this.#edit(target));
    on(this, "click", (event) => this.#click(event.target));
    on(globalThis, "hashchange", () => this.#named() && this.#choose(this.#named()));
    store.watch("sandbox", () => this.#follow(), this.#ears.signal);
    this.#choose(this.#wanted());
  }

  disconnectedCallback() {
    this.#ears?.abort();
    this.#turn += 1;
  }

  #part(name) {
    return this.querySelector(`[data-${name}]`);
  }

  #known(id) {
    return Object.hasOwn(this.#data.tools, id ?? "") ? id : null;
  }

  #named() {
    return this.#known(/^#tool-(.+)$/.exec(location.hash)?.[1]);
  }

  /** The tool the address names, the one looked at last, or the first. */
  #wanted() {
    return this.#named() ?? this.#known(store.read("sandbox")?.tool) ?? this.#part("tool").value;
  }

  /** Another tab has changed the same tool. */
  #follow() {
    const { id } = this.#tool ?? {};
    if (id && JSON.stringify(kept(id)) !== JSON.stringify(this.#edits)) this.#choose(id);
  }

  async #choose(id) {
    this.#part("tool").value = id;
    const turn = ++this.#turn;
    this.#status("sandbox-waking");
    this.#part("body").hidden = true;
    const at = this.#data.tools[id];
    const [hub, data] = await Promise.all([this.#file(at?.hub), this.#file(at?.data)]);
    if (turn !== this.#turn) return;
    if (!hub || !data) return this.#status("sandbox-failed");
    this.#tool = { id, hub, data };
    this.#edits = kept(id);
    this.#keep();
    await this.#show(true);
  }

  #edit({ dataset, value }) {
    if (value === dataset.was) delete this.#edits[dataset.knob];
    else this.#edits[dataset.knob] = value;
    this.#keep();
    this.#show();
  }

  #undo(ids) {
    for (const id of ids) {
      delete this.#edits[id];
      const control = this.querySelector(`[data-knob="${CSS.escape(id)}"]`);
      if (control) control.value = control.dataset.was;
    }
    this.#keep();
    this.querySelector("#what-moves").focus({ preventScroll: true }); // the button that was pressed is about to go
    this.#show();
  }

  async #click(target) {
    const one = target.closest("[data-undo]");
    if (one) this.#undo([one.dataset.undo]);
    else if (target.closest("[data-undo-all]")) this.#undo(Object.keys(this.#edits));
    const text = target.closest("[data-copy]")?.parentElement.querySelector("[data-text]")?.textContent;
    if (text) this.#announce(this.#data.words[(await copy(text)) ? "sandbox-copied" : "sandbox-not-copied"]);
  }

  #keep() {
    const { edits } = store.read("sandbox") ?? {};
    store.keep("sandbox", { tool: this.#tool.id, edits: { ...(typeof edits === "object" && edits), [this.#tool.id]: this.#edits } });
  }

  /** Cases and patch at once, then the sample part by part; a newer change ends it. */
  async #show(form = false) {
    const turn = ++this.#turn;
    this.#engine.retry(); // does nothing unless it has failed
    let verdicts = [];
    let reply;
    do {
      const { hub, data } = this.#tool;
      const sandbox = { hub, data, words: this.#data.words, edits: this.#edits, verdicts, ask: reply ? STEP : 0, form: form && !reply };
      const outcome = await this.#engine.answer("sandbox", JSON.stringify({ sandbox }));
      if (turn !== this.#turn || outcome.status === "superseded") return;
      reply = outcome.status === "answered" ? JSON.parse(outcome.reply) : { error: outcome.detail };
      if (reply.error) {
        console.warn(`tonghao: ${reply.error}`);
        return this.#status("sandbox-failed");
      }
      this.#draw(reply);
      verdicts = reply.verdicts;
    } while (verdicts.length < reply.total);
    this.#announce(reply.announce);
  }

  #draw({ form, view, announce, problems, notes }) {
    if (form) {
      Idiomorph.morph(this.#part("form"), form, { morphStyle: "innerHTML" });
      this.#find();
    }
    Idiomorph.morph(this.#part("view"), view, { morphStyle: "innerHTML" });
    for (const said of this.querySelectorAll("[data-said]")) {
      const id = said.dataset.said;
      const sentence = problems[id] ?? notes[id] ?? "";
      if (said.textContent !== sentence) said.textContent = sentence;
      const control = document.getElementById(`knob-${id}`);
      control.toggleAttribute("data-changed", Object.hasOwn(this.#edits, id));
      if (Object.hasOwn(problems, id)) control.setAttribute("aria-invalid", "true");
      else control.removeAttribute("aria-invalid");
    }
    this.#part("summary").textContent = announce;
    this.#part("undo-all").hidden = !Object.keys(this.#edits).length;
    this.#part("status").hidden = true;
    this.#part("body").hidden = false;
    this.setAttribute("data-live", this.#tool.id);
  }

  /** Shows what has the words in its name or text, and opens the parts it stands in. */
  #find() {
    const words = this.#part("find").value.trim().toLowerCase();
    let count = 0;
    for (const part of this.querySelectorAll("[data-part]")) {
      let here = 0;
      for (const knob of part.querySelectorAll(".tg-knob")) {
        const control = knob.querySelector("[data-knob]");
        const found = `${knob.querySelector("label").textContent} ${control.dataset.knob} ${control.value}`.toLowerCase().includes(words);
        knob.hidden = !found;
        here += found;
      }
      part.hidden = !here;
      part.open = words ? here > 0 : part.dataset.part === "cuts";
      count += here;
    }
    this.#part("none").textContent = words ? this.#data.words["sandbox-found"].replace("{count}", count) : "";
  }

  #status(key) {
    const status = this.#part("status");
    status.textContent = this.#data.words[key];
    status.hidden = false;
  }

  #announce(text) {
    this.#part("announce").textContent = text;
  }

  async #file(address) {
    if (!address) return null;
    if (!this.#files.has(address)) {
      const response = await fetch(new URL(address, location.href)).catch(() => null);
      if (!response?.ok) return null;
      this.#files.set(address, await response.text());
    }
    return this.#files.get(address);
  }
}

/** The edits of a tool that this device has kept, by knob. */
function kept(id) {
  return strings(store.read("sandbox")?.edits?.[id]);
}

customElements.define("tonghao-sandbox", TonghaoSandbox);
