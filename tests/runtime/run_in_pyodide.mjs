// Answers many requests in one Node process, on the files that readers are sent.
//
//   node run_in_pyodide.mjs <job.json>
//
// job: { folder, files: { role: name }, index: a folder where the wasm has the one name Pyodide knows it by,
//        requests: [text, …] or code: "Python text", out: where to write the replies, a JSON list of texts }
import { readFile, writeFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";

async function run({ folder, files, index, requests, code, out }) {
  const path = (role) => `${folder}/${files[role]}`;
  const [{ loadPyodide }, { default: createPyodideModule }, lock] = await Promise.all([
    import(pathToFileURL(path("pyodide")).href),
    import(pathToFileURL(path("asm")).href),
    readFile(path("lock"), "utf8"),
  ]);
  const pyodide = await loadPyodide({
    indexURL: index,
    createPyodideModule,
    stdLibURL: path("stdlib"),
    lockFileContents: lock,
    packageBaseUrl: `${folder}/`,
    packageCacheDir: `${folder}/`,
    packages: ["tonghao-widgets"],
    env: { PYTHONHASHSEED: "0" },
  });
  if (code !== undefined) return writeFile(out, JSON.stringify([String(pyodide.runPython(code))]));
  const { answer } = pyodide.pyimport("tonghao_widgets.desk");
  return writeFile(out, JSON.stringify(requests.map((request) => answer(request))));
}

try {
  await run(JSON.parse(await readFile(process.argv[2], "utf8")));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
