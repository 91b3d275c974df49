// Writes the types of each service from its document into src/generated, which is not committed.

import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import openapiTS, { astToString } from "openapi-typescript";

const DOCUMENTS = new URL("../../docs/openapi/", import.meta.url);
const TARGET = new URL("src/generated/", import.meta.url);
const KEY = "Idempotency-Key";

/** The client gives an act its key when the caller does not. */
function keysByClient(document) {
  const operations = Object.values(document.paths).flatMap((item) => Object.values(item));
  for (const parameter of operations.flatMap((operation) => operation.parameters ?? [])) {
    if (parameter.name === KEY) parameter.required = false;
  }
  return document;
}

await rm(TARGET, { recursive: true, force: true });
await mkdir(TARGET, { recursive: true });
const services = (await readdir(DOCUMENTS)).filter((name) => name.endsWith(".json")).sort();
const lines = [];
for (const [number, file] of services.entries()) {
  const service = file.replace(/\.json$/, "");
  const document = JSON.parse(await readFile(new URL(file, DOCUMENTS), "utf8"));
  const types = astToString(await openapiTS(keysByClient(document)));
  await writeFile(new URL(`${service}.ts`, TARGET), types);
  lines.push([`import type { paths as S${number} } from "./${service}.js";`, `  "${service}": S${number};`]);
}
await writeFile(
  new URL("services.ts", TARGET),
  `${lines.map(([line]) => line).join("\n")}\n\n/** Paths by service. */\n` +
    `export interface Services {\n${lines.map(([, line]) => line).join("\n")}\n}\n`,
);
