// Answers many requests in one Node process, on the files that readers are sent.
//
//   node run_in_pyodide.mjs <job.json>
//
// job: { folder, files: { role: name }, index: a folder where the wasm has the one name Pyodide knows it by,
//        quick: start from the memory, requests: [text, …] or code: "Python text",
//        out: where to write the replies, a JSON list of texts, calls: where to write which functions were called }
import { readFile, writeFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";

async function run({ folder, files, index, quick, requests, code, out, calls }) {
  const path = (role) => `${folder}/${files[role]}`;
  const [{ loadPyodide }, { default: createPyodideModule }, lock] = await Promise.all([
    import(pathToFileURL(path("pyodide")).href),
    import(pathToFileURL(path("asm")).href),
    readFile(path("lock"), "utf8"),
  ]);
  const memory = quick ? returned(await readFile(path("memory"))) : null;
  const instance = watched(memory?.fill);
  const pyodide = await loadPyodide({
    indexURL: index,
    createPyodideModule,
    stdLibURL: quick ? `${index}/nothing` : path("stdlib"),
    lockFileContents: lock,
    packageBaseUrl: `${folder}/`,
    packageCacheDir: `${folder}/`,
    packages: quick ? [] : ["tonghao-widgets"],
    env: { PYTHONHASHSEED: "0" },
    ...(quick && { _loadSnapshot: memory.whole }),
  });
  if (quick) {
    const library = new Uint8Array(await readFile(path("stdlib")));
    pyodide.pyimport("tonghao_late").wake(() => pyodide.FS.writeFile("/lib/python314.zip", library));
  }
  if (code !== undefined) return writeFile(out, JSON.stringify([String(pyodide.runPython(code))]));
  const { answer } = pyodide.pyimport("tonghao_widgets.desk");
  await writeFile(out, JSON.stringify(requests.map((request) => answer(request))));
  if (calls) rarer(pyodide);
  if (calls) await writeFile(calls, JSON.stringify(called(instance().exports)));
  return undefined;
}

/** What no question brings about, and calls some functions that nothing else does. */
function rarer(pyodide) {
  pyodide.pyimport("_strptime"); // a module that comes late
  for (const wrong of ["{", 1]) {
    try {
      pyodide.pyimport("json").loads(wrong); // an exception on its way to JavaScript
    } catch (error) {
      String(error.stack ?? error);
    }
  }
}

/** As in widgets/shell/worker.mjs: a snapshot that is filled when the program's own memory is there. */
function returned(file) {
  const [, size, begin, runs] = new Uint32Array(file.buffer.slice(file.byteOffset, file.byteOffset + 16));
  const table = new Uint32Array(file.buffer.slice(file.byteOffset + 16, file.byteOffset + 16 + runs * 8));
  const whole = new Uint8Array(size);
  const fill = (memory) => {
    whole.set(new Uint8Array(memory.buffer, 0, size - begin), begin);
    let from = 16 + runs * 8;
    let to = 0;
    for (let run = 0; run < table.length; run += 2) {
      to += table[run];
      whole.set(file.subarray(from, from + table[run + 1]), to);
      from += table[run + 1];
      to += table[run + 1];
    }
  };
  return { whole, fill };
}

function watched(fill) {
  const instantiate = WebAssembly.instantiate;
  let instance;
  WebAssembly.instantiate = async (source, imports) => {
    const result = await instantiate(source, imports);
    const made = result.instance ?? result;
    if (made.exports.memory && !instance) {
      instance = made;
      fill?.(made.exports.memory);
    }
    return result;
  };
  return () => instance;
}

function called(exports) {
  const numbers = [];
  for (let number = 0; exports[`called-${number}`]; number += 1) if (exports[`called-${number}`].value) numbers.push(number);
  return numbers;
}

try {
  await run(JSON.parse(await readFile(process.argv[2], "utf8")));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
