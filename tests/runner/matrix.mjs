// The combinations of a job's matrix; of a job without one, the one with nothing in it.
export function combinations({ include = [], exclude = [], ...axes }) {
  const agree = (one, other) => Object.keys(other).every((key) => !(key in one) || one[key] === other[key]);
  const crossed = Object.entries(axes).reduce(
    (so_far, [name, values]) => so_far.flatMap((one) => values.map((value) => ({ ...one, [name]: value }))), [{}]);
  const kept = crossed.filter((one) => !exclude.some((not) => agree(one, not)) && Object.keys(one).length > 0);
  const extra = include.filter((more) => !kept.some((one) => agree(one, more)));
  const all = [...kept.map((one) => Object.assign(one, ...include.filter((more) => agree(one, more)))), ...extra];
  return all.length > 0 ? all : [{}];
}
