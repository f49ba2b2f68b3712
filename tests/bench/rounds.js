/**
 * Runs in the page: asserts that everybody gives the same scores, then measures in rounds in which all
 * take turns, so that what slows the machine slows them alike.
 */
import * as leadlet from "leadlet/score";
import { jsonLogicEngine, jsonRulesEngine } from "./engines.js";
import { byHand, config, lead, NOW, numbers } from "./workload.js";

/** How many different leads there are. */
const LEADS = 256;

const below = numbers(42);
const leads = Array.from({ length: LEADS }, () => lead(below));
const texts = leads.map((lead) => JSON.stringify(lead));
const read = leadlet.read(config);
const held = leads.map((lead) => read.hold(lead));
const engine = jsonLogicEngine();
const rules = jsonRulesEngine();

/** Each gives a score for the number of a lead. */
const CONTENDERS = {
  "an object: hand-written JavaScript": (n) => byHand(leads[n], NOW),
  "held: leadlet, points": (n) => held[n].points(),
  "an object: json-logic-engine, compiled": (n) => engine(leads[n]),
  "an object: json-rules-engine": async (n) => rules(leads[n]),
  "text: JSON.parse and hand-written JavaScript": (n) => byHand(JSON.parse(texts[n]), NOW),
  "text: leadlet, points": (n) => read.points(texts[n]),
  "held: leadlet, envelope": (n) => held[n].score().envelope.score,
  "text: leadlet, envelope": (n) => read.score(texts[n]).envelope.score,
  "an object: leadlet, envelope": (n) => read.score(leads[n]).envelope.score,
};

/** Gives leads a second of each contender, in each round. */
export async function measure(rounds, milliseconds) {
  const spread = new Set();
  for (let n = 0; n < LEADS; n++) {
    const wanted = byHand(leads[n], NOW);
    spread.add(wanted);
    for (const [name, score] of Object.entries(CONTENDERS)) {
      const found = await score(n);
      if (found !== wanted) throw new Error(`${name} gives lead ${n} ${found}, and by hand it is ${wanted}`);
    }
  }
  if (spread.size < 30) throw new Error(`the leads have only ${spread.size} different scores`);
  const speeds = Object.fromEntries(Object.keys(CONTENDERS).map((name) => [name, []]));
  const names = Object.keys(CONTENDERS);
  for (let round = 0; round < rounds + 1; round++) {
    for (let turn = 0; turn < names.length; turn++) {
      const name = names[(turn + round) % names.length];
      const score = CONTENDERS[name];
      const isAsync = name.includes("json-rules");
      let done = 0, sum = 0;
      const started = performance.now();
      let now = started;
      while (now - started < milliseconds) {
        for (let again = 0; again < 32; again++, done++) sum += isAsync ? await score(done % LEADS) : score(done % LEADS);
        now = performance.now();
      }
      if (sum < 0) throw new Error("a score is below 0");
      // The first round is for the compilers.
      if (round > 0) speeds[name].push(done / ((now - started) / 1000));
    }
  }
  return speeds;
}
