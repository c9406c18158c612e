// The hand's side of a form: sliders beside numbers, "don't know" beside both. Values stay text; Python reads them.

import { whole } from "./bits.mjs";

export const UNKNOWN = "?";

export class Fields {
  constructor(form) {
    this.form = form;
    for (const part of form.querySelectorAll(".tg-slider, .tg-unknown")) part.hidden = false;
  }

  /** What stands in the form, by input id. */
  read() {
    const values = {};
    for (const control of this.#controls()) values[control.name] = this.#unknown(control.name)?.getAttribute("aria-pressed") === "true" ? UNKNOWN : text(control);
    return values;
  }

  /** What the form was served with. */
  served() {
    const values = {};
    for (const control of this.#controls()) {
      if (control.tagName === "SELECT") values[control.name] = [...control.options].find((option) => option.defaultSelected)?.value ?? "";
      else values[control.name] = control.type === "checkbox" ? String(control.defaultChecked) : control.defaultValue;
    }
    return values;
  }

  /** Puts texts into the form; names it does not have are returned. */
  write(values) {
    const strange = [];
    for (const [name, text] of Object.entries(values)) {
      const control = this.form.elements.namedItem(name);
      if (control?.name !== name || !("value" in control)) {
        strange.push(name);
        continue;
      }
      const button = this.#unknown(name);
      if (button) this.#press(button, text === UNKNOWN);
      if (button && text === UNKNOWN) continue; // the number stays, to come back to
      if (control.tagName === "SELECT" && ![...control.options].some((option) => option.value === text)) {
        strange.push(name);
        continue;
      }
      if (control.type === "checkbox") control.checked = text === "true";
      else control.value = text;
      this.follow(control);
    }
    for (const fold of this.form.querySelectorAll(".tg-rows__own")) fold.open ||= [...fold.querySelectorAll(".tg-row__head input")].some((name) => name.value);
    return strange;
  }

  /** A contract value from a link as the form shows it: 0.45 of a percentage field is 45. */
  shown(name, text) {
    const scale = Number(this.form.elements.namedItem(name)?.dataset?.scale ?? 1);
    const number = Number(text);
    return scale === 1 || text.trim() === "" || !Number.isFinite(number) ? text : String(Number((number * scale).toPrecision(12)));
  }

  /** A contract value as a reader says it: with its unit, four digits at most. */
  said(name, number) {
    const control = this.form.elements.namedItem(name);
    const unit = control?.closest(".tg-number")?.dataset.unit ?? "";
    const digits = Number((number * Number(control?.dataset?.scale ?? 1)).toPrecision(4)).toLocaleString("en");
    return unit === "¥" ? `¥${digits}` : `${digits}${unit === "%" ? "%" : ""}`;
  }

  /** Moves the slider to the number beside it. */
  follow(control) {
    const slider = this.form.querySelector(`.tg-slider[data-for="${control.name}"]`);
    const number = Number(control.value);
    if (slider && control.value.trim() !== "" && Number.isFinite(number)) slider.value = String(position(slider, number));
  }

  /** Writes the slider's number into its field; returns the field. */
  slide(slider) {
    const control = this.form.elements.namedItem(slider.dataset.for);
    control.value = String(value(slider));
    const button = this.#unknown(control.name);
    if (button) this.#press(button, false);
    return control;
  }

  /** Moves a number by steps of its slider; false when it has none or is no number. */
  step(control, steps) {
    const slider = this.form.querySelector(`.tg-slider[data-for="${CSS.escape(control.name)}"]`);
    const number = Number(control.value);
    if (!slider || !Number.isFinite(number)) return false;
    control.value = String(Math.max(0, Number((number + steps * Number(slider.dataset.step)).toPrecision(12))));
    this.known(control);
    this.follow(control);
    return true;
  }

  /** "Don't know", and back. */
  toggle(button) {
    this.#press(button, button.getAttribute("aria-pressed") !== "true");
  }

  /** Typing a number takes "don't know" back. */
  known(control) {
    const button = this.#unknown(control.name);
    if (button) this.#press(button, false);
  }

  /** Python's sentences beside the inputs. */
  problems(sentences) {
    for (const place of this.form.querySelectorAll("[data-problem]")) place.textContent = sentences[place.dataset.problem] ?? "";
    for (const control of this.#controls()) {
      const sentence = sentences[control.name] ?? "";
      const place = document.getElementById(`${control.id}-problem`);
      if (place && place.textContent !== sentence) place.textContent = sentence;
      control.toggleAttribute("aria-invalid", Boolean(sentence));
      if (sentence) control.setAttribute("aria-invalid", "true");
      const folded = control.closest("details");
      if (sentence && folded) folded.open = true;
    }
  }

  #controls() {
    return [...this.form.elements].filter((control) => control.name);
  }

  #unknown(name) {
    return this.form.querySelector(`.tg-unknown[data-unknown="${CSS.escape(name)}"]`);
  }

  #press(button, pressed) {
    button.setAttribute("aria-pressed", String(pressed));
    button.closest("[data-input]").toggleAttribute("data-unknown", pressed);
  }
}

function text(control) {
  return control.type === "checkbox" ? String(control.checked) : whole(control.value);
}

function ends(slider) {
  return [Number(slider.dataset.low), Number(slider.dataset.high), "log" in slider.dataset];
}

function position(slider, number) {
  const [low, high, log] = ends(slider);
  const inside = Math.min(Math.max(number, low), high);
  return Math.round(1000 * (log ? Math.log(inside / low) / Math.log(high / low) : (inside - low) / (high - low)));
}

/** The slider's number: on its step when linear, at two figures when logarithmic, as a hand means it. */
function value(slider) {
  const [low, high, log] = ends(slider);
  const share = Number(slider.value) / 1000;
  if (log) return Number((low * (high / low) ** share).toPrecision(2));
  const step = Number(slider.dataset.step);
  return Number((Math.round((low + (high - low) * share) / step) * step).toPrecision(12));
}
