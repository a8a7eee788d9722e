// What is linted: the action, the workflows, the samples, and every block of YAML in the documentation that is of a workflow.
import { readFileSync, readdirSync } from "node:fs";

import { parse } from "yaml";

const fence = /^```ya?ml\n(.*?)^```/gms;
const step_head = "on: push\njobs:\n  job:\n    runs-on: ubuntu-latest\n    steps:\n";
const indented = (text) => text.replace(/^(?=.)/gm, "      ");

// A block shows what matters and leaves the rest out; `head` is what is missing in front, `shift` how far the text was moved in.
function completed(block) {
  const parsed = parse(block);
  if (Array.isArray(parsed) && parsed.every((step) => step.uses || step.run)) return { head: step_head, text: indented(block), shift: 6 };
  if (parsed?.jobs) return { head: parsed.on ? "" : "on: push\n", text: block, shift: 0 };
  return undefined;
}

// Also in folders below; a Compose file beside a workflow is none.
const files_in = (folder, ending) => readdirSync(folder, { recursive: true })
  .filter((name) => name.endsWith(ending) && !name.endsWith("docker-compose.yml")).sort().map((name) => `${folder}/${name}`);

function* blocks_of(path) {
  const document = readFileSync(path, "utf8");
  for (const match of document.matchAll(fence)) {
    const line = document.slice(0, match.index).split("\n").length;
    const block = completed(match[1]);
    if (block) yield { path, text: block.head + block.text, line: line - block.head.split("\n").length + 1, column: -block.shift };
    else if (/\buses:|\bjobs:/.test(match[1])) yield { path, text: match[1], line, column: 0, unknown: true };
  }
}

// `line` and `column` are to be added to a place in `text` for the place in the file.
export function documents() {
  const whole = (path) => ({ path, text: readFileSync(path, "utf8"), line: 0, column: 0 });
  const workflows = ["samples", ".github/workflows"].flatMap((folder) => files_in(folder, ".yml")).map(whole);
  const blocks = ["README.md", ...files_in("docs", ".md")].flatMap((path) => [...blocks_of(path)]);
  return { action: whole("action.yml"), workflows: [...workflows, ...blocks] };
}
