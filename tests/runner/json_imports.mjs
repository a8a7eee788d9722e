// node --import json_imports.mjs ...: GitHub's packages import their schemas as bundlers allow it, without saying that these are JSON.
import { register } from "node:module";

const hooks = `
  import { readFile } from "node:fs/promises";
  export async function load(url, context, next) {
    if (!url.endsWith(".json")) return next(url, context);
    const source = "export default " + (await readFile(new URL(url), "utf8"));
    return { format: "module", source, shortCircuit: true };
  }`;
register("data:text/javascript," + encodeURIComponent(hooks));
