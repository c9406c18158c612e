// A tool's answers in the address's fragment. Two spellings, both by input id:
//   #fit?margin=0.45&…   a share link, in contract units, made by Python
//   #fit~margin=45&…     what was typed, as typed: the page's own memory where storage is forbidden
// What comes in is anybody's text: bounded here, judged by Python, shown only as the value of a field.

export const LONGEST = 16_000;
const MOST = 600;
const MOST_ODD = 12;
const PAUSE = 400; // ms between two changes of the address: some browsers allow a hundred in half a minute, then throw
const ID = /^[a-z][a-z0-9_]{0,59}(\.[a-z][a-z0-9_-]{0,59}){0,2}$/;

/** `{ kind: "?" | "~", pairs: [[id, text]…], odd: [names] }`, `{ kind: "too-long" }`, or null when not for `tool`. */
export function parse(hash, tool) {
  const text = hash.replace(/^#/, "");
  const kind = text.charAt(tool.length);
  if (!text.startsWith(tool) || (kind !== "?" && kind !== "~")) return null;
  if (text.length > LONGEST) return { kind: "too-long" };
  const pairs = [];
  const odd = [];
  for (const part of text.slice(tool.length + 1).split("&").slice(0, MOST)) {
    const cut = part.indexOf("=");
    if (cut < 1) continue;
    const name = part.slice(0, cut);
    if (ID.test(name)) pairs.push([name, decoded(part.slice(cut + 1))]);
    else if (odd.length < MOST_ODD) odd.push(decoded(name).slice(0, 40));
  }
  return { kind, pairs, odd };
}

let due = 0;
let wanted = "";

/** Puts `text` behind the address's #, soon. */
export function remember(text) {
  const page = location.pathname;
  const write = () => {
    if (location.pathname === page) history.replaceState(history.state, "", `#${wanted}`);
  };
  wanted = text;
  if (due) return;
  write();
  due = setTimeout(() => {
    due = 0;
    write();
  }, PAUSE);
}

/** An answer of a link made before its input, a part of its name, or the answer itself got another name. */
export function renamed(table, old, text) {
  const parts = old.split(".");
  let name = old;
  for (let count = parts.length; count > 0; count -= 1) {
    const known = own(table, parts.slice(0, count).join("."));
    if (known === undefined) continue;
    name = [known, ...parts.slice(count)].join(".");
    break;
  }
  const answer = own(table, `${name}=${text}`);
  return [name, answer === undefined ? text : answer];
}

/** The fragment, without `#`, that remembers what was typed. */
export function typed(tool, values) {
  return `${tool}~${Object.entries(values).map(([name, text]) => `${name}=${encodeURIComponent(text)}`).join("&")}`;
}

function own(table, key) {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

function decoded(text) {
  try {
    return decodeURIComponent(text.replace(/\+/g, " "));
  } catch {
    return text;
  }
}
