// Random rules, made by tests/probe, evaluated by `leadlet eval` and by json-logic-js.
//
// LEADLET_DIFFERENTIAL_CASES and LEADLET_DIFFERENTIAL_SEED ask for more and for others;
// LEADLET_BIN and LEADLET_PROBE name the two programs.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { isDeepStrictEqual } from "node:util";
import { expected, expectedWithDifferences } from "./reference.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const LEADLET = process.env.LEADLET_BIN ?? `${root}target/native/leadlet`;
const PROBE = process.env.LEADLET_PROBE ?? `${root}target/native/examples/probe`;
const CASES = Number(process.env.LEADLET_DIFFERENTIAL_CASES ?? 20_000);
const SEED = Number(process.env.LEADLET_DIFFERENTIAL_SEED ?? 1);
/** How many cases are held in memory at once. */
const BATCH = 20_000;

const lines = (text) => text.split("\n").slice(0, -1);
const run = (program, args, input) =>
  lines(execFileSync(program, args, { input, encoding: "utf8", maxBuffer: 2 ** 30 }));

/** Gives each batch of lines that the probe prints. */
function* batches(what) {
  for (let done = 0; done < CASES; done += BATCH) {
    const count = Math.min(BATCH, CASES - done);
    yield run(PROBE, [what, `--count=${count}`, `--seed=${SEED + done / BATCH}`]);
  }
}

/** The reasons for which only we give up; each would take the reference long, or more stack than it has. */
const GIVEN_UP = [/more than 50,000 steps/, /nested deeper than 64 levels/];

const same = (json, text) => text !== undefined && isDeepStrictEqual(json, JSON.parse(text));

/** Names the outcome of a case: "agree", a named difference, "given up", or undefined. */
function outcome(answer, rule, data) {
  const error = answer?.error;
  const agrees = (text) => (error === undefined ? same(answer, text) : text === undefined);
  if (agrees(expected(rule, data))) return error === undefined ? "equal" : "both refuse";
  if (GIVEN_UP.some((reason) => reason.test(error))) return "given up";
  return expectedWithDifferences(rule, data).find(([, text]) => agrees(text))?.[0];
}

test("leadlet eval agrees with json-logic-js on random rules", (context) => {
  const counts = {};
  const failures = [];
  for (const batch of batches("rules")) {
    const answers = run(LEADLET, ["eval"], `${batch.join("\n")}\n`);
    assert.equal(answers.length, batch.length, "one line for each line");
    for (const [index, line] of batch.entries()) {
      const [rule, data] = JSON.parse(line);
      const found = outcome(JSON.parse(answers[index]), rule, data);
      counts[found] = (counts[found] ?? 0) + 1;
      if (found === undefined) {
        failures.push(`${line}\n  leadlet:       ${answers[index]}\n  json-logic-js: ${expected(rule, data)}`);
      }
    }
  }
  context.diagnostic(`${CASES} rules, seed ${SEED}: ${JSON.stringify(counts)}`);
  failures.sort((a, b) => a.length - b.length);
  assert.equal(failures.length, 0, `${failures.length} of ${CASES} differ:\n${failures.slice(0, 10).join("\n")}`);
  assert.ok(counts.equal > CASES * 0.8, "most cases give a value and the same one");
  assert.ok((counts["given up"] ?? 0) < CASES * 0.001, "hardly any is given up");
});

test("json-logic-js gives a lowered condition the value that a config's condition has", (context) => {
  let guarded = 0;
  for (const batch of batches("lowered")) {
    for (const line of batch) {
      const [rule, data, value] = JSON.parse(line);
      const texts = [["", expected(rule, data)], ...expectedWithDifferences(rule, data)];
      assert.ok(texts.some(([, text]) => same(value, text)), `${line}\n  json-logic-js: ${texts[0][1]}`);
      guarded += line.includes('{"and":[{"!==":') ? 1 : 0;
    }
  }
  context.diagnostic(`${CASES} conditions, ${guarded} of them with guards, seed ${SEED}`);
  assert.ok(guarded > CASES * 0.03, "many have guards");
});

test("a wrong answer is noticed", () => {
  assert.equal(outcome(2, { "+": [1, 1] }, {}), "equal");
  assert.equal(outcome(3, { "+": [1, 1] }, {}), undefined);
  assert.equal(outcome({ error: "…" }, { "+": [1, 1] }, {}), undefined);
  assert.equal(outcome(null, { fubar: [] }, {}), undefined);
  assert.equal(outcome({ error: "…" }, { fubar: [] }, {}), "both refuse");
  assert.equal(outcome(null, { var: "constructor.name" }, {}), "nothing is inherited, no half of a character is read");
});

test("a bad line is answered in its place and ends nothing", () => {
  const input = ['[{"==":[1,"1"]},null]', "nonsense", "[1]", '[{"!":[{"fubar":1}]},null]', '[{"var":"a"},{"a":[1]}]'];
  const answers = run(LEADLET, ["eval"], `${input.join("\n")}\n`).map((line) => JSON.parse(line));
  assert.deepEqual(answers.map((answer) => (answer?.error === undefined ? answer : "error")), [true, "error", "error", "error", [1]]);
});
