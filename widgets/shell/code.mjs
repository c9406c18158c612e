// The dialog with a reader's code for the group. Python makes code and picture; here a random number that stands for
// this device is kept, so that two people with the same answers are told apart and one who sends twice is not.

import { copy } from "./copy.mjs";
import * as store from "./store.mjs";

const SENDERS = 2 ** 30;

export class GroupCode {
  #dialog;
  #ask;
  #words;

  /** `ask({ sender, round, exercise, guess })` resolves to `{ text, view }`, `{ problem }` or null. */
  constructor(dialog, ask, signal) {
    this.#dialog = dialog;
    this.#ask = ask;
    this.#words = JSON.parse(dialog.dataset.words);
    // The workshop knows which time this is, or the trainer's link says so.
    dialog.querySelector("select").value = /^#round=([12])$/.exec(location.hash)?.[1] ?? this.#about.round ?? "0";
    const on = (name, act) => dialog.addEventListener(name, act, { signal });
    on("change", () => this.#show());
    on("click", ({ target }) => {
      const act = target.closest("[data-code-act]")?.dataset.codeAct;
      if (act === "close" || target === dialog) dialog.close();
      else if (act === "copy") this.#copy();
      else if (act === "other") this.#other();
    });
    for (const name of ["input", "change"]) on(name, (event) => event.stopPropagation()); // not an answer of the form around
  }

  open() {
    this.#say("");
    this.#dialog.showModal();
    return this.#show();
  }

  /** The exercise that this stands in, with what its reader expects. */
  get #about() {
    return this.#dialog.closest("[data-exercise]")?.dataset ?? {};
  }

  #part(name) {
    return this.#dialog.querySelector(`[data-code-${name}]`);
  }

  #say(sentence) {
    this.#part("said").textContent = sentence;
  }

  async #show() {
    const place = this.#part("place");
    if (!place.firstElementChild) place.textContent = this.#words["code-waking"];
    const round = Number(this.#dialog.querySelector("select").value);
    const { exercise = "", guess = "" } = this.#about;
    const made = await this.#ask({ sender: sender(), round, exercise, guess });
    if (made?.view) place.innerHTML = made.view;
    else place.textContent = made?.problem ?? this.#words["code-failed"];
  }

  async #copy() {
    const text = this.#part("text")?.dataset.codeText;
    if (text) this.#say(this.#words[(await copy(text, this.#dialog)) ? "copy-done" : "copy-by-hand"]);
  }

  async #other() {
    store.keep("sender", { number: drawn() });
    await this.#show();
    this.#say(this.#words["code-other-done"]);
  }
}

function drawn() {
  return crypto.getRandomValues(new Uint32Array(1))[0] % SENDERS;
}

function sender() {
  const kept = store.read("sender")?.number;
  if (Number.isInteger(kept) && kept >= 0 && kept < SENDERS) return kept;
  const number = drawn();
  store.keep("sender", { number });
  return number;
}
