// node read.mjs: a JSON list of summaries on standard input, what GitHub makes of each on standard output.

import { json } from "node:stream/consumers";
import { readAsGithubDoes } from "./github.mjs";

process.stdout.write(JSON.stringify((await json(process.stdin)).map(readAsGithubDoes)));
