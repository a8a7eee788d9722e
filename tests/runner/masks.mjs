// What the runner hides: each secret and each of its lines, and what ::add-mask:: asks for.
export class Masks {
  #values = new Set();

  constructor(secrets) {
    secrets.forEach((secret) => this.add(secret));
  }

  add(value) {
    for (const one of [value, ...value.split(/[\r\n]+/)]) if (one) this.#values.add(one);
  }

  hide(text) {
    const longest_first = [...this.#values].sort((a, b) => b.length - a.length);
    return longest_first.reduce((so_far, value) => so_far.replaceAll(value, "***"), text);
  }

  touches(text) {
    return this.hide(text) !== text;
  }
}
