/** The score in one Chromium: ours, a function written by hand, and two rule engines. */
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { asked, launch, root, serve } from "../same/stage.mjs";

const ROUNDS = 15;
const MILLISECONDS = 120;

const here = fileURLToPath(new URL(".", import.meta.url));
const work = path.resolve(root, asked.work);
mkdirSync(work, { recursive: true });
const bundle = path.join(work, "rounds.js");
execFileSync(path.join(root, "crates/xtask/node/node_modules/.bin/esbuild"), [
  path.join(here, "rounds.js"), "--bundle", "--format=esm", "--log-level=warning", `--outfile=${bundle}`,
  // Ours is the built module, beside its wasm, as a backend gets it.
  "--alias:leadlet/score=/leadlet-score.js", "--external:/leadlet-score.js",
]);

const server = await serve((pathname) => (pathname === "/rounds.js" ? readFileSync(bundle) : undefined));
const browser = await launch();
try {
  const page = await browser.newPage();
  await page.goto(server.origin);
  const speeds = await page.evaluate(async ([rounds, milliseconds]) =>
    (await import("/rounds.js")).measure(rounds, milliseconds), [ROUNDS, MILLISECONDS]);
  const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];
  const rows = Object.entries(speeds).map(([name, list]) => [name, median(list), list]);
  const hand = (name) => median(speeds[name.startsWith("text") ? "text: JSON.parse and hand-written JavaScript" : "an object: hand-written JavaScript"]);
  console.log(`Chromium ${browser.version()}: 50 rules, 20 attributes, 100 events; all give the same scores; medians of ${ROUNDS} interleaved rounds`);
  console.log(`${"facts as, and what".padEnd(46)} ${"leads/s".padStart(9)} ${"× by hand".padStart(10)}   slowest–fastest round`);
  for (const [name, speed, list] of rows) {
    const range = `${Math.round(Math.min(...list))}–${Math.round(Math.max(...list))}`;
    console.log(`${name.padEnd(46)} ${String(Math.round(speed)).padStart(9)} ${(speed / hand(name)).toFixed(3).padStart(10)}   ${range}`);
  }
} finally {
  await browser.close();
  server.close();
}
