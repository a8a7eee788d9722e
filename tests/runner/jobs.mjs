// The jobs of a workflow in the order of their needs, each with every combination of its matrix.
import { readFileSync } from "node:fs";

import { NoOperationTraceWriter, parseWorkflow } from "@actions/workflow-parser";

import { loaded, run_action } from "./composite.mjs";
import { child, text_of, texts_of, value_of, wants_to_run } from "./expressions.mjs";
import { Masks } from "./masks.mjs";
import { StepLog } from "./step_log.mjs";
import { run_steps } from "./steps.mjs";

function combinations({ include = [], exclude = [], ...axes }) {
  const agree = (one, other) => Object.keys(other).every((key) => !(key in one) || one[key] === other[key]);
  const crossed = Object.entries(axes).reduce(
    (so_far, [name, values]) => so_far.flatMap((one) => values.map((value) => ({ ...one, [name]: value }))), [{}]);
  const kept = crossed.filter((one) => !exclude.some((not) => agree(one, not)) && Object.keys(one).length > 0);
  const extra = include.filter((more) => !kept.some((one) => agree(one, more)));
  return [...kept.map((one) => Object.assign(one, ...include.filter((more) => agree(one, more)))), ...extra];
}

// Actions of others (checkout and so on) do nothing here; `request.actions` says where those that are tried lie.
function performer(request) {
  return async (step, contexts, scope, log) => {
    const name = text_of(child(step, "uses"), contexts);
    const folder = request.actions[name];
    if (!folder) {
      log.lines.push(`${name} is not run here`);
      return { outputs: {}, failed: false, signals: [] };
    }
    const given = { ...texts_of(child(step, "with"), contexts), ...request.with };
    return run_action(folder, given, contexts, scope, log);
  };
}

async function run_job(job, contexts, scope, request) {
  const masks = new Masks(Object.values(request.secrets));
  const own = { ...contexts, env: { ...contexts.env, ...texts_of(child(job, "env"), contexts) } };
  const log_for = () => Object.assign(new StepLog(masks), { summary: "" });
  const { done, status } = await run_steps([...child(job, "steps")], own, { ...scope, later: { env: {}, path: [] } }, log_for, performer(request));
  const outputs = {};
  for (const [name, value] of Object.entries(texts_of(child(job, "outputs"), own))) {
    if (!masks.touches(value)) outputs[name] = value;
  }
  const steps = done.map(({ log, ...step }) => ({ ...step, log: log?.lines ?? [], annotations: log?.annotations ?? [], summary: log?.summary ?? "" }));
  return { result: status, outputs, steps };
}

export async function run_workflow(request, contexts, scope) {
  const file = { name: request.workflow, content: readFileSync(request.workflow, "utf8") };
  const workflow = loaded(parseWorkflow(file, new NoOperationTraceWriter()), file.name);
  contexts.env = texts_of(child(workflow, "env"), contexts);
  const waiting = new Map([...child(workflow, "jobs")].map(({ key, value }) => [key.toString(), value]));
  const results = {};
  while (waiting.size > 0) {
    const needs_of = (job) => [value_of(child(job, "needs") ?? { isScalar: true, value: [] }, contexts)].flat();
    const [name, job] = [...waiting].find(([, one]) => needs_of(one).every((need) => need in results));
    waiting.delete(name);
    const needs = Object.fromEntries(needs_of(job).map((need) => [need, results[need].at(-1)]));
    const bad = Object.values(needs).map((one) => one.result).find((result) => result !== "success");
    const matrix = child(child(job, "strategy"), "matrix");
    results[name] = [];
    for (const one of matrix ? combinations(value_of(matrix, { ...contexts, needs })) : [{}]) {
      const own = { ...contexts, needs, matrix: one, strategy: {}, job: { status: "success" } };
      const runs = wants_to_run(child(job, "if"), own, bad === "skipped" ? "failure" : bad ?? "success");
      results[name].push(runs ? await run_job(job, own, scope, request) : { result: "skipped", outputs: {}, steps: [] });
    }
  }
  return results;
}
