/** `leadlet score` natively: leads a second on one core and on two, and memory by the number of rows. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { cpus } from "node:os";
import path from "node:path";
import { asked, root } from "../same/stage.mjs";
import { config, lead, NOW, numbers } from "./workload.js";

/** Rows of the speed file: 100 events each, some 8 kB. */
const ROWS = 10_000;
const ROUNDS = 3;
/** Different lines that the long files repeat. */
const LINES = 4096;

const work = path.resolve(root, asked.work);
mkdirSync(work, { recursive: true });
const configFile = path.join(work, "config.json");
writeFileSync(configFile, JSON.stringify(config));
const binary = path.resolve(root, asked.leadlet);

/** Ticks a second in which Linux counts the time of processors. */
const TICKS = 100;

/** Runs `leadlet score`; gives seconds, those of processors, and the most memory it held, in MB. */
async function scored(threads, input, feed) {
  const started = performance.now();
  const child = spawn(binary, ["score", "--config", configFile, "--threads", String(threads), "--now", String(NOW), "--input", "jsonl", ...input], {
    stdio: [feed ? "pipe" : "ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text) => { said += text; });
  let most = 0, ticks = 0;
  const look = () => {
    try {
      // Behind the name, which may hold anything: the state is the third field, user and system the 14th and 15th.
      const fields = readFileSync(`/proc/${child.pid}/stat`, "utf8").split(") ").pop().split(" ");
      ticks = Math.max(ticks, Number(fields[11]) + Number(fields[12]));
      most = Math.max(most, Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))?.[1] ?? 0));
    } catch {
      // It has ended.
    }
  };
  const watch = setInterval(look, 10);
  const ended = once(child, "close");
  if (feed) await feed(child.stdin, look);
  const [code] = await ended;
  clearInterval(watch);
  if (code !== 0) throw new Error(`leadlet score ended with ${code}: ${said.slice(0, 500)}`);
  return { seconds: (performance.now() - started) / 1000, busy: ticks / TICKS, most: most / 1024 };
}

const below = numbers(7);
const file = path.join(work, "speed.jsonl");
const handle = openSync(file, "w");
for (let row = 0; row < ROWS; row++) writeSync(handle, JSON.stringify({ leadId: `l${row}`, ...lead(below) }) + "\n");
closeSync(handle);

const cores = [...new Set([1, Math.min(2, cpus().length), cpus().length])];
const speeds = new Map(cores.map((threads) => [threads, []]));
for (let round = 0; round < ROUNDS; round++) {
  for (const threads of cores) {
    const { seconds, busy } = await scored(threads, [file]);
    speeds.get(threads).push([ROWS / seconds, ROWS / busy]);
  }
}
const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];
const part = (threads, which) => median(speeds.get(threads).map((speed) => speed[which]));
console.log(`leadlet score on ${cpus()[0].model}: ${ROWS} leads of 50 rules, 20 attributes, 100 events, envelopes written; medians of ${ROUNDS} rounds`);
// Of a machine that others use, too, the time of its processors says more than the clock.
console.log(`${"threads".padStart(8)} ${"leads/s".padStart(9)} ${"× one".padStart(7)} ${"leads/s of a core's time".padStart(25)}`);
for (const threads of cores) {
  const [speed, ofCore] = [part(threads, 0), part(threads, 1)];
  console.log(`${String(threads).padStart(8)} ${String(Math.round(speed)).padStart(9)} ${(speed / part(1, 0)).toFixed(2).padStart(7)} ${String(Math.round(ofCore)).padStart(25)}`);
}
rmSync(file);

const lines = Array.from({ length: LINES }, (_, row) => JSON.stringify({ leadId: `l${row}`, ...lead(below, 2) }) + "\n");
const block = Buffer.from(lines.join(""));
console.log(`memory: rows of ${Math.round(block.length / LINES)} bytes with 2 events, over a pipe, two threads`);
console.log(`${"rows".padStart(10)} ${"most MB".padStart(8)} ${"seconds".padStart(8)}`);
for (const rows of asked.rows.split(",").map(Number)) {
  const { seconds, most } = await scored(2, [], async (stdin, look) => {
    for (let left = rows; left > 0; left -= LINES) {
      const part = left >= LINES ? block : Buffer.from(lines.slice(0, left).join(""));
      if (!stdin.write(part)) await once(stdin, "drain");
    }
    look();
    stdin.end();
  });
  console.log(`${String(rows).padStart(10)} ${most.toFixed(1).padStart(8)} ${seconds.toFixed(1).padStart(8)}`);
}
