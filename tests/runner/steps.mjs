// Steps of a job or of a composite action, one after the other; what is read from the token tree is what the converted form drops.
import { randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";

import { CommandFiles } from "./command_files.mjs";
import { child, text_of, texts_of, wants_to_run } from "./expressions.mjs";
import { run_process } from "./processes.mjs";

const shells = { "": "bash -e {0}", bash: "bash --noprofile --norc -e -o pipefail {0}", sh: "sh -e {0}", python: "python {0}" };
// The runner refuses to have these set for later steps.
const not_for_later = ["NODE_OPTIONS"];

async function run_script(step, contexts, scope, log) {
  const files = new CommandFiles(scope.temp);
  const script = `${scope.temp}/${randomUUID()}.sh`;
  writeFileSync(script, text_of(child(step, "run"), contexts));
  const named = text_of(child(step, "shell"), contexts);
  const words = (shells[named] ?? named).match(/"[^"]*"|\S+/g).map((word) => word.replaceAll('"', "").replace("{0}", script));
  const path = [...scope.later.path, scope.env.PATH].join(":");
  const env = { ...scope.env, ...scope.later.env, ...contexts.env, PATH: path, ...files.environment() };
  const cwd = text_of(child(step, "working-directory"), contexts) || scope.workspace;

  const { code, signals } = await run_process(words, { cwd, env, log, cancelled: scope.cancelled });
  if (signals.length > 0) log.annotate("error", "The operation was canceled.");
  else if (code !== 0) log.annotate("error", `Process completed with exit code ${code}.`);
  const outputs = { ...log.outputs_by_command, ...files.pairs("output", log) };
  for (const [name, value] of Object.entries(files.pairs("env", log))) {
    if (!not_for_later.includes(name.toUpperCase())) scope.later.env[name] = value;
  }
  scope.later.path.unshift(...files.paths_to_add().reverse());
  log.summary += files.summary(log);
  return { code, signals, outputs, failed: code !== 0 || log.failed };
}

// `perform` runs one action (`uses`) and is the job's; inside of a composite action there are scripts alone.
export async function run_steps(steps, contexts, scope, log_for, perform) {
  const done = [];
  let status = "success";
  contexts.steps = {};
  for (const step of steps) {
    const was_cancelled = scope.cancelled.aborted;
    if (was_cancelled) status = "cancelled";
    const record = { id: text_of(child(step, "id"), contexts), name: text_of(child(step, "name"), contexts), outcome: "skipped" };
    done.push(record);
    if (wants_to_run(child(step, "if"), contexts, status)) {
      const own = { ...contexts, env: { ...contexts.env, ...texts_of(child(step, "env"), contexts) } };
      const log = log_for();
      const ran = await (child(step, "uses") ? perform(step, own, scope, log) : run_script(step, own, scope, log));
      record.outcome = scope.cancelled.aborted && !was_cancelled ? "cancelled" : ran.failed ? "failure" : "success";
      Object.assign(record, ran, { log });
    }
    record.conclusion = record.outcome;
    if (record.outcome === "failure" && text_of(child(step, "continue-on-error"), contexts) === "true") record.conclusion = "success";
    if (record.id) contexts.steps[record.id] = { outputs: record.outputs ?? {}, outcome: record.outcome, conclusion: record.conclusion };
    if (record.conclusion === "failure" && status === "success") status = "failure";
  }
  return { done, status: scope.cancelled.aborted ? "cancelled" : status };
}
