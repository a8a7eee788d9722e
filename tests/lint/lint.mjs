// node --import ../runner/json_imports.mjs lint.mjs, in the repository: lints all that GitHub would read of it.
import { parse } from "yaml";

import { documents } from "./documents.mjs";
import { actionlint, languageservice, pinned, shellcheck } from "./opinions.mjs";

const { action, workflows } = documents();
const metadata = parse(action.text);
let complaints = 0;

function complain(document, who, found) {
  for (const { line, column, message } of found) {
    complaints += 1;
    console.error(`${document.path}:${line + document.line}:${Math.max(1, column + document.column)}: ${message} [${who}]`);
  }
}

complain(action, "languageservice", await languageservice({ ...action, uri: "file:///action.yml" }, metadata));
complain(action, "shellcheck", shellcheck(action));
for (const [number, document] of workflows.entries()) {
  if (document.unknown) {
    complain(document, "lint", [{ line: 1, column: 1, message: "neither a workflow nor a list of steps: nobody can tell whether it is right" }]);
    continue;
  }
  const uri = `file:///.github/workflows/${number}.yml`;
  complain(document, "languageservice", await languageservice({ ...document, uri }, metadata));
  complain(document, "actionlint", await actionlint(document));
  complain(document, "shellcheck", shellcheck(document));
  complain(document, "lint", pinned(document));
}
if (complaints === 0) console.log(`lint: action.yml and ${workflows.length} workflows are clean`);
process.exit(complaints === 0 ? 0 : 1);
