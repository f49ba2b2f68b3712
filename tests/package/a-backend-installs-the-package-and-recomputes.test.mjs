/**
 * `dist/` is an npm package: packed, installed in an empty project, and used there by its names alone.
 *
 * Set from outside: LEADLET_DIST (default dist), LEADLET_BIN (default target/native/leadlet).
 */
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const dist = path.resolve(root, process.env.LEADLET_DIST ?? "dist");
const binary = path.resolve(root, process.env.LEADLET_BIN ?? "target/native/leadlet");
const NOW = 1_768_478_400_000;

let project;
let leadlet;

before(async () => {
  project = mkdtempSync(path.join(tmpdir(), "leadlet-package-"));
  const npm = (...words) => execFileSync("npm", [...words, "--offline", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: project, encoding: "utf8" });
  npm("init", "--yes");
  const [{ filename }] = JSON.parse(npm("pack", dist, "--json"));
  assert.match(filename, /^leadlet-\d+\.\d+\.\d+\.tgz$/);
  npm("install", `./${filename}`);
  writeFileSync(path.join(project, "entry.mjs"), 'export * from "leadlet/score";\n');
  leadlet = await import(pathToFileURL(path.join(project, "entry.mjs")));
});

after(() => rmSync(project, { recursive: true, force: true }));

const CONFIG = {
  version: 1,
  id: "ebook",
  steps: [{ id: "one", fields: [{ name: "role", type: "hidden" }, { name: "seats", type: "hidden" }] }],
  scoring: {
    rules: [
      { id: "decides", points: 40, if: { "===": [{ var: "answers.role" }, "cto"] }, reason: "Decides" },
      { id: "prices", points: 10, count: { event: "page", path: "/pricing" }, halfLifeDays: 7 },
    ],
  },
};
const FACTS = {
  answers: { role: "cto", seats: 0.1 + 0.2 },
  events: [{ t: NOW - 7 * 86_400_000, kind: "page", path: "/pricing" }],
};

/** A lead as a widget posts it. */
function lead(change = {}) {
  const config = leadlet.read(CONFIG);
  const { envelope } = config.score(FACTS, { now: NOW });
  return {
    leadId: "0192f0c1-0000-7000-8000-000000000000", version: 1, config: { id: config.id, hash: config.hash },
    submittedAt: NOW, ...FACTS, score: envelope, outcome: "", ...change,
  };
}

test("facts give an envelope and its exact text, whether they come as text or as an object", () => {
  const { envelope, text } = leadlet.score(CONFIG, FACTS, { now: NOW });
  assert.equal(envelope.score, 45);
  assert.deepEqual(JSON.parse(text), envelope);
  assert.equal(leadlet.score(JSON.stringify(CONFIG), JSON.stringify(FACTS), { now: new Date(NOW) }).text, text);
  assert.equal(envelope.config, leadlet.read(CONFIG).hash);
  assert.equal(envelope.engine, leadlet.engine);
  assert.deepEqual(leadlet.explain(CONFIG, FACTS, { now: NOW }).slice(0, 2), ["+40 Decides", "+5 prices"]);
});

test("the score alone and facts that are held give the same number", () => {
  const config = leadlet.read(CONFIG);
  const held = config.hold(FACTS, { now: NOW });
  assert.equal(config.points(FACTS, { now: NOW }), 45);
  assert.equal(held.points(), 45);
  assert.equal(held.score().text, config.score(FACTS, { now: NOW }).text);
  held.free();
});

test("the program says the same, byte for byte", { skip: !existsSync(binary) && "there is no leadlet" }, () => {
  const config = path.join(project, "config.json");
  writeFileSync(config, JSON.stringify(CONFIG));
  const said = execFileSync(binary, ["score", "--config", config, "--now", String(NOW)], { input: JSON.stringify(FACTS) + "\n", encoding: "utf8", stdio: ["pipe", "pipe", "ignore"] });
  assert.deepEqual(JSON.parse(said), leadlet.score(CONFIG, FACTS, { now: NOW }).envelope);
});

test("an untouched lead is the same, as text and as an object", () => {
  for (const given of [lead(), JSON.stringify(lead()), JSON.stringify(lead(), null, 2)]) {
    const { same, differences, envelope } = leadlet.recompute(CONFIG, given);
    assert.deepEqual([same, differences, envelope.score], [true, [], 45]);
  }
});

test("a tampered lead is refused, and it is said what differs", () => {
  const parts = (change) => {
    const { same, differences } = leadlet.recompute(CONFIG, lead(change));
    assert.equal(same, false);
    assert.ok(differences.every(({ message }) => message.endsWith(".")));
    return differences.map(({ part }) => part);
  };
  const { score } = lead();
  assert.deepEqual(parts({ score: { ...score, score: 99 } }), ["score.score"]);
  assert.deepEqual(parts({ score: { ...score, stage: "sql" } }), ["score.stage"]);
  assert.ok(parts({ answers: { role: "cto", seats: 0.3 } }).includes("score.facts"));
  assert.ok(parts({ events: [] }).includes("score.facts"));
  assert.ok(parts({ score: { ...score, engine: "0.0.1" } }).includes("score.engine"));
  assert.deepEqual(parts({ config: { id: "ebook", hash: "0".repeat(64) } }), ["config.hash"]);
  assert.deepEqual(parts({ score: undefined }), ["score"]);
  assert.deepEqual(parts({ outcome: "vip" }), ["outcome"]);
  assert.deepEqual(parts({ submittedAt: NOW + 1 }), ["submittedAt"]);
});

/** What a call is refused with. */
function refusal(call) {
  try {
    call();
  } catch (error) {
    assert.ok(error instanceof leadlet.LeadletError, String(error.stack));
    return { message: error.message, faults: error.faults.map(({ code, path }) => `${path} ${code}`) };
  }
  throw new assert.AssertionError({ message: "it must be refused" });
}

