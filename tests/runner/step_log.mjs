// What a step prints, and what comes of it: commands are obeyed, annotations counted, secrets hidden.
import { command_in } from "./commands.mjs";

const kinds = ["error", "warning", "notice"];
const disabled = ["set-env", "add-path"];
const annotations_of_a_kind = 10;
const longest_message = 4096;

export class StepLog {
  lines = [];
  annotations = [];
  outputs_by_command = {};
  failed = false;
  #known = new Set([...kinds, ...disabled, "set-output", "save-state", "add-mask", "add-matcher", "remove-matcher", "debug",
                    "group", "endgroup", "echo", "stop-commands"]);
  #stopped_until;

  constructor(masks) {
    this.masks = masks;
  }

  // One for each of the step's two streams. Lines end at LF, CRLF and a lone CR; a CR at the end of what has come may be half of a CRLF.
  reader() {
    let rest = "";
    return (text, is_the_end = false) => {
      const lines = (rest + text).split(is_the_end ? /\r\n|\r|\n/ : /\r\n|\r(?!$)|\n/);
      rest = lines.pop();
      if (is_the_end && rest) lines.push(rest);
      lines.forEach((line) => this.#line(line));
    };
  }

  annotate(kind, message, properties = {}) {
    message = this.masks.hide(message).slice(0, longest_message);
    this.lines.push(`${kind}: ${message}`);
    if (this.annotations.filter((one) => one.kind === kind).length < annotations_of_a_kind) {
      this.annotations.push({ kind, message, ...properties });
    }
  }

  #line(line) {
    const command = command_in(line, this.#known);
    if (!command || (this.#stopped_until && command.name !== this.#stopped_until)) {
      this.lines.push(this.masks.hide(line));
    } else if (this.#stopped_until) {
      this.#known.delete(this.#stopped_until);
      this.#stopped_until = undefined;
    } else {
      this.#obey(command, line);
    }
  }

  #obey({ name, properties, data }, line) {
    if (kinds.includes(name)) {
      this.annotate(name, data, properties);
    } else if (name === "add-mask") {
      this.masks.add(data);
    } else if (name === "stop-commands") {
      this.#stopped_until = data.toLowerCase();
      this.#known.add(this.#stopped_until);
    } else if (name === "set-output" && properties.name) {
      this.outputs_by_command[properties.name] = data;
    } else if (name === "set-output" || disabled.includes(name)) {
      this.annotate("error", name === "set-output" ? "Required field 'name' is missing" : `The \`${name}\` command is disabled.`);
      this.failed = true;
    } else {
      this.lines.push(this.masks.hide(line));
    }
  }
}
