// <tonghao-template>: blanks that fill the text as they are typed, and a button that copies it. What is typed is kept
// on this device, by template and blank.

import { copy } from "./copy.mjs";
import * as store from "./store.mjs";

class TonghaoTemplate extends HTMLElement {
  connectedCallback() {
    this.key = `template:${this.getAttribute("template")}`;
    const filled = store.read(this.key)?.filled ?? {};
    const blanks = this.querySelector(".tg-blanks");
    if (blanks) blanks.hidden = false;
    for (const input of this.querySelectorAll("[data-blank]")) {
      input.value = typeof filled[input.dataset.blank] === "string" ? filled[input.dataset.blank].slice(0, 300) : "";
      this.#fill(input);
    }
    const button = this.querySelector("[data-copy]");
    button.hidden = false;
    this.addEventListener("input", ({ target }) => {
      this.#fill(target);
      const values = Object.fromEntries([...this.querySelectorAll("[data-blank]")].map((input) => [input.dataset.blank, input.value]));
      store.keep(this.key, { filled: values });
    });
    button.addEventListener("click", async () => {
      const done = await copy(this.querySelector("pre").textContent);
      this.querySelector("output").textContent = done ? this.dataset.copied : this.dataset.failed;
    });
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
