// Named versions of a reader's answers, and files of them: save, open, set side by side, forget. All on this device.

import { strings, today } from "./bits.mjs";
import * as store from "./store.mjs";

const MOST = 20;
const LARGEST_FILE = 200_000;
const LONGEST_NAME = 60;

/** The versions of `key`, newest first: `[{ name, day, form }]`. Whatever cannot be read as ours is left out. */
export function list(key) {
  const kept = store.read(`${key}:versions`)?.list;
  const whole = (one) => typeof one?.name === "string" && one.form && typeof one.form === "object";
  const plain = ({ name, day, form }) => ({ name: name.slice(0, LONGEST_NAME), day: typeof day === "string" ? day.slice(0, 10) : "", form: strings(form) });
  return Array.isArray(kept) ? kept.filter(whole).slice(0, MOST).map(plain) : [];
}

/**
 * The served place for versions, brought to life until `signal` ends it. `tool` lends what it can do:
 * key, words(key, values), answers(), replace(form, sentence, values), note(sentence), ask(kind, more) → reply or null.
 */
export class Versions {
  #place;
  #tool;

  constructor(place, tool, signal) {
    this.#place = place;
    this.#tool = tool;
    place.addEventListener("submit", (event) => this.#save(event), { signal });
    place.addEventListener("change", (event) => event.target.type === "file" && this.#file(event.target), { signal });
    store.watch(`${tool.key}:versions`, () => this.#show(), signal);
    this.#show();
  }

  /** A line for each version, with what can be done with it. */
  #show() {
    const lines = list(this.#tool.key).map((one) => {
      const line = document.createElement("li");
      const name = document.createElement("b");
      name.textContent = one.name;
      const day = document.createElement("span");
      day.className = "tg-quiet";
      day.textContent = ` ${one.day} `;
      line.append(name, day, this.#button("open", one), this.#button("compare", one), this.#button("forget", one));
      return line;
    });
    const place = this.#place.querySelector("[data-version-list]");
    place.replaceChildren(...lines);
    place.hidden = !lines.length;
  }

  #button(what, version) {
    const label = this.#tool.words(`version-${what}`);
    const made = document.createElement("button");
    made.type = "button";
    made.className = "tg-button tg-button--small";
    made.textContent = label;
    made.setAttribute("aria-label", `${label}: ${version.name}`);
    made.addEventListener("click", () => this[what](version));
    return made;
  }

  /** The same name again replaces. */
  #save(event) {
    event.preventDefault();
    const field = event.target.elements.namedItem("version");
    const name = field.value.trim().slice(0, LONGEST_NAME);
    if (!name) {
      field.focus();
      return;
    }
    const { key } = this.#tool;
    const version = { name, day: today(), form: this.#tool.answers() };
    const others = list(key).filter((one) => one.name !== name);
    if (others.length >= MOST) {
      this.#tool.note(this.#tool.words("version-most", { most: MOST })); // none is pushed out unasked
      return;
    }
    const kept = store.keep(`${key}:versions`, { list: [version, ...others] });
    field.value = "";
    this.#tool.note(this.#tool.words(kept ? "version-saved" : "version-not-kept", { name }));
    this.#show();
  }

  open({ name, form }) {
    this.#tool.replace(form, "version-opened", { name });
  }

  async compare({ name, form }) {
    const reply = await this.#tool.ask("compare", { other: form, name });
    if (reply) this.#place.querySelector("[data-compared]").innerHTML = reply.compare;
  }

  forget({ name }) {
    const { key } = this.#tool;
    store.keep(`${key}:versions`, { list: list(key).filter((one) => one.name !== name) });
    this.#tool.note(this.#tool.words("version-forgotten", { name }));
    this.#show();
    this.#place.querySelector("summary").focus(); // the button that had the focus is gone
  }

  async #file(input) {
    const [file] = input.files;
    if (!file) return;
    const text = file.size <= LARGEST_FILE ? await file.text() : "";
    input.value = "";
    const reply = await this.#tool.ask("open", { file: text });
    if (!reply) return;
    const { problem, form, dropped } = reply;
    const sentence = dropped?.length ? "file-opened-without" : "file-opened";
    if (problem) this.#tool.note(problem);
    else this.#tool.replace(form, sentence, { name: file.name.slice(0, 60), names: dropped.join(", ") });
  }
}
