// The page's side of Python: one worker for all tools of the page, woken when first needed.
//
// The module stays loaded when Material changes pages without loading them, and so does the worker.
// It says nothing to readers: states and stages are ids, and the page has the sentences.
//
// phase  asleep → waking → ready, and from anywhere → failed (then `stage` says why)
// stage  network runtime-missing runtime-corrupt no-webassembly memory python: from the worker
//        no-worker   this browser, or a rule of the page, allows none
//        slow        nothing has arrived for a while; if it still becomes ready, that counts
//        crashed     the worker died, or Python's machine in it
//        stuck       one request took too long, and the worker was stopped

const PATIENCE = {
  slow: 20_000, // ms without any progress while waking
  stuck: 15_000, // ms for one request; ordinary ones take a few
};

class Engine {
  #workerUrl;
  #runtime;
  #patience;
  #worker = null;
  #timer = 0;
  #listeners = new Set();
  #waiting = new Map(); // tool → the newest request that has not been sent: { request, settle }
  #sent = null; // the one that has: { id, tool, request, settle }
  #lastId = 0;
  #failedBefore = false;
  #whole = false; // the quick start has failed once (see worker.mjs); from then on Python starts the long way
  state = Object.freeze({ phase: "asleep", stage: null, detail: "" });

  constructor(workerUrl, runtime, patience) {
    this.#workerUrl = workerUrl;
    this.#runtime = runtime;
    this.#patience = patience;
  }

