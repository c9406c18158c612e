// First script of every page of the packed site. A page opened from disk may load classic scripts and nothing else: no
// modules, no workers, no data. So whatever the site would ask for lies in the pack as a classic script as well, beside
// its own address (x.json -> x.json.js), and hands over a text; here the text is given to whoever asked for it.

(() => {
  const root = new URL("../../", document.currentScript.src).href;
  const fromDisk = location.protocol === "file:";
  const coming = new Map(); // address from the root -> { text: promise, give, fail }
  const plainFetch = globalThis.fetch;
  const PlainWorker = globalThis.Worker;

  /** The text of a file of the site; rejects when the pack has no such file. */
  function text(address) {
    if (!coming.has(address)) {
      const one = {};
      one.text = new Promise((give, fail) => Object.assign(one, { give, fail }));
      coming.set(address, one);
      const script = document.createElement("script");
      script.src = `${root + encodeURI(address)}.js`;
      script.addEventListener("load", () => {
        script.remove();
        one.fail(new TypeError(`${address} gave nothing`)); // without effect when it did
      });
      script.addEventListener("error", () => {
        coming.delete(address);
        one.fail(new TypeError(`${address} is not in the pack`));
      });
      document.head.append(script);
    }
    return coming.get(address).text;
  }

  /** The address from the root, or null when it is somewhere else. */
  function inside(url) {
    const { href } = new URL(url, document.baseURI);
    return href.startsWith(root) ? decodeURI(href.slice(root.length).replace(/[?#].*$/s, "")) : null;
  }

  globalThis.tonghaoPack = {
    /** Called by the scripts that stand for files. */
    give(address, content) {
      const one = coming.get(address);
      coming.set(address, one ?? { text: Promise.resolve(content) });
      one?.give(content);
    },

    /** Runs modules, each named by its place in the list and standing after those it imports. The last one is asked for. */
    async run(modules) {
      const urls = [];
      for (const module of modules) {
        const whole = module.replace(/(["'])tonghao-pack:(\d+)\1/g, (_, quote, place) => quote + urls[place] + quote);
        urls.push(URL.createObjectURL(new Blob([whole], { type: "text/javascript" })));
      }
      await import(urls.at(-1)); // the others stay at hand as long as the page: some are imported later
    },
  };

  globalThis.fetch = async (input, options) => {
    const address = inside(String(input?.url ?? input));
    if (!address?.endsWith(".json")) return plainFetch(input, options);
    return new Response(await text(address), { headers: { "Content-Type": "application/json" } });
  };

  /** A worker whose script comes from the pack. What it is told before that waits. */
  globalThis.Worker = class extends EventTarget {
    #worker = null;
    #waiting = [];
    #ended = false;

    constructor(url, options) {
      super();
      text(inside(url)).then(
        (script) => this.#start(script, options),
        () => this.dispatchEvent(new Event("error")),
      );
    }

    #start(script, options) {
      if (this.#ended) return;
      const url = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
      // As a classic worker: Chromium refuses a module from an address that belongs to no site, as here.
      this.#worker = new PlainWorker(url, { name: options?.name });
      this.#worker.addEventListener("message", (event) => this.#hear(event.data));
      this.#worker.addEventListener("messageerror", () => this.dispatchEvent(new MessageEvent("messageerror")));
      this.#worker.addEventListener("error", (event) => {
        event.preventDefault();
        const { message, filename, lineno } = event;
        this.dispatchEvent(new ErrorEvent("error", { message, filename, lineno, cancelable: true }));
      });
      for (const waiting of this.#waiting.splice(0)) this.#worker.postMessage(...waiting);
    }

    /** The worker may ask for files as well. */
    async #hear(data) {
      if (typeof data?.packed !== "string") {
        this.dispatchEvent(new MessageEvent("message", { data }));
        return;
      }
      const address = inside(data.packed);
      const found = address === null ? null : await text(address).catch(() => null);
      this.#worker?.postMessage({ packed: data.packed, text: found });
    }

    postMessage(data, ...more) {
      // Python starts the long way: the quick one asks for a file in the middle of an import, and cannot wait for us.
      const message = [data?.type === "start" ? { ...data, whole: true } : data, ...more];
      if (this.#worker) this.#worker.postMessage(...message);
      else this.#waiting.push(message);
    }

    terminate() {
      this.#ended = true;
      this.#worker?.terminate();
      this.#worker = null;
    }
  };

  if (!fromDisk) return;
  // A folder's address shows its list of files here, where a server would send its page. The pages' own links name the
  // page; those that scripts make are mended when they are about to be used.
  const aim = ({ target }) => {
    const link = target.closest?.("a[href]");
    if (link?.protocol === "file:" && link.pathname.endsWith("/")) link.pathname += "index.html";
  };
  for (const intent of ["pointerover", "focusin", "touchstart", "click"]) {
    document.addEventListener(intent, aim, { passive: true, capture: true });
  }
})();
