// <tonghao-agenda>: minutes from the start become clock times once somebody says when it begins.

import * as store from "./store.mjs";

class TonghaoAgenda extends HTMLElement {
  connectedCallback() {
    const key = `agenda:${this.getAttribute("workshop")}`;
    const input = this.querySelector("input");
    const cells = [...this.querySelectorAll("tr[data-from]")].map((row) => [row, row.querySelector(".tg-agenda__clock")]);
    const served = cells.map(([, cell]) => cell.textContent);
    const show = () => {
      const start = minutes(input.value);
      cells.forEach(([row, cell], index) => {
        const { from, to } = row.dataset;
        cell.textContent = start === null ? served[index] : `${time(start + Number(from))}–${time(start + Number(to))}`;
      });
    };
    const kept = store.read(key)?.start;
    input.value = typeof kept === "string" ? kept : "";
    input.parentElement.hidden = false;
    input.addEventListener("input", () => {
      store.keep(key, input.value ? { start: input.value } : null);
      show();
    });
    show();
  }
}

function minutes(text) {
  const found = /^(\d{2}):(\d{2})/.exec(text);
  return found ? Number(found[1]) * 60 + Number(found[2]) : null;
}

function time(at) {
  return `${String(Math.floor(at / 60) % 24).padStart(2, "0")}:${String(at % 60).padStart(2, "0")}`;
}

customElements.define("tonghao-agenda", TonghaoAgenda);
