// Small things that several elements need.

/** What was kept or sent, as texts by name, bounded. */
export function strings(form) {
  return Object.fromEntries(Object.entries(form).slice(0, 600).map(([name, text]) => [name, String(text).slice(0, 40_000)]));
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
