// Small things that several elements need.

const PLAIN = ["string", "number", "boolean"];

/** What was kept or sent, as texts by name, bounded. What is neither text, number nor yes or no is no answer of ours. */
export function strings(form) {
  const answers = form && typeof form === "object" ? Object.entries(form).filter(([, text]) => PLAIN.includes(typeof text)) : [];
  return Object.fromEntries(answers.slice(0, 600).map(([name, text]) => [name, String(text).slice(0, 40_000)]));
}

/** `text` without halves of characters: no address and no Python can hold them. */
export function whole(text) {
  return text.replace(/\p{Surrogate}/gu, "\ufffd");
}

/** The reader's day, for what is judged by date. */
export function today() {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}

export function button(label, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "tg-button tg-button--small";
  made.textContent = label;
  made.addEventListener("click", act);
  return made;
}
