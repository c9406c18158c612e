// <tonghao-checklist>: ticks are kept on this device by item id, so they outlive a language and a new wording.

import * as store from "./store.mjs";

class TonghaoChecklist extends HTMLElement {
  connectedCallback() {
    this.key = `checklist:${this.getAttribute("checklist")}`;
    const done = store.read(this.key)?.done ?? {};
    for (const box of this.#boxes()) box.checked = done[box.dataset.item] === true;
    this.addEventListener("change", () => this.#keep());
    this.#progress();
  }

  #boxes() {
    return [...this.querySelectorAll("input[data-item]")];
  }

  #keep() {
    // Items that this version no longer has keep their ticks: a later version may bring them back.
    const done = { ...(store.read(this.key)?.done ?? {}) };
    for (const box of this.#boxes()) done[box.dataset.item] = box.checked;
    store.keep(this.key, { done });
    this.#progress();
  }

  #progress() {
    const ticked = this.#boxes().filter((box) => box.checked).length;
    this.querySelector(".tg-progress").textContent = this.dataset.progress.replace("{done}", ticked);
  }
}

customElements.define("tonghao-checklist", TonghaoChecklist);
