// Which secrets and variables a job sees. `given` are those of its workflow: {values, only}, where `only` has the names that a caller passed
// (in upper case; undefined where nothing was held back).

// Those of the job's environment stand above the others. Into a called workflow they come by the names alone that the caller
// passes (`secrets: inherit` passes all); without that they are empty, whatever the environment has (actions/runner#4453).
export function of_job(environment, given, vars, request) {
  const own = request.environments[environment] ?? { secrets: {}, vars: {} };
  const let_in = Object.entries(own.secrets).filter(([name]) => !given.only || given.only.has(name.toUpperCase()));
  return { secrets: { ...given.values, ...Object.fromEntries(let_in) }, vars: { ...vars, ...own.vars } };
}

// What a job passes to the workflow that it calls; `mapping` is undefined for `inherit`.
export function passed_on(given, mapping) {
  return mapping ? { values: mapping, only: new Set(Object.keys(mapping).map((name) => name.toUpperCase())) } : given;
}
