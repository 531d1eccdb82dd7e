// Which names of the standard library Python in the browser does not have, of those on standard
// input: [[module, name], ...] as JSON.  node missing_names.mjs FOLDER-OF-THE-NPM-PACKAGE
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const folder = `${process.argv[2]}/`;
const { loadPyodide } = await import(pathToFileURL(`${folder}pyodide.mjs`));
const python = await loadPyodide({ indexURL: folder });
python.globals.set("asked", readFileSync(0, "utf8"));
console.log(
  python.runPython(`
import importlib, json
def is_there(module, name):
    try:
        found = importlib.import_module(module)
        return hasattr(found, name) or bool(importlib.import_module(f"{module}.{name}"))
    except ImportError:
        return False
json.dumps([pair for pair in json.loads(asked) if not is_there(*pair)])`),
);
