// Starts the pinned Pyodide under Node, imports our package, and writes down what its memory holds then.
//
//   node take_memory.mjs <start.json>
//
// start.json: { pyodide: folder of the npm package, info: what its lock file says of it, stdlib: zip to boot from,
//               folder: of our compiled modules, files: their paths in it, late: Python file of what waking needs,
//               imports: names, out: where to write }
// The file: four numbers (magic, bytes of the whole, where memory begins in it, runs), then (gap, length) of each run
// that differs from the memory of the program before it started, then the bytes of the runs. All numbers 32 bits,
// little-endian. Runs are multiples of 64 bytes.
import { readFile, writeFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";

const MAGIC = 0x314d4754;
const GRAIN = 64;

// The same bytes on every day and machine: no clock, no chance. (The caller sets the time zone.)
Date.now = () => 315_532_800_000;
performance.now = () => 0;
globalThis.crypto.getRandomValues = (view) => view.fill(0);
process.argv[1] = "/take_memory.mjs"; // the program's name is in the memory: without the folder it lies in

async function take({ pyodide: place, info, stdlib, folder, files, late, imports }) {
  const { loadPyodide } = await import(pathToFileURL(`${place}/pyodide.mjs`).href);
  const untouched = keepFirstMemory();
  const contents = await Promise.all(files.map(async (file) => [file, new Uint8Array(await readFile(`${folder}/${file}`))]));
  const pyodide = await loadPyodide({
    indexURL: place,
    stdLibURL: stdlib,
    lockFileContents: JSON.stringify({ info, packages: {} }),
    packageBaseUrl: place,
    env: { PYTHONHASHSEED: "0" },
    fsInit: (FS, { sitePackages }) => {
      for (const [file, data] of contents) {
        FS.mkdirTree(`${sitePackages}/${file}`.replace(/\/[^/]*$/, ""));
        FS.writeFile(`${sitePackages}/${file}`, data);
      }
    },
    _makeSnapshot: true,
  });
  pyodide.FS.writeFile("/tonghao_late.py", await readFile(late, "utf8"));
  pyodide.runPython(
    `
import sys
from importlib import import_module
sys.path.insert(0, "/")
import_module("tonghao_late")
sys.path.remove("/")
for name in ${JSON.stringify(imports)}:
    import_module(name)
import gc
if random := sys.modules.get("random"):
    random.seed(0)
gc.collect()
gc.freeze()  # what is here stays: later collections need not look at it
del name, random, gc, import_module, sys
`,
    { filename: "take_memory.py" },
  );
  zeroFree(pyodide._module);
  return different(pyodide.makeMemorySnapshot(), untouched());
}

/** Gives a function that tells the program's memory as it was before anything ran in it. */
function keepFirstMemory() {
  const instantiate = WebAssembly.instantiate;
  let memory;
  WebAssembly.instantiate = async (source, imports) => {
    const result = await instantiate(source, imports);
    const { exports } = result.instance ?? result;
    if (exports.memory) memory ??= new Uint8Array(exports.memory.buffer).slice();
    return result;
  };
  return () => memory;
}

/** Wipes memory that was freed: nobody needs what stood there, and it would be sent. */
function zeroFree({ _malloc, _free, _sbrk, HEAPU8 }) {
  const top = _sbrk(0);
  const taken = [];
  for (let size = 1 << 22; size >= 16; size >>= 1) {
    for (;;) {
      const at = _malloc(size - 8);
      if (at === 0 || at + size > top) {
        _free(at);
        break;
      }
      HEAPU8.fill(0, at, at + size - 8);
      taken.push(at);
    }
  }
  taken.forEach(_free);
}

function different(snapshot, memory) {
  const begin = new Uint32Array(snapshot.buffer, 0, 2)[1];
  let end = snapshot.length;
  while (snapshot[end - 1] === 0) end -= 1;
  const size = Math.ceil(end / GRAIN) * GRAIN;
  const whole = snapshot.slice(0, size);
  const base = new Uint8Array(size);
  base.set(memory.subarray(0, size - begin), begin);
  const [new8, old8] = [whole, base].map((bytes) => new BigUint64Array(bytes.buffer, 0, size / 8));
  const runs = [];
  const pieces = [];
  let last = 0;
  for (let at = 0; at < size; ) {
    let to = at;
    while (to < size && differs(new8, old8, to)) to += GRAIN;
    if (to > at) {
      runs.push(at - last, to - at);
      pieces.push(whole.subarray(at, to));
      last = to;
    }
    at = to + GRAIN;
  }
  const head = Uint32Array.of(MAGIC, size, begin, runs.length / 2, ...runs);
  return Buffer.concat([new Uint8Array(head.buffer), ...pieces]);
}

function differs(one, other, at) {
  for (let word = at / 8; word < (at + GRAIN) / 8; word += 1) if (one[word] !== other[word]) return true;
  return false;
}

try {
  const start = JSON.parse(await readFile(process.argv[2], "utf8"));
  await writeFile(start.out, await take(start));
} catch (error) {
  // Left to Node it would come with the line it happened in: a megabyte of minified source.
  console.error(error.message);
  process.exitCode = 1;
}
