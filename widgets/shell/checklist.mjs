// <tonghao-checklist>: ticks, and reasons why an item doesn't apply, are kept on this device by item id, so they
// outlive a language and a new wording.

import { GroupCode } from "./code.mjs";
import { copy, save } from "./copy.mjs";
import { createEngine } from "./engine.mjs";
import * as store from "./store.mjs";
import { ticks } from "./ticks.mjs";

class TonghaoChecklist extends HTMLElement {
  #code;
  #ears;

  connectedCallback() {
    this.key = `checklist:${this.getAttribute("checklist")}`;
    this.#ears = new AbortController();
    this.#read();
    store.watch(this.key, () => this.#read(), this.#ears.signal);
    for (const hidden of this.querySelectorAll(".tg-skip, [data-bar]")) hidden.hidden = false;
    this.#code = new GroupCode(this.querySelector("[data-code]"), (about) => this.#ask(about), this.#ears.signal);
    const on = (name, act) => this.addEventListener(name, act, { signal: this.#ears.signal });
    for (const name of ["change", "input"]) on(name, ({ target }) => this.#keep(target.dataset.item ?? target.dataset.reason));
    on("click", ({ target }) => {
      const skip = target.closest("[data-skip]");
      const act = target.closest("[data-list]")?.dataset.list;
      if (skip) {
        this.#skip(skip.dataset.skip, skip.getAttribute("aria-pressed") === "true" ? null : "");
        if (!this.#reason(skip.dataset.skip).hidden) this.#reason(skip.dataset.skip).focus();
        this.#keep(skip.dataset.skip);
      } else if (act) this.#act(act);
    });
  }

  disconnectedCallback() {
    this.#ears.abort();
  }

  /** What is kept goes into the list. */
  #read() {
    const { done, skipped } = ticks(this.key);
    for (const box of this.#boxes()) {
      box.checked = done[box.dataset.item] === true;
      this.#skip(box.dataset.item, skipped[box.dataset.item] ?? null);
    }
    this.#progress();
  }

  #boxes() {
    return [...this.querySelectorAll("input[data-item]")];
  }

  #reason(item) {
    return this.querySelector(`[data-reason="${item}"]`);
  }

  #skipped(item) {
    return this.querySelector(`[data-skip="${item}"]`).getAttribute("aria-pressed") === "true";
  }

  /** Sets an item aside for `reason`, or takes it back when `reason` is null. */
  #skip(item, reason) {
    const out = reason !== null;
    this.querySelector(`[data-skip="${item}"]`).setAttribute("aria-pressed", String(out));
    this.#reason(item).hidden = !out;
    if (out) this.#reason(item).value = reason.slice(0, 200);
    this.querySelector(`input[data-item="${item}"]`).closest("li").toggleAttribute("data-skipped", out);
  }

  /** Only what has changed: another tab may have changed the rest, and a later version may bring back old items. */
  #keep(item) {
    if (!item) return;
    const { done, skipped } = ticks(this.key);
    done[item] = this.querySelector(`input[data-item="${item}"]`).checked;
    if (this.#skipped(item)) skipped[item] = this.#reason(item).value;
    else delete skipped[item];
    store.keep(this.key, { done, skipped });
    this.#progress();
  }

  #progress() {
    const counted = this.#boxes().filter((box) => !this.#skipped(box.dataset.item));
    const ticked = counted.filter((box) => box.checked).length;
    this.querySelector(".tg-progress").textContent = this.dataset.progress.replace("{done}", ticked).replace("{total}", counted.length);
  }

  #text() {
    const lines = this.#boxes().map((box) => {
      const item = box.closest("li");
      const what = item.querySelector("label").textContent.trim();
      const reason = this.#skipped(box.dataset.item) ? ` (${this.querySelector("[data-skip]").firstChild.textContent}: ${this.#reason(box.dataset.item).value})` : "";
      return `- [${box.checked ? "x" : " "}] ${what}${reason}\n  ${item.querySelector("[id$='-done']").textContent.trim()}`;
    });
    return `# ${this.dataset.title}\n\n${this.querySelector(".tg-progress").textContent}\n\n${lines.join("\n")}\n`;
  }

  /** Python's code for what is ticked. Python is woken only for this. */
  async #ask(about) {
    const engine = createEngine({ workerUrl: this.getAttribute("worker"), runtime: JSON.parse(this.getAttribute("runtime")) });
    engine.retry();
    const items = this.#boxes().map((box) => box.dataset.item);
    const states = Object.fromEntries(this.#boxes().map((box) => [box.dataset.item, this.#skipped(box.dataset.item) ? "skipped" : box.checked ? "done" : "open"]));
    const words = JSON.parse(this.querySelector("[data-code]").dataset.words);
    const list = { id: this.getAttribute("checklist"), items, states, language: document.documentElement.lang, words, ...about };
    const outcome = await engine.answer("list", JSON.stringify({ list }));
    const reply = outcome.status === "answered" ? JSON.parse(outcome.reply) : { error: outcome.status };
    return reply.error ? null : reply;
  }

  async #act(act) {
    if (act === "print") globalThis.print();
    else if (act === "code") this.#code.open();
    else if (act === "save") save(`tonghao-${this.getAttribute("checklist")}.md`, "text/markdown", this.#text());
    else this.querySelector(".tg-list-said").textContent = (await copy(this.#text())) ? this.dataset.copied : this.dataset.failed;
  }
}

customElements.define("tonghao-checklist", TonghaoChecklist);
