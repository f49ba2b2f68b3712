// json-logic-js twice: as it is, and with the differences that `logic/mod.rs` lists made to it, each
// through the reference's own `add_operation`. Whatever differs from the first must agree with the second.
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/** Loads a json-logic-js of its own. */
function load() {
  const place = require.resolve("json-logic-js");
  delete require.cache[place];
  return require(place);
}

const isHalf = (text) => typeof text === "string" && /^[\ud800-\udfff]$/u.test(text);

/** Nothing is inherited, and a character is never split in half. */
function find(data, name, fallback = null) {
  if (name === undefined || name === null || name === "") return data;
  let here = data;
  for (const part of String(name).split(".")) {
    if (here === null || here === undefined || !Object.hasOwn(Object(here), part)) return fallback;
    here = here[part];
    if (here === undefined || isHalf(here)) return fallback;
  }
  return here;
}

/** Names are names or a name and a default, never rules that stand in the data. */
function missing(data, names) {
  const keys = Array.isArray(names[0]) ? names[0] : names;
  const value = (key) => (Array.isArray(key) ? find(data, key[0], key[1]) : find(data, key));
  return keys.filter((key) => [null, ""].includes(value(key)));
}

/** The named differences; each is made alone, to see which of them a case needs. */
const DIFFERENCES = {
  "nothing is inherited, no half of a character is read": (logic) =>
    logic.add_operation("var", function (name, fallback) {
      return find(this, name, fallback);
    }),
  "names are never rules": (logic) => {
    logic.add_operation("missing", function (...names) {
      return missing(this, names);
    });
    logic.add_operation("missing_some", function (needed, names) {
      const absent = missing(this, Array.isArray(names) ? names : [names]);
      return names.length - absent.length >= needed ? [] : absent;
    });
  },
  "substr leaves out half a character": (logic) => {
    const { substr } = splitting;
    logic.add_operation("substr", (...values) =>
      substr(...values).replace(/^[\udc00-\udfff]/, "").replace(/[\ud800-\udbff]$/, ""),
    );
  },
};

/** What the reference does for `substr`, asked of the reference: values pass through `var` unchanged. */
const splitting = {
  substr: (...values) =>
    PRISTINE.apply({ substr: values.map((_, index) => ({ var: String(index) })) }, values),
};

const PRISTINE = load();
const ALIKE = Object.entries(DIFFERENCES).map(([name, make]) => {
  const logic = load();
  make(logic);
  return [name, logic];
});
const ALL = load();
for (const make of Object.values(DIFFERENCES)) make(ALL);
ALIKE.push(["several of these", ALL]);

/** Evaluates with one of them; gives JSON text, or undefined where it throws. */
function evaluate(logic, rule, data) {
  const { log } = console;
  console.log = () => {}; // the operator `log` prints
  try {
    return JSON.stringify(logic.apply(rule, data)) ?? "null";
  } catch {
    return undefined;
  } finally {
    console.log = log;
  }
}

/** Gives what the reference gives. */
export const expected = (rule, data) => evaluate(PRISTINE, rule, data);

/** Gives what the reference would give with each of the named differences. */
export const expectedWithDifferences = (rule, data) =>
  ALIKE.map(([name, logic]) => [name, evaluate(logic, rule, data)]);
