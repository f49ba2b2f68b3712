/**
 * The published schema and the reader agree, as a validator that knows neither of them sees it; and
 * reports for build servers have the form the standard asks for. Needs the program, no browser.
 */
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import AjvDraft4 from "ajv-draft-04";
import Ajv2020 from "ajv/dist/2020.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const binary = path.resolve(root, process.env.LEADLET_BIN ?? "target/native/leadlet");
const read = (file) => readFileSync(path.join(root, file), "utf8");
const parse = (file) => JSON.parse(read(file));

/** Every file below a folder that ends so. */
function files(folder, end) {
  return readdirSync(path.join(root, folder)).flatMap((name) => {
    const file = `${folder}/${name}`;
    if (statSync(path.join(root, file)).isDirectory()) return files(file, end);
    return name.endsWith(end) ? [file] : [];
  });
}

/** Strict: a keyword that the schema misspells is a fault of its own. */
const fits = new Ajv2020({ strict: true, strictTypes: false, allErrors: true }).compile(parse("www/config.schema.json"));
const why = () => JSON.stringify(fits.errors?.slice(0, 3));

/** The codes that the reader itself gives for a config. */
function codes(file) {
  const { stdout } = spawnSync(binary, ["check", "--format", "json", path.join(root, file)], { encoding: "utf8" });
  return JSON.parse(stdout).files[0].diagnostics.map((fault) => fault.code);
}

test("every example config fits the published schema", () => {
  const configs = [
    ...files("www/configs", ".json").filter((file) => !file.endsWith(".cases.json")),
    ...files("tests/fixtures/configs/good", ".json"),
  ];
  assert.ok(configs.length > 80, `${configs.length} configs`);
  for (const file of configs) assert.ok(fits(parse(file)), `${file}: ${why()}`);
});

/** What a schema can't say: names that stand twice are gone once a text is parsed, and addresses are judged by use. */
const BEYOND_A_SCHEMA = ["config/repeated-key", "config/unsafe-address", "config/web-page", "config/syntax", "config/empty"];

test("a config of the wrong shape is refused by the schema as by the reader", () => {
  const refused = [];
  for (const file of files("tests/fixtures/configs/bad", ".json").filter((name) => name.includes("/config--"))) {
    const found = codes(file);
    assert.ok(found.length > 0 && found.every((code) => code.startsWith("config/")), `${file}: ${found}`);
    if (found.some((code) => BEYOND_A_SCHEMA.includes(code))) continue;
    assert.ok(!fits(parse(file)), `${file} has ${found}, but fits the schema`);
    refused.push(...found);
  }
  assert.ok(refused.length >= 8, refused.join());
});

test("what is no JSON is refused before any schema", () => {
  for (const name of ["empty", "web-page", "syntax"]) {
    assert.throws(() => parse(`tests/fixtures/configs/bad/config--${name}.json`), SyntaxError);
  }
});

test("a fault that only the whole shows is none of the schema's", () => {
  const bad = files("tests/fixtures/configs/bad", ".json").filter((name) => name.includes("/flow--") || name.includes("/score--"));
  assert.ok(bad.length > 30);
  for (const file of bad) assert.ok(fits(parse(file)), `${file}: ${why()}`);
});

test("the report for build servers fits the schema of SARIF 2.1.0", () => {
  const conforms = new AjvDraft4({ strict: false, unicodeRegExp: false, allErrors: true, formats: { uri: true, "uri-reference": true, "date-time": true } })
    .compile(parse("tests/fixtures/sarif/sarif-schema-2.1.0.json"));
  const bad = files("tests/fixtures/configs/bad", ".json");
  const { stdout, status } = spawnSync(binary, ["check", "--format", "sarif", "not-there.json", ...bad], { cwd: root, encoding: "utf8", maxBuffer: 1 << 26 });
  assert.equal(status, 1);
  const report = JSON.parse(stdout);
  assert.ok(conforms(report), JSON.stringify(conforms.errors?.slice(0, 3)));
  const [{ results, tool }] = report.runs;
  assert.ok(results.length > 90, `${results.length} results`);
  for (const { ruleId, ruleIndex } of results) assert.equal(tool.driver.rules[ruleIndex].id, ruleId);
  const clean = JSON.parse(execFileSync(binary, ["check", "--format", "sarif", "www/configs/ebook.json"], { cwd: root, encoding: "utf8" }));
  assert.ok(conforms(clean) && clean.runs[0].results.length === 0);
  assert.ok(!conforms({ ...report, version: "2.0" }), "a wrong report is noticed");
});
