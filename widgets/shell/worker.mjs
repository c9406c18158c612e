// Python, in a worker of its own: boots the pinned Pyodide, then answers one request after another.
//
// There are two ways to start. Quick: the program without what is never called ("lean", with its script "lean_asm") and
// the memory of a Python that has imported everything ("memory"). Whole: Python starts as it does anywhere, from its
// library and our wheel. Whatever goes wrong in the quick way, a call into what was left out included, is told with
// `quick: true`, and the page asks a new worker for the whole way. Without a memory there is only the whole way.
//
// in    { type: "start", runtime: { base, files: { role: name }, integrity: { role: "sha256-…" } }, fresh, whole }
//       { type: "answer", id, request }          request and reply are JSON texts, not looked into here
// out   { type: "progress", step }               something arrived; for the page's watch on a start that hangs
//       { type: "ready" }
//       { type: "answer", id, reply }
//       { type: "failed", id?, stage, detail, quick }   with an id: that request only; without: this worker is lost
//
// stage is one of: network runtime-missing runtime-corrupt no-webassembly memory python crashed. `detail` is for the
// console.
// All files are asked for at once, and Pyodide is handed what has been asked for: it would begin one after the other,
// and it waits for ever when the .wasm comes with a wrong content type.

const say = (message) => self.postMessage(message);
// Kept, because Pyodide is lent another one below: a file that asked through that one would wait for itself.
const ask = self.fetch.bind(self);

class Failure extends Error {
  constructor(stage, detail) {
    super(detail);
    this.stage = stage;
  }
}

// The files of a runtime -------------------------------------------------------------------------

/** Fetches files and remembers which role each address has; every failure is a Failure that says why. */
class Files {
  constructor({ base, files, integrity = {} }, fresh) {
    this.base = new URL(base, self.location.href).href;
    this.names = files;
    this.integrity = integrity;
    // After a failure the copy in the browser's cache may be the broken one, and it is kept for a year.
    this.cache = fresh ? "reload" : "default";
  }

  url(role) {
    return this.base + this.names[role];
  }

  async response(role, options = {}) {
    let response;
    try {
      response = await ask(this.url(role), { cache: this.cache, ...options });
    } catch (error) {
      throw await this.whyNot(role, error);
    }
    if (!response.ok) throw new Failure("runtime-missing", `${this.url(role)}: ${response.status}`);
    return response;
  }

  /** The file's bytes, checked against its SHA-256 by the browser. */
  async bytes(role) {
    const response = await this.response(role, { integrity: this.integrity[role] ?? "" });
    try {
      return await response.arrayBuffer();
    } catch (error) {
      throw await this.whyNot(role, error);
    }
  }

  /** A module's default or named exports. A module cannot be fetched with a hash; a broken one does not parse. */
  async module(role) {
    try {
      if (this.cache === "reload") await (await this.response(role)).arrayBuffer();
      return await import(this.url(role));
    } catch (error) {
      throw error instanceof Failure ? error : await this.whyNot(role, error);
    }
  }

  /** Compiles while the bytes arrive. Slower, from the whole, if the server calls the file by a wrong type. */
  async wasm(role) {
    if (typeof WebAssembly !== "object") throw new Failure("no-webassembly", "WebAssembly is not there");
    const response = await this.response(role);
    const type = (response.headers.get("Content-Type") ?? "").split(";")[0].trim();
    try {
      if (type === "application/wasm") return await WebAssembly.compileStreaming(response);
      return await WebAssembly.compile(await response.arrayBuffer());
    } catch (error) {
      if (!(error instanceof WebAssembly.CompileError)) throw await this.whyNot(role, error);
      // A rule of the page's host against compiling comes as the same error as a broken file.
      const forbidden = /disallow|unsafe-eval|security policy/i.test(error.message);
      throw new Failure(forbidden ? "no-webassembly" : "runtime-corrupt", `${this.url(role)}: ${error}`);
    }
  }

  /** Browsers give one and the same TypeError for no network, no such file and wrong content. Ask once more. */
  async whyNot(role, error) {
    const detail = `${this.url(role)}: ${error}`;
    try {
      const again = await ask(this.url(role), { cache: "reload" }); // and the browser's copy, if broken, is mended
      if (!again.ok) return new Failure("runtime-missing", `${detail} (${again.status})`);
      await again.arrayBuffer();
      return new Failure("runtime-corrupt", detail);
    } catch {
      return new Failure("network", detail);
    }
  }
}

