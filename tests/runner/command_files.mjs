// The files through which a step speaks to the runner: a fresh one of each for every step, read when it has ended however it did.
import { randomUUID } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";

const largest_summary = 1024 * 1024;

// NAME=VALUE, or NAME<<DELIMITER, lines, DELIMITER. Pairs before a broken one count.
export function* pairs_in(text) {
  let at = 0;
  const next_line = () => {
    if (at >= text.length) return undefined;
    const end = text.indexOf("\n", at);
    const line = { text: text.slice(at, end < 0 ? undefined : end), complete: end >= 0, start: at };
    at = end < 0 ? text.length : end + 1;
    return line;
  };
  for (let line = next_line(); line; line = next_line()) {
    if (line.text === "") continue;
    const equals = line.text.indexOf("=");
    const here = line.text.indexOf("<<");
    if (here >= 0 && (equals < 0 || here < equals)) {
      const [name, delimiter] = [line.text.slice(0, here), line.text.slice(here + 2)];
      if (!name || !delimiter) throw new Error(`Invalid format '${line.text}'. Name must not be empty and delimiter must not be empty`);
      const start = at;
      let inner = next_line();
      while (inner && inner.text !== delimiter && inner.complete) inner = next_line();
      if (inner?.text !== delimiter) throw new Error(`Invalid value. Matching delimiter not found '${delimiter}'`);
      yield [name, text.slice(start, Math.max(start, inner.start - 1))];
    } else if (equals > 0) {
      yield [line.text.slice(0, equals), line.text.slice(equals + 1)];
    } else {
      throw new Error(`Invalid format '${line.text}'`);
    }
  }
}

export class CommandFiles {
  #paths = {};

  constructor(folder) {
    for (const what of ["output", "env", "path", "state", "step_summary"]) {
      this.#paths[what] = `${folder}/${what}_${randomUUID()}`;
      writeFileSync(this.#paths[what], "");
    }
  }

  environment() {
    return Object.fromEntries(Object.entries(this.#paths).map(([what, path]) => [`GITHUB_${what.toUpperCase()}`, path]));
  }

  #bytes(what) {
    return existsSync(this.#paths[what]) ? readFileSync(this.#paths[what]) : Buffer.alloc(0);
  }

  pairs(what, log) {
    const found = {};
    try {
      for (const [name, value] of pairs_in(this.#bytes(what).toString().replace(/^\ufeff/, ""))) found[name] = value;
    } catch (problem) {
      log.annotate("error", `Unable to process file command '${what}' successfully.`);
      log.annotate("error", problem.message);
      log.failed = true;
    }
    return found;
  }

  paths_to_add() {
    return this.#bytes("path").toString().split("\n").filter(Boolean);
  }

  summary(log) {
    const bytes = this.#bytes("step_summary");
    if (bytes.length > largest_summary) {
      log.annotate("error", `$GITHUB_STEP_SUMMARY upload aborted, supports content up to a size of 1024k, got ${bytes.length >> 10}k.`);
      return "";
    }
    return log.masks.hide(bytes.toString());
  }
}
