// Stands before the worker's own script in the pack: what it would fetch or import it gets from the page, compressed,
// in base 64.
const packedWaiting = new Map();
// What comes are modules, as in a worker that is one. Pyodide looks whether this throws, and refuses a classic worker.
self.importScripts = () => {
  throw new TypeError("not in a module");
};
self.addEventListener("message", (event) => {
  const { packed, text } = event.data ?? {};
  if (typeof packed !== "string") return;
  event.stopImmediatePropagation();
  packedWaiting.get(packed)?.(text);
  packedWaiting.delete(packed);
});

async function packedFile(input) {
  const url = String(input?.url ?? input);
  const text = await new Promise((give) => {
    packedWaiting.set(url, give);
    self.postMessage({ packed: url });
  });
  if (text === null || text === undefined) throw new TypeError(`${url} is not in the pack`);
  const bytes = Uint8Array.fromBase64?.(text) ?? Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
  return new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
}

self.fetch = async (input) => {
  const type = /\.wasm$/.test(String(input?.url ?? input)) ? "application/wasm" : "application/octet-stream";
  return new Response(await packedFile(input), { headers: { "Content-Type": type } });
};

async function packedImport(url) {
  const blob = await new Response(await packedFile(url)).blob();
  return import(URL.createObjectURL(new Blob([blob], { type: "text/javascript" })));
}

