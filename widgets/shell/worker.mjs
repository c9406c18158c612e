// Python, in a worker of its own: boots the pinned Pyodide, then answers one request after another.
//
// in    { type: "start", runtime: { base, files: { role: name }, integrity: { role: "sha256-…" } }, fresh }
//       { type: "answer", id, request }          request and reply are JSON texts, not looked into here
// out   { type: "progress", step }               something arrived; for the page's watch on a start that hangs
//       { type: "ready" }
//       { type: "answer", id, reply }
//       { type: "failed", id?, stage, detail }   with an id: that request only; without: this worker is of no more use
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
      const again = await ask(this.url(role), { cache: "no-store" });
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
function lend(files, { wasm, stdlib, wheel }) {
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
    return { module, instance: await WebAssembly.instantiate(module, imports) };
  };
  return () => {
    self.fetch = ask;
    WebAssembly.instantiateStreaming = plainInstantiate;
  };
}

async function boot(files, parts) {
  const [{ loadPyodide }, { default: createPyodideModule }] = await Promise.all([parts.pyodide, parts.asm]);
  const giveBack = lend(files, parts);
  try {
    const pyodide = await loadPyodide({
      indexURL: files.base,
      packageBaseUrl: files.base,
      stdLibURL: files.url("stdlib"),
      lockFileContents: parts.lock.then((bytes) => new TextDecoder().decode(bytes)),
      packages: ["tonghao-widgets"],
      createPyodideModule,
      // One order of sets for everybody: two readers with the same answers must see the same page.
      env: { PYTHONHASHSEED: "0" },
      stdout: (line) => console.log(line),
      stderr: (line) => console.warn(line),
    });
    return pyodide.pyimport("tonghao_widgets.desk").answer;
  } finally {
    giveBack();
  }
}

async function start({ runtime, fresh }) {
  const files = new Files(runtime, fresh);
  const parts = {
    // The largest first: what is asked for first is sent first.
    wasm: files.wasm("wasm"),
    asm: files.module("asm"),
    stdlib: files.bytes("stdlib"),
    pyodide: files.module("pyodide"),
    lock: files.bytes("lock"),
    wheel: files.bytes("wheel"),
  };
  for (const [step, part] of Object.entries(parts)) part.then(() => say({ type: "progress", step }), () => {});
  // A file that fails must end the start: Pyodide itself would note it and wait.
  const [answer] = await Promise.all([boot(files, parts), ...Object.values(parts)]);
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
  say({ type: "failed", ...only, stage, detail: String(error?.stack ?? error) });
}

let desk; // a promise of the Python function that answers

self.addEventListener("message", async ({ data }) => {
  if (data.type === "start") {
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
      say({ type: "answer", id: data.id, reply: answer(data.request) });
    } catch (error) {
      fail(error, data.id);
    }
  }
});