  /** Calls back with each new state; returns a function that ends this. */
  onChange(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Starts Python unless it is started. Cheap to call again and again. A failure is left alone: see retry. */
  wake() {
    if (this.state.phase === "asleep") this.#start();
  }

  /** Starts afresh after a failure. Requests that have had no answer are kept and will be answered. */
  retry() {
    if (this.state.phase === "failed") this.#start();
  }

  /**
   * Asks a tool; wakes Python if need be. Never rejects. Resolves to
   *   { status: "answered", reply }           reply is the JSON text from Python
   *   { status: "superseded" }                a newer request of the same tool took its place
   *   { status: "failed", stage, detail }     this request broke Python; the next one may not
   * While the engine is failed, a request waits for retry.
   */
  answer(tool, request) {
    return new Promise((settle) => {
      this.#waiting.get(tool)?.settle({ status: "superseded" });
      if (this.#sent?.tool === tool) this.#sent.settle({ status: "superseded" });
      this.#waiting.set(tool, { request, settle });
      this.wake();
      this.#sendNext();
    });
  }

  /** Takes another runtime's files, as after a new deploy. Nothing happens if they are the same. */
  use(workerUrl, runtime) {
    if (workerUrl === this.#workerUrl && JSON.stringify(runtime) === JSON.stringify(this.#runtime)) return;
    this.#workerUrl = workerUrl;
    this.#runtime = runtime;
    const { phase } = this.state;
    if (phase === "asleep") return;
    this.#stop();
    this.#keepSent();
    this.#failedBefore = false;
    this.#whole = false;
    this.#start();
  }

  #start() {
    this.#stop();
    if (this.state.phase !== "waking") this.#set("waking");
    if (typeof Worker !== "function") return this.#fail("no-worker", "Worker is not there");
    if (typeof WebAssembly !== "object") return this.#fail("no-webassembly", "WebAssembly is not there");
    let worker;
    try {
      worker = new Worker(this.#freshUrl(), { type: "module", name: "tonghao" });
    } catch (error) {
      return this.#fail("no-worker", String(error));
    }
    this.#worker = worker;
    // Each handler looks whether its worker is still the one in use: messages of a stopped one may be on their way.
    const mine = (handle) => (event) => worker === this.#worker && handle(event);
    worker.addEventListener("message", mine(({ data }) => this.#hear(data)));
    worker.addEventListener("messageerror", mine(() => this.#fail("crashed", "a message could not be read")));
    worker.addEventListener("error", mine((event) => this.#lost(event)));
    worker.postMessage({ type: "start", runtime: this.#runtime, fresh: this.#failedBefore, whole: this.#whole });
    this.#watchStart();
    return undefined;
  }

  /** After a failure the browser may hold a broken copy of the worker, and keep it for a year: ask under a new name. */
  #freshUrl() {
    const url = new URL(this.#workerUrl);
    if (this.#failedBefore) url.searchParams.set("again", Date.now().toString(36));
    return url.href;
  }

  #hear(message) {
    const mySent = message.id !== undefined && message.id === this.#sent?.id;
    if (message.type === "progress" && this.state.phase === "waking") {
      this.#watchStart();
    } else if (message.type === "ready") {
      this.#unwatch();
      this.#failedBefore = false;
      this.#set("ready");
      this.#sendNext();
    } else if (message.type === "answer" && mySent) {
      this.#settleSent({ status: "answered", reply: message.reply });
    } else if (message.type === "failed" && message.id === undefined) {
      if (message.quick) this.#startWhole(message);
      else this.#fail(message.stage, message.detail);
    } else if (message.type === "failed" && mySent) {
      this.#settleSent({ status: "failed", stage: message.stage, detail: message.detail });
    }
  }

  /** The quick start, or what was started so, has failed: the same again the long way, and nobody need know. */
  #startWhole({ stage, detail }) {
    console.info(`tonghao: quick start given up: ${stage}: ${detail}`);
    this.#whole = true;
    this.#keepSent();
    this.#start();
  }

  // One request is with the worker at a time, so that a newer one can still take the place of those that wait.
  #sendNext() {
    if (this.state.phase !== "ready" || this.#sent) return;
    const [next] = this.#waiting;
    if (!next) return;
    const [tool, { request, settle }] = next;
    this.#waiting.delete(tool);
    this.#lastId += 1;
    this.#sent = { id: this.#lastId, tool, request, settle };
    this.#worker.postMessage({ type: "answer", id: this.#lastId, request });
    this.#watch(this.#patience.stuck, () => this.#fail("stuck", "no answer within the time allowed"));
  }

  #settleSent(outcome) {
    this.#unwatch();
    this.#sent.settle(outcome);
    this.#sent = null;
    this.#sendNext();
  }

  /** The worker's script itself did not load or run (no message came of it), or it died. */
  #lost(event) {
    event.preventDefault?.();
    const detail = event.message ? `${event.message} (${event.filename}:${event.lineno})` : "the worker did not load";
    this.#fail(event.message ? "crashed" : navigator.onLine === false ? "network" : "runtime-missing", detail);
  }

  #fail(stage, detail) {
    this.#stop();
    this.#failedBefore = true;
    if (this.#sent) {
      // The request that was being answered may be what broke it: it is not asked again by itself.
      this.#sent.settle({ status: "failed", stage, detail });
      this.#sent = null;
    }
    console.warn(`tonghao: ${stage}: ${detail}`);
    this.#set("failed", stage, detail);
  }

  #keepSent() {
    if (!this.#sent) return;
    const { tool, request, settle } = this.#sent;
    this.#sent = null;
    if (!this.#waiting.has(tool)) this.#waiting.set(tool, { request, settle });
  }

  #stop() {
    this.#unwatch();
    this.#worker?.terminate();
    this.#worker = null;
  }

  #watchStart() {
    // The worker is left at work: what is late is still welcome.
    this.#watch(this.#patience.slow, () => this.#set("failed", "slow", "nothing has arrived for a while"));
  }

  #watch(ms, act) {
    this.#unwatch();
    this.#timer = setTimeout(act, ms);
  }

  #unwatch() {
    clearTimeout(this.#timer);
  }

  #set(phase, stage = null, detail = "") {
    this.state = Object.freeze({ phase, stage, detail });
    for (const listener of this.#listeners) listener(this.state);
  }
}

let shared;

/**
 * The page's one engine. Called again, as by the next page, it gives the same one, with that page's runtime.
 * `patience` is for tests: { slow, stuck } in ms.
 */
export function createEngine({ workerUrl, runtime, patience }) {
  const url = new URL(workerUrl, document.baseURI).href;
  const absolute = { ...runtime, base: new URL(runtime.base, document.baseURI).href };
  if (shared) shared.use(url, absolute);
  else shared = new Engine(url, absolute, { ...PATIENCE, ...patience });
  return shared;
}

const hinted = new Set();
const QUICK = ["pyodide", "lean_asm", "lean", "memory", "lock"]; // what a quick start asks for

/**
 * Asks the browser to fetch the runtime at low priority, for use by a page to come. Does nothing for readers who pay
 * or wait for every byte, nor when the worker is fetching already. Call it when the page is idle.
 */
export function prefetchHints({ workerUrl, runtime }) {
  if (globalThis.tonghaoPack || (shared && shared.state.phase !== "asleep")) return; // a pack has it all at hand
  const line = navigator.connection;
  if (line?.saveData || /2g|3g/.test(line?.effectiveType ?? "")) return;
  const base = new URL(runtime.base, document.baseURI).href;
  const files = Object.entries(runtime.files).filter(([role]) => !runtime.files.memory || QUICK.includes(role) || (["asm", "wasm"].includes(role) && !runtime.files.lean));
  for (const url of [new URL(workerUrl, document.baseURI).href, ...files.map(([, name]) => base + name)]) {
    if (hinted.has(url)) continue;
    hinted.add(url);
    const link = document.createElement("link");
    link.rel = "prefetch";
    link.href = url;
    document.head.append(link);
  }
}