// Start ------------------------------------------------------------------------------------------

/** While Pyodide boots, its requests are met with what is on its way already. Returns a function that undoes this. */
function lend(files, { wasm, stdlib, wheel, memory }, failed) {
  const plainInstantiate = WebAssembly.instantiateStreaming;
  const lent = new Map([
    [files.url("stdlib"), async () => new Response(await stdlib)],
    [files.url("wheel"), async () => new Response(await wheel)],
    // Pyodide knows this file by one name only; nothing is fetched under it.
    [`${files.base}pyodide.asm.wasm`, async () => wasm],
  ]);
  self.fetch = (input, init) => lent.get(String(input?.url ?? input))?.() ?? ask(input, init);
  WebAssembly.instantiateStreaming = async (source, imports) => {
    const module = await source;
    if (!(module instanceof WebAssembly.Module)) return plainInstantiate.call(WebAssembly, source, imports);
    try {
      const instance = await WebAssembly.instantiate(module, imports);
      memory?.found(instance.exports);
      return { module, instance };
    } catch (error) {
      failed(error); // Pyodide would note it and wait for ever
      throw error;
    }
  };
  return () => {
    self.fetch = ask;
    WebAssembly.instantiateStreaming = plainInstantiate;
  };
}

/** Options that every start has. */
const usual = (files) => ({
  indexURL: files.base,
  packageBaseUrl: files.base,
  stdLibURL: files.url("stdlib"),
  // One order of sets for everybody: two readers with the same answers must see the same page.
  env: { PYTHONHASHSEED: "0" },
  stdout: (line) => console.log(line),
  stderr: (line) => console.warn(line),
});

async function load(files, lent, options) {
  const [{ loadPyodide }, { default: createPyodideModule }] = await Promise.all([lent.pyodide, lent.asm]);
  let giveBack;
  const failed = new Promise((_, reject) => {
    giveBack = lend(files, lent, reject);
  });
  try {
    return await Promise.race([loadPyodide({ ...usual(files), createPyodideModule, ...options }), failed]);
  } finally {
    giveBack();
  }
}

async function bootWhole(files, parts) {
  const lockFileContents = parts.lock.then((bytes) => new TextDecoder().decode(bytes));
  const pyodide = await load(files, parts, { lockFileContents, packages: ["tonghao-widgets"] });
  return pyodide.pyimport("tonghao_widgets.desk").answer;
}

// A kept memory ----------------------------------------------------------------------------------

const MAGIC = 0x314d4754;

/** What take_memory.mjs wrote: where the memory differs from the program's own, which the browser has already. */
class Memory {
  constructor(file) {
    const [magic, size, begin, runs] = new Uint32Array(file, 0, 4);
    if (magic !== MAGIC) throw new Failure("runtime-corrupt", "this is no memory");
    this.file = file;
    this.runs = new Uint32Array(file, 16, 2 * runs);
    this.snapshot = new Uint8Array(begin);
    this.put(this.snapshot, 0, begin);
    // Pyodide asks how much memory it needs, reads what is for it, and copies the rest. The rest we put in place
    // ourselves: as a whole it would be 25 MB, most of it nothing, and twice.
    Object.defineProperty(this.snapshot, "length", { value: size });
    this.snapshot.subarray = (from, to) => {
      const part = Uint8Array.prototype.subarray.call(this.snapshot, from, to);
      if (from === begin) this.restore();
      return part;
    };
  }

  /** Called when the program is there and nothing has run in it. */
  found(exports) {
    this.exports = exports;
    const { memory, sbrk } = exports;
    const words = new BigUint64Array(memory.buffer, 0, sbrk(0) >>> 3);
    let used = words.length;
    while (used > 0 && words[used - 1] === 0n) used -= 1;
    this.first = new Uint8Array(memory.buffer, 0, 8 * used).slice();
  }

