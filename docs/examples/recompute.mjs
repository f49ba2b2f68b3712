/**
 * A backend in Node that believes no score it has not made itself.
 *
 *     npm install leadlet
 *     node recompute.mjs ebook.json < lead.json
 *
 * It ends with 0 where the lead is, byte for byte, what its config makes of it; with 1 where something
 * differs, and says what; with 2 where it is no lead at all.
 */
import { readFileSync } from "node:fs";
import { LeadletError, read, recompute } from "leadlet/score";

// Every config that a page may still show, by hash. An edited one is added, never replaced.
const configs = new Map();
for (const file of process.argv.slice(2)) {
  const config = read(readFileSync(file, "utf8"));
  configs.set(config.hash, config);
}

try {
  const body = readFileSync(0, "utf8");
  const config = configs.get(JSON.parse(body).config?.hash) ?? [...configs.values()][0];
  const { same, differences, envelope } = recompute(config, body);
  if (same) {
    console.log(`believed: ${envelope.score} of 100, ${envelope.stage}`);
  } else {
    for (const { part, message } of differences) console.log(`doubted: ${part}: ${message}`);
    process.exitCode = 1;
  }
} catch (error) {
  if (!(error instanceof LeadletError || error instanceof SyntaxError)) throw error;
  console.log(`refused: ${error.message}`);
  process.exitCode = 2;
}
