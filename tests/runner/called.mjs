// A job that calls a workflow (on: workflow_call): typed inputs with their defaults, secrets passed on, outputs.
import { dirname } from "node:path";

import { child, text_of, texts_of, value_of } from "./expressions.mjs";
import { passed_on } from "./secrets.mjs";

// A string takes any scalar; the other types take nothing but themselves, so that an empty `inputs.flag` of another event is an error.
function typed(name, type, value) {
  if (type === "string") return value === null || value === undefined ? "" : String(value);
  if (typeof value !== type) throw new Error(`input ${name}: unexpected value '${value ?? ""}', and ${type} is wanted`);
  return value;
}

function inputs_for(job, call, contexts) {
  const given = value_of(child(job, "with"), contexts) ?? {};
  const declared = [...(child(call, "inputs") ?? [])];
  return Object.fromEntries(declared.map(({ key, value: spec }) => {
    const [name, type] = [key.toString(), text_of(child(spec, "type"), contexts)];
    const nothing = { string: "", boolean: false, number: 0 }[type];
    const standard = child(spec, "default") ? value_of(child(spec, "default"), contexts) : nothing;
    return [name, typed(name, type, name in given ? given[name] : standard)];
  }));
}

// `load` gives a workflow's tokens by its path, `run_jobs` runs them. The steps of all its jobs count as the calling job's.
export async function run_called(job, contexts, given, scope, request, { load, run_jobs }) {
  const path = request.workflows[text_of(child(job, "uses"), contexts)];
  const workflow = await load(path, request);
  const call = child(child(workflow, "on"), "workflow_call");
  const inside = { ...contexts, inputs: inputs_for(job, call, contexts), env: texts_of(child(workflow, "env"), contexts) };
  const secrets = child(job, "secrets");
  const passed = passed_on(given, secrets?.toString() === "inherit" ? undefined : texts_of(secrets, contexts));
  const repository = dirname(dirname(dirname(path)));
  const results = await run_jobs(workflow, inside, passed, { ...scope, repository }, request);

  const jobs = Object.fromEntries(Object.entries(results).map(([name, { result, outputs }]) => [name, { result, outputs }]));
  const declared = [...(child(call, "outputs") ?? [])].map(({ key, value }) => [key.toString(), child(value, "value")]);
  const outputs = Object.fromEntries(declared.map(([name, value]) => [name, text_of(value, { ...inside, jobs })]));
  const every = Object.values(results).flatMap(({ runs }) => runs);
  return { outputs, every };
}
