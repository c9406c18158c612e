// The page at the root: goes on to the language used last, or the first of the browser's languages that we speak.

import * as store from "./store.mjs";

const links = [...document.querySelectorAll("a[data-language]")];
const spoken = Object.fromEntries(links.map((link) => [link.dataset.language, link]));
for (const link of links) link.addEventListener("click", () => store.keep("language", { code: link.dataset.language }));

const wanted = [store.read("language")?.code, ...navigator.languages.map((language) => language.split("-")[0])];
const chosen = wanted.find((code) => Object.hasOwn(spoken, code ?? ""));
location.replace((spoken[chosen] ?? links[0]).href + location.hash);
