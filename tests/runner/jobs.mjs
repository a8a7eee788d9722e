// The jobs of a workflow in the order of their needs, each with every combination of its matrix.
import { readFileSync } from "node:fs";

import { NoOperationTraceWriter, convertWorkflowTemplate, parseWorkflow } from "@actions/workflow-parser";

import { run_called } from "./called.mjs";
import { loaded } from "./composite.mjs";
import { child, text_of, texts_of, value_of, wants_to_run } from "./expressions.mjs";
import { run_steps_of } from "./job.mjs";
import { combinations } from "./matrix.mjs";
import { of_job } from "./secrets.mjs";

const file_at = (path) => ({ name: path, content: readFileSync(path, "utf8") });

// GitHub's own converter holds a call against the workflow that is called: its inputs and its secrets.
async function load(path, request) {
  const result = parseWorkflow(file_at(path), new NoOperationTraceWriter());
  const getFileContent = async ({ owner, repository, path: inside, version }) => file_at(request.workflows[`${owner}/${repository}/${inside}@${version}`]);
  await convertWorkflowTemplate(result.context, result.value, { getFileContent }, { fetchReusableWorkflowDepth: 1 });
  return loaded(result, path);
}

const worst_first = ["failure", "cancelled", "success", "skipped"];
const worst = (results) => worst_first.find((one) => results.includes(one)) ?? "success";

function group_of(token, contexts) {
  const { secrets, env, job, ...allowed } = contexts;
  return token && text_of(child(token, "group") ?? token, allowed);
}

async function run_one(job, contexts, given, scope, request) {
  const group = group_of(child(job, "concurrency"), contexts);
  // Whoever waits for a group that the same run holds would wait for ever: GitHub cancels it.
  if (group && scope.groups.includes(group)) return { result: "cancelled", outputs: {}, steps: [], group };
  const inner = { ...scope, groups: [...scope.groups, group].filter(Boolean) };
  if (child(job, "uses")) {
    const { outputs, every } = await run_called(job, { ...contexts, secrets: given.values }, given, inner, request, { load, run_jobs });
    return { result: worst(every.map((one) => one.result)), outputs, steps: every.flatMap((one) => one.steps), group: every[0]?.group ?? group };
  }
  const environment = child(job, "environment");
  const seen = of_job(text_of(child(environment, "name") ?? environment, contexts), given, contexts.vars, request);
  return { ...(await run_steps_of(job, { ...contexts, ...seen }, inner, request)), group: group ?? scope.groups[0] };
}

// {job: {result and outputs as others see them, runs: one for each combination}}
async function run_jobs(workflow, contexts, given, scope, request) {
  const waiting = new Map([...child(workflow, "jobs")].map(({ key, value }) => [key.toString(), value]));
  const results = {};
  while (waiting.size > 0) {
    const needs_of = (job) => [value_of(child(job, "needs") ?? { isScalar: true, value: [] }, contexts)].flat();
    const [name, job] = [...waiting].find(([, one]) => needs_of(one).every((need) => need in results));
    waiting.delete(name);
    const needs = Object.fromEntries(needs_of(job).map((need) => [need, { result: results[need].result, outputs: results[need].outputs }]));
    const status = Object.values(needs).map((one) => one.result).find((result) => result !== "success") ?? "success";
    const known = { ...contexts, needs };
    const strategy = value_of(child(job, "strategy"), known);
    const runs = [];
    for (const matrix of combinations(strategy.matrix ?? {})) {
      const own = { ...known, matrix, strategy, job: { status: "success" } };
      const stopped = strategy["fail-fast"] !== false && runs.some((one) => one.result === "failure");
      const idle = { outputs: {}, steps: [] };
      if (!wants_to_run(child(job, "if"), own, status)) runs.push({ result: "skipped", ...idle });
      else if (stopped) runs.push({ result: "cancelled", ...idle });
      else runs.push(await run_one(job, own, given, scope, request));
    }
    const result = worst(runs.map((one) => one.result));
    const forgiven = result === "failure" && text_of(child(job, "continue-on-error"), known) === "true";
    results[name] = { result: forgiven ? "success" : result, outputs: Object.assign({}, ...runs.map((one) => one.outputs)), runs };
  }
  return results;
}

export async function run_workflow(request, contexts, scope) {
  const workflow = await load(request.workflow, request);
  contexts.env = texts_of(child(workflow, "env"), contexts);
  const { secrets, ...known } = contexts;
  const group = group_of(child(workflow, "concurrency"), contexts);
  const results = await run_jobs(workflow, known, { values: secrets }, { ...scope, groups: [group].filter(Boolean) }, request);
  return Object.fromEntries(Object.entries(results).map(([name, { runs }]) => [name, runs]));
}
