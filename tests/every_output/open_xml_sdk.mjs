// The Open XML SDK (compiled to WebAssembly) on many workbooks in one process.
//
//   node open_xml_sdk.mjs VERSION[,VERSION…] FILE…
//
// prints one line of JSON a file and version: {"file", "version", "faults": [text…]}.
// A package that the SDK cannot open is one fault.
import { readFile } from "node:fs/promises";
import validate from "@ooxml-tools/validate";

async function faultsOf(content, version) {
  try {
    const found = await validate(content, "xlsx", version);
    return found.map(({ path, description }) => `${path.partUri} ${path.xpath}: ${description}`);
  } catch (error) {
    return [`cannot be opened: ${error.message ?? error}`];
  }
}

const [versions, ...files] = process.argv.slice(2);
for (const file of files) {
  const content = await readFile(file);
  for (const version of versions.split(",")) {
    const faults = await faultsOf(content, version);
    console.log(JSON.stringify({ file, version, faults }));
  }
}
process.exit(0);
