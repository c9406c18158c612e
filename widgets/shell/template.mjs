// <tonghao-template>: blanks that fill the text as they are typed, and a button that copies it. What is typed is kept
// on this device, by template and blank.

import { strings } from "./bits.mjs";
import { copy } from "./copy.mjs";
import * as store from "./store.mjs";

class TonghaoTemplate extends HTMLElement {
  #ears;

  connectedCallback() {
    this.key = `template:${this.getAttribute("template")}`;
    const blanks = this.querySelector(".tg-blanks");
    if (blanks) blanks.hidden = false;
    this.#ears = new AbortController();
    const on = (target, name, act) => target.addEventListener(name, act, { signal: this.#ears.signal });
    this.#read();
    store.watch(this.key, () => this.#read(), this.#ears.signal);
    const button = this.querySelector("[data-copy]");
    button.hidden = false;
    on(this, "input", ({ target }) => {
      this.#fill(target);
      store.keep(this.key, { filled: { ...this.#filled, [target.dataset.blank]: target.value } });
    });
    on(button, "click", async () => {
      const done = await copy(this.querySelector("pre").textContent);
      this.querySelector("output").textContent = done ? this.dataset.copied : this.dataset.failed;
    });
  }

  disconnectedCallback() {
    this.#ears.abort();
  }

  get #filled() {
    return strings(store.read(this.key)?.filled);
  }

  #read() {
    const filled = this.#filled;
    for (const input of this.querySelectorAll("[data-blank]")) {
      input.value = (filled[input.dataset.blank] ?? "").slice(0, 300);
      this.#fill(input);
    }
  }

  #fill(input) {
    for (const hole of this.querySelectorAll(`[data-hole="${input.dataset.blank}"]`)) {
      hole.dataset.empty ??= hole.textContent;
      hole.textContent = input.value.trim() || hole.dataset.empty;
      hole.toggleAttribute("data-filled", Boolean(input.value.trim()));
    }
  }
}

customElements.define("tonghao-template", TonghaoTemplate);
