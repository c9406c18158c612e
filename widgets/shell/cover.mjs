// <tonghao-cover>: stands before a tool whose answer is covered. Whoever says what it will be may send the code for the
// group, which takes the guess along, and uncover the answer.

import * as store from "./store.mjs";

class TonghaoCover extends HTMLElement {
  connectedCallback() {
    const form = this.querySelector("form");
    const said = this.querySelector("[data-said]");
    const tool = this.parentElement.querySelector("tonghao-tool");
    const key = `guess:${tool.dataset.exercise}:${tool.dataset.round ?? 0}`;
    const chosen = () => form.querySelector("input:checked");
    const ready = () => {
      for (const button of form.querySelectorAll("[data-cover]")) button.disabled = !chosen();
      tool.dataset.guess = chosen()?.value ?? "";
    };
    const kept = store.read(key)?.verdict;
    for (const choice of form.querySelectorAll("input")) choice.checked = choice.value === kept;
    ready();
    form.hidden = false;
    form.addEventListener("change", () => {
      store.keep(key, { verdict: chosen().value });
      ready();
    });
    form.querySelector('[data-cover="code"]').addEventListener("click", () => tool.querySelector('[data-action="code"]').click());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const choice = chosen();
      if (!choice) return;
      tool.removeAttribute("hidden-verdict");
      said.textContent = said.dataset.said.replace("{answer}", () => choice.parentElement.textContent.trim());
      form.hidden = true;
    });
  }
}

customElements.define("tonghao-cover", TonghaoCover);
