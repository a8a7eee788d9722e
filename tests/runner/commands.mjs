// A line of a step's output as the runner reads it: both syntaxes of workflow commands, after its ActionCommand class.

// What .NET takes for white space; the line is trimmed before the first syntax is looked for.
const white = /^[\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;

const unescaped = (text, rules) => rules.reduce((so_far, [from, to]) => so_far.replaceAll(from, to), text);
const of_data = [["%0D", "\r"], ["%0A", "\n"], ["%25", "%"]];
const of_property = [["%0D", "\r"], ["%0A", "\n"], ["%3A", ":"], ["%2C", ","], ["%25", "%"]];
const of_old_syntax = [["%3B", ";"], ["%0D", "\r"], ["%0A", "\n"], ["%5D", "]"], ["%25", "%"]];

function parts(info, separator, rules) {
  const space = info.indexOf(" ");
  const name = space < 0 ? info : info.slice(0, space);
  const properties = {};
  for (const pair of space < 0 ? [] : info.slice(space + 1).trim().split(separator)) {
    const equals = pair.indexOf("=");
    if (equals > 0 && equals + 1 < pair.length) properties[pair.slice(0, equals).toLowerCase()] = unescaped(pair.slice(equals + 1), rules);
  }
  return { name: name.toLowerCase(), properties };
}

// `known` has the names that count, in lower case; a line with another one is text.
export function command_in(line, known) {
  const trimmed = line.replace(white, "");
  const end = trimmed.indexOf("::", 2);
  if (trimmed.startsWith("::") && end >= 0) {
    const found = { ...parts(trimmed.slice(2, end), ",", of_property), data: unescaped(trimmed.slice(end + 2), of_data) };
    if (known.has(found.name)) return found;
  }
  const start = line.indexOf("##[");
  const close = line.indexOf("]", start);
  if (start < 0 || close < 0) return undefined;
  const found = { ...parts(line.slice(start + 3, close), ";", of_old_syntax), data: unescaped(line.slice(close + 1), of_old_syntax) };
  return known.has(found.name) ? found : undefined;
}
