// Starts the pinned Pyodide under Node and runs one Python file in it, with one folder of this machine in reach.
//
//   node run_pyodide.mjs <start.json>
//
// start.json: { pyodide: folder of the npm package, info: what its lock file says of it, stdlib: zip to boot from,
//               folder: what to mount at /job, script: the Python file to run inside }
// The script finds its job in /job/job.json and leaves its results in /job too. Prints nothing when all is well.
import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";

async function run({ pyodide: place, info, stdlib, folder, script }) {
  const { loadPyodide } = await import(pathToFileURL(`${place}/pyodide.mjs`).href);
  const pyodide = await loadPyodide({
    indexURL: place,
    stdLibURL: stdlib,
    // The index of all packages is not needed, and without it nothing can be asked of the network.
    lockFileContents: JSON.stringify({ info, packages: {} }),
    packageBaseUrl: place,
    // Sets of strings keep one order from run to run, so that what we write is the same byte for byte.
    env: { PYTHONHASHSEED: "0" },
  });
  pyodide.mountNodeFS("/job", folder);
  pyodide.runPython(await readFile(script, "utf8"), { filename: "inside.py" });
}

try {
  await run(JSON.parse(await readFile(process.argv[2], "utf8")));
} catch (error) {
  // Left to Node it would come with the line it happened in: a megabyte of minified source.
  console.error(error.message);
  process.exitCode = 1;
}
