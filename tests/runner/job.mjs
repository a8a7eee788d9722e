// A job of steps: what its actions are, its one set of masks, and the outputs that others may see.
import { join } from "node:path";

import { run_action } from "./composite.mjs";
import { child, text_of, texts_of } from "./expressions.mjs";
import { Masks } from "./masks.mjs";
import { StepLog } from "./step_log.mjs";
import { run_steps } from "./steps.mjs";

// Actions of others (checkout and so on) do nothing here; `request.actions` says where those that are tried lie, and `$/` is the repository
// that the workflow itself is of.
function performer(request) {
  return async (step, contexts, scope, log) => {
    const name = text_of(child(step, "uses"), contexts);
    const folder = /^\$\/+[^/]/.test(name) && scope.repository ? join(scope.repository, name.slice(2)) : request.actions[name];
    if (!folder && name.startsWith("$/")) throw new Error(`${name} cannot be resolved`);
    if (!folder) {
      log.lines.push(`${name} is not run here`);
      return { outputs: {}, failed: false, signals: [] };
    }
    const given = { ...texts_of(child(step, "with"), contexts), ...request.with };
    return run_action(folder, given, contexts, scope, log);
  };
}

export async function run_steps_of(job, contexts, scope, request) {
  const masks = new Masks(Object.values(contexts.secrets));
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
