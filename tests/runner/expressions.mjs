// Values of a workflow's or an action's token tree, with GitHub's own evaluator.
import { Evaluator, Lexer, Parser, data } from "@actions/expressions";
import { truthy } from "@actions/expressions/result";
import { ensureStatusFunction } from "@actions/workflow-parser/model/converter/if-condition";
import { isBasicExpression, isMapping, isScalar } from "@actions/workflow-parser";

const status_functions = ["always", "cancelled", "failure", "success"];

// GitHub's runner reads each '' in a literal as one quote; @actions/expressions 0.3 does so with the first alone (lexer.js, consumeString).
function tokens_of(expression) {
  const { tokens } = new Lexer(expression).lex();
  for (const token of tokens) {
    if (token.lexeme.startsWith("'")) token.value = token.lexeme.slice(1, -1).replaceAll("''", "'");
  }
  return tokens;
}

function evaluate(expression, contexts, status) {
  const functions = new Map(
    status_functions.map((name) => {
      const holds = name === "always" || name === status;
      return [name, { name, minArgs: 0, maxArgs: 0, call: () => new data.BooleanData(holds) }];
    }),
  );
  const known = JSON.parse(JSON.stringify(contexts), data.reviver);
  const parsed = new Parser(tokens_of(expression), Object.keys(contexts), [...functions.values()]).parse();
  return new Evaluator(parsed, known, functions).evaluate();
}

export function text_of(token, contexts) {
  if (token === undefined) return "";
  return isBasicExpression(token) ? evaluate(token.expression, contexts).coerceString() : token.toString();
}

// A plain value: of an expression whatever it gives, so that `matrix: ${{ fromJSON(...) }}` is a list; of nothing, nothing in it.
export function value_of(token, contexts) {
  if (token === undefined) return {};
  if (isBasicExpression(token)) return JSON.parse(JSON.stringify(evaluate(token.expression, contexts), data.replacer));
  if (isMapping(token)) return Object.fromEntries([...token].map(({ key, value }) => [key.toString(), value_of(value, contexts)]));
  return isScalar(token) ? token.value ?? "" : [...token].map((one) => value_of(one, contexts));
}

export function texts_of(mapping, contexts) {
  const pairs = mapping ? [...mapping] : [];
  return Object.fromEntries(pairs.map(({ key, value }) => [key.toString(), text_of(value, contexts)]));
}

// Without an `if`, or with one that asks for no status, a step wants success.
export function wants_to_run(token, contexts, status) {
  const condition = token === undefined ? "success()" : isBasicExpression(token) ? token.expression : token.toString();
  return truthy(evaluate(ensureStatusFunction(condition.replace(/^\s*\$\{\{(.*)\}\}\s*$/s, "$1")), contexts, status));
}

export const child = (token, name) => (token && isMapping(token) ? token.find(name) : undefined);
