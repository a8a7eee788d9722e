// A composite action: its inputs with their defaults, its steps in one log, and its outputs whatever became of them.
import { readFileSync } from "node:fs";

import { parseAction } from "@actions/workflow-parser/actions/action-parser";
import { NoOperationTraceWriter } from "@actions/workflow-parser";

import { child, text_of } from "./expressions.mjs";
import { run_steps } from "./steps.mjs";

export function loaded(result, what) {
  const errors = result.context.errors.getErrors();
  if (errors.length > 0) throw new Error(`${what} cannot be loaded: ${errors.map((error) => error.message).join("; ")}`);
  return result.value;
}

export async function run_action(folder, given, contexts, scope, log) {
  const file = { name: "action.yml", content: readFileSync(`${folder}/action.yml`, "utf8") };
  const action = loaded(parseAction(file, new NoOperationTraceWriter()), file.name);

  const inputs = {};
  for (const { key, value } of child(action, "inputs") ?? []) inputs[key.toString()] = text_of(child(value, "default"), contexts);
  for (const [name, value] of Object.entries(given)) {
    if (!(name in inputs)) log.annotate("warning", `Unexpected input(s) '${name}'`);
    inputs[name] = value;
  }
  const { secrets, vars, needs, ...known_to_actions } = contexts;
  const inside = { ...known_to_actions, github: { ...contexts.github, action_path: folder }, inputs };
  const own_scope = { ...scope, env: { ...scope.env, GITHUB_ACTION_PATH: folder } };
  const steps = [...child(child(action, "runs"), "steps")];
  const { done, status } = await run_steps(steps, inside, own_scope, () => log);

  const values = Object.fromEntries([...(child(action, "outputs") ?? [])].map(({ key, value }) => [key.toString(), child(value, "value")]));
  const outputs = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, text_of(value, inside)]));
  return { outputs, failed: status === "failure", code: done.findLast((step) => step.code !== undefined)?.code,
           signals: done.flatMap((step) => step.signals ?? []) };
}
