// A step's process, and its cancellation: SIGINT to it alone, SIGTERM 7.5 s later, SIGKILL after 2.5 s more.
import { spawn } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";

const gentler = [["SIGINT", 7500], ["SIGTERM", 2500]];
// Streams that others still hold open are not waited for longer than this.
const streams_may_take = 10000;

async function cancel(process, ended, signals) {
  for (const [signal, milliseconds] of gentler) {
    process.kill(signal);
    signals.push(signal);
    if (await Promise.race([ended.then(() => true), pause(milliseconds, false, { ref: false })])) return;
  }
  process.kill("SIGKILL");
  signals.push("SIGKILL");
}

// `cancelled` is the job's AbortSignal. Returns the exit code and what was sent.
export async function run_process(argv, { cwd, env, log, cancelled }) {
  const signals = [];
  const process = spawn(argv[0], argv.slice(1), { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  const closed = new Promise((resolve) => process.once("close", resolve));
  const ended = new Promise((resolve, reject) => {
    process.once("error", reject);
    process.once("exit", (code, signal) => resolve(code ?? `killed by ${signal}`));
  });
  const readers = [process.stdout, process.stderr].map((stream) => {
    const reader = log.reader();
    stream.setEncoding("utf8").on("data", reader);
    return () => (stream.destroy(), reader("", true));
  });
  const on_cancel = () => cancel(process, ended, signals);
  cancelled.addEventListener("abort", on_cancel, { once: true });
  const code = await ended;
  cancelled.removeEventListener("abort", on_cancel);
  await Promise.race([closed, pause(streams_may_take, undefined, { ref: false })]);
  readers.forEach((finish) => finish());
  return { code, signals };
}
