// Tools feed each other: a number that one tool's saved answer offers can be taken into another's form, and given back.

import { button, strings } from "./bits.mjs";
import * as store from "./store.mjs";

/** Remembers what an answer offers to other tools. */
export function offer(tool, values) {
  if (values && Object.keys(values).length) store.keep(`${tool}:offers`, { values });
}

/** Shows each offer that has a number and a field here, with a button to take it or to undo that. */
export function show(place, tool, feeds, fields, words, changed) {
  const lines = [];
  for (const feed of feeds ?? []) {
    const number = store.read(`${feed.tool}:offers`)?.values?.[feed.offer];
    const control = fields.form.elements.namedItem(feed.to);
    if (!control || typeof number !== "number" || !Number.isFinite(number) || number < feed.min || number > feed.max) continue;
    const typed = fields.shown(feed.to, String(number));
    const taken = store.read(`${tool}:taken`)?.[feed.to];
    const used = typeof taken?.before === "string" && control.value === taken.typed && taken.typed === typed;
    const line = document.createElement("li");
    line.append(`${feed.text.replace("{value}", fields.said(feed.to, number))} `);
    line.append(button(words(used ? "feed-undo" : "feed-use"), () => {
      const kept = store.read(`${tool}:taken`) ?? {};
      if (used) {
        fields.write({ ...strings(taken.use), [feed.to]: taken.before });
        delete kept[feed.to];
      } else {
        const row = rowOf(feed.to, fields);
        kept[feed.to] = { before: fields.read()[feed.to], typed, use: row && { [row]: fields.read()[row] } };
        fields.write({ [feed.to]: typed, ...(row && { [row]: "true" }) });
      }
      store.keep(`${tool}:taken`, kept);
      changed();
    }));
    if (used) line.append(Object.assign(document.createElement("span"), { className: "tg-quiet", textContent: ` ${words("feed-used")}` }));
    lines.push(line);
  }
  place.replaceChildren(...lines);
  place.hidden = !lines.length;
}

/** The switch of the row that a cell is in: a number taken into a row that is off would change nothing. */
function rowOf(name, fields) {
  const [group, row, cell] = name.split(".");
  const use = `${group}.${row}.use`;
  return cell && fields.form.elements.namedItem(use) ? use : undefined;
}
