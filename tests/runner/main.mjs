// node --import ./json_imports.mjs main.mjs REQUEST RESULT: runs a workflow as GitHub's runner would, on this machine. REQUEST and
// RESULT are JSON files (tests/e2e/github_runner.py has the keys); SIGINT is somebody who presses "Cancel workflow".
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";

import { run_workflow } from "./jobs.mjs";

const [request_path, result_path] = process.argv.slice(2);
const request = JSON.parse(readFileSync(request_path, "utf8"));

const cancel = new AbortController();
process.on("SIGINT", () => cancel.abort());

const { temp, workspace, tool_cache, event_name, event } = request;
[temp, workspace, tool_cache].forEach((folder) => mkdirSync(folder, { recursive: true }));
const event_path = `${temp}/event.json`;
writeFileSync(event_path, JSON.stringify(event));
const github = { event_name, event, workspace, event_path, repository: "octo/shop", run_id: "4711", run_attempt: "1", actor: "octocat",
                 workflow: "test", job: "test", ref: "refs/heads/main", sha: "0".repeat(40), server_url: "https://github.com" };
const runner = { os: "Linux", arch: "X64", temp, tool_cache, environment: "github-hosted" };
const named = (prefix, values) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => typeof value === "string").map(([name, value]) => [prefix + name.toUpperCase(), value]));

const contexts = { github, runner, inputs: request.inputs, secrets: request.secrets, vars: request.vars };
const env = { ...request.env, ...named("GITHUB_", github), ...named("RUNNER_", runner), CI: "true", GITHUB_ACTIONS: "true" };
const jobs = await run_workflow(request, contexts, { env, temp, workspace, cancelled: cancel.signal });
writeFileSync(result_path, JSON.stringify({ jobs }));