test("a faulty config is refused with what leadlet check says, and where", { skip: !existsSync(binary) && "there is no leadlet" }, () => {
  const text = readFileSync(path.join(root, "www/faulty", "ten-faults.json"), "utf8");
  const file = path.join(project, "faulty.json");
  writeFileSync(file, text);
  const { stdout } = spawnSync(binary, ["check", "--format", "json", file], { encoding: "utf8" });
  const said = JSON.parse(stdout);
  const list = (Array.isArray(said) ? said : said.files[0]).diagnostics ?? said;
  const errors = list.filter(({ severity }) => severity === "error").map(({ code, message, line }) => [code, message, line]);
  let refused;
  try {
    leadlet.read(text);
  } catch (error) {
    refused = error.faults.filter(({ severity }) => severity === "error").map(({ code, message, line }) => [code, message, line]);
  }
  assert.ok(refused.length > 0);
  for (const one of refused) assert.ok(errors.some((other) => JSON.stringify(other) === JSON.stringify(one)), `${one} is not among ${JSON.stringify(errors)}`);
});

test("facts that could only give a wrong number are refused, never scored", () => {
  const bad = (facts, options = { now: NOW }) => refusal(() => leadlet.score(CONFIG, facts, options)).faults;
  assert.deepEqual(bad({ answers: { seats: NaN } }), ["answers.seats facts/bad-value"]);
  assert.deepEqual(bad({ answers: { seats: -Infinity } }), ["answers.seats facts/bad-value"]);
  assert.deepEqual(bad({ answers: { seats: 10n } }), ["answers.seats facts/bad-value"]);
  assert.deepEqual(bad({ answers: { role: "\ud800" } }), ["answers.role facts/bad-value"]);
  assert.deepEqual(bad({ answers: { role: new Date(NOW) } }), ["answers.role facts/bad-value"]);
  assert.deepEqual(bad('{"answers":{"role":"\ud800"}}'), [" facts/bad-text"]);
  assert.deepEqual(bad('{"answers":'), [" facts/syntax"]);
  assert.deepEqual(bad('{"answers":{"seats":NaN}}'), [" facts/syntax"]);
  assert.deepEqual(bad({ answer: {} }), ["answer facts/unknown-member"]);
  assert.deepEqual(bad({ events: [{ t: NOW / 1000, kind: "page" }] }), ["events[0].t facts/bad-time"]);
  assert.deepEqual(bad({ events: Array(10_001).fill({ t: NOW, kind: "page" }) }), ["events facts/too-many-events"]);
  assert.deepEqual(bad({}, {}), ["now facts/no-time"]);
  assert.deepEqual(bad({}, { now: NaN }), ["now facts/bad-time"]);
  assert.deepEqual(bad({}, { now: 1.5 }), ["now facts/bad-time"]);
  assert.deepEqual(bad(null), [" facts/bad-input"]);
  const loop = { answers: {} };
  loop.answers.loop = loop;
  assert.deepEqual(bad(loop), ["answers.loop facts/bad-value"]);
});

test("an event of the future counts as new", () => {
  const facts = { events: [{ t: NOW + 86_400_000, kind: "page", path: "/pricing" }] };
  assert.equal(leadlet.score(CONFIG, facts, { now: NOW }).envelope.score, 10);
});

test("what is no lead is refused with everything that is missing", () => {
  const { faults } = refusal(() => leadlet.recompute(CONFIG, {}));
  assert.deepEqual(faults, ["leadId lead/missing", "config.id lead/missing", "config.hash lead/missing", "submittedAt lead/missing", "answers lead/missing"]);
});

test("the example of the documentation recomputes a received lead and refuses a tampered one", () => {
  const example = path.join(project, "recompute.mjs");
  copyFileSync(path.join(root, "docs/examples/recompute.mjs"), example);
  const config = path.join(project, "ebook.json");
  writeFileSync(config, JSON.stringify(CONFIG));
  const run = (body) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [example, config], { input: body, encoding: "utf8" });
    return [status, stdout + stderr];
  };
  assert.deepEqual(run(JSON.stringify(lead())), [0, "believed: 45 of 100, lead\n"]);
  const [status, said] = run(JSON.stringify(lead()).replace('"role":"cto"', '"role":"dev"'));
  assert.equal(status, 1);
  assert.match(said, /^doubted: score\.score: 45 was sent, and 5 comes out\.$/m);
  assert.match(said, /^doubted: score\.facts: The facts are not those that were scored/m);
  assert.equal(run("{}")[0], 2);
  assert.equal(run("{")[0], 2);
});

test("the types of the package fit what it exports", () => {
  const tsc = path.join(root, "crates/xtask/node/node_modules/.bin/tsc");
  const file = path.join(project, "typed.mts");
  writeFileSync(file, `
    import { type Config, type Recomputed, LeadletError, engine, explain, read, recompute, score } from "leadlet/score";
    import { mount } from "leadlet";
    const config: Config = read("{}");
    const text: string = score(config, { answers: { a: 1, b: ["c"] }, now: 1 }, { now: new Date() }).text;
    const found: Recomputed = recompute(config, text);
    const lines: string[] = explain(config, "{}");
    const points: number = config.hold("{}").points() + config.points("{}");
    export const all = [engine, found.differences[0]?.part, lines, points, LeadletError, mount];
  `);
  const { status, stdout } = spawnSync(tsc, ["--noEmit", "--strict", "--target", "es2022", "--lib", "es2022,dom", "--module", "nodenext", "--moduleResolution", "nodenext", "typed.mts"], { cwd: project, encoding: "utf8" });
  assert.equal(status, 0, stdout);
});
