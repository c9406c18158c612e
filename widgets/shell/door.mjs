// The page at the root: goes on to the language used last, or the first of the browser's languages that we speak.
// A fragment comes along. `#go=tools/nine&nine?…` leads on to a page of that language, with what follows the & as its
// fragment: an address for a group whose phones speak several languages.

import * as store from "./store.mjs";

const PAGE = /^#go=((?:workshops\/[a-z0-9-]{1,60}\/)?[a-z0-9-]{1,60}(?:\/[a-z0-9-]{1,60})?)(?:&(.*))?$/s;

const links = [...document.querySelectorAll("a[data-language]")];
const spoken = Object.fromEntries(links.map((link) => [link.dataset.language, link]));
for (const link of links) link.addEventListener("click", () => store.keep("language", { code: link.dataset.language }));

const wanted = [store.read("language")?.code, ...navigator.languages.map((language) => language.split("-")[0])];
const chosen = wanted.find((code) => typeof code === "string" && Object.hasOwn(spoken, code));
const [, page, rest] = PAGE.exec(location.hash) ?? [];
const home = (spoken[chosen] ?? links[0]).href;
// From disk a page is named by its file, from a server by its folder; the links know which.
const file = home.endsWith("index.html") ? "index.html" : "";
location.replace(page ? new URL(`${page}/${file}${rest ? `#${rest}` : ""}`, home).href : home + location.hash);