  /** Called when the program is linked: what that has left is wiped out. */
  restore() {
    const { memory, sbrk, _PyRuntime, _PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET } = this.exports;
    const heap = new Uint8Array(memory.buffer);
    const places = new Int32Array(memory.buffer);
    const place = (_PyRuntime.value + places[_PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET.value >> 2]) >> 2;
    const trampoline = places[place];
    heap.fill(0, this.first.length, sbrk(0));
    heap.set(this.first);
    this.put(heap, this.snapshot.byteLength, Infinity);
    // How Python calls a function of C: the way that this browser has. The one in the memory is a detour by JavaScript,
    // and an answer would take four times as long.
    places[place] = trampoline;
  }

  /** Copies what stands between two places of the whole. */
  put(target, begin, end) {
    let from = 16 + this.runs.byteLength;
    let to = 0;
    for (let run = 0; run < this.runs.length; run += 2) {
      to += this.runs[run];
      const length = this.runs[run + 1];
      const skip = Math.max(0, begin - to);
      const last = Math.min(length, end - to);
      if (skip < last) target.set(new Uint8Array(this.file, from + skip, last - skip), to + skip - begin);
      from += length;
      to += length;
    }
  }
}

async function bootQuick(files, parts) {
  const memory = new Memory(await parts.memory);
  const lockFileContents = parts.lock.then((bytes) => new TextDecoder().decode(bytes));
  // Nothing is installed: all is in the memory.
  const pyodide = await load(files, { ...parts, memory }, { lockFileContents, _loadSnapshot: memory.snapshot });
  pyodide.pyimport("tonghao_late").wake(() => library(files, pyodide.FS));
  return pyodide.pyimport("tonghao_widgets.desk").answer;
}

let lost = null; // why the library, asked for in the middle of an answer, did not come

/** Python waits in the middle of an import, so this cannot be a promise. */
function library(files, FS) {
  const request = new XMLHttpRequest();
  try {
    request.open("GET", files.url("stdlib"), false);
    request.responseType = "arraybuffer";
    request.send();
    if (request.status !== 200) throw new Error(String(request.status));
    FS.writeFile(FS.readdir("/lib").filter((name) => name.endsWith(".zip")).map((name) => `/lib/${name}`)[0], new Uint8Array(request.response));
  } catch (error) {
    lost = new Failure("crashed", `the library did not come: ${error}`);
    throw lost;
  }
}

// A start, either way ----------------------------------------------------------------------------

async function start({ runtime, fresh }) {
  const files = new Files(runtime, fresh);
  // The largest first: what is asked for first is sent first.
  const parts = quick
    ? {
        wasm: files.wasm(files.names.lean ? "lean" : "wasm"),
        memory: files.bytes("memory"),
        asm: files.module(files.names.lean ? "lean_asm" : "asm"),
        pyodide: files.module("pyodide"),
        lock: files.bytes("lock"),
      }
    : {
        wasm: files.wasm("wasm"),
        asm: files.module("asm"),
        stdlib: files.bytes("stdlib"),
        pyodide: files.module("pyodide"),
        lock: files.bytes("lock"),
        wheel: files.bytes("wheel"),
      };
  for (const [step, part] of Object.entries(parts)) part.then(() => say({ type: "progress", step }), () => {});
  // A file that fails must end the start: Pyodide itself would note it and wait.
  const [answer] = await Promise.all([(quick ? bootQuick : bootWhole)(files, parts), ...Object.values(parts)]);
  return answer;
}

// Messages ---------------------------------------------------------------------------------------

function stageOf(error) {
  if (error?.stage) return error.stage;
  if (error?.name === "PythonError") return "python";
  return /memory/i.test(error?.message) ? "memory" : "crashed";
}

function fail(error, id) {
  const stage = stageOf(error);
  // An exception in Python spoils one request. Anything else has come from the machine below it, which is lost.
  const only = id !== undefined && stage === "python" ? { id } : {};
  say({ type: "failed", ...only, stage, detail: String(error?.stack ?? error), quick });
}

let desk; // a promise of the Python function that answers
let quick = false;

self.addEventListener("message", async ({ data }) => {
  if (data.type === "start") {
    quick = !data.whole && data.runtime.files.memory !== undefined;
    desk = start(data);
    desk.then(() => say({ type: "ready" }), (error) => fail(error));
  } else if (data.type === "answer") {
    let answer;
    try {
      answer = await desk;
    } catch {
      return; // the failed start has been told
    }
    try {
      const reply = answer(data.request);
      if (lost) throw lost;
      say({ type: "answer", id: data.id, reply });
    } catch (error) {
      fail(error, data.id);
    }
  }
});
