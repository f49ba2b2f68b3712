/**
 * The workload in two rule engines, each as its documentation has it: conditions in the engine's own
 * language, counts as a sum over events. Neither has weights by age, so both are given them.
 */
import { LogicEngine } from "json-logic-engine";
import { Engine } from "json-rules-engine";
import { addUp, CONDITIONS, COUNTING, NOW, weightOf } from "./workload.js";

/** The events that a rule counts, as JsonLogic. */
function counted([kind, path, name]) {
  const tests = [{ "===": [{ var: "kind" }, kind] }];
  if (path?.endsWith("*")) tests.push({ startsWith: [{ var: "path" }, path.slice(0, -1)] });
  else if (path) tests.push({ "===": [{ var: "path" }, path] });
  if (name) tests.push({ "===": [{ var: "name" }, name] });
  return { and: tests };
}

/** json-logic-engine, compiled: every rule a function. */
export function jsonLogicEngine() {
  const engine = new LogicEngine();
  engine.addMethod("startsWith", ([text, start]) => typeof text === "string" && text.startsWith(start), { sync: true, deterministic: true });
  COUNTING.forEach(([, , , , fading], rule) =>
    engine.addMethod(`weight${rule}`, (t) => weightOf(fading, Array.isArray(t) ? t[0] : t, NOW), { sync: true }));
  const conditions = CONDITIONS.map(([condition]) => engine.build(condition));
  const counts = COUNTING.map((rule, number) => engine.build({
    reduce: [
      { filter: [{ var: "events" }, counted(rule)] },
      { "+": [{ var: "accumulator" }, { "*": [rule[3], { [`weight${number}`]: { var: "current.t" } }] }] },
      0,
    ],
  }));
  return (lead) => addUp(conditions.map((condition) => condition(lead)), counts.map((count) => count(lead)));
}

/** What stands for a condition in json-rules-engine. */
function translated(condition) {
  const [[operator, values]] = Object.entries(condition);
  const fact = (place) => place.var.replace("answers.", "");
  const compare = { "===": "equal", ">=": "greaterThanInclusive", ">": "greaterThan", "<": "lessThan", "<=": "lessThanInclusive" };
  if (operator === "and") return { all: values.map(translated) };
  if (operator === "or") return { any: values.map(translated) };
  if (operator === "!") return { fact: fact(values[0]), operator: "equal", value: false };
  if (operator === "in") return { fact: fact(values[0]), operator: "in", value: values[1] };
  if (values.length === 3) {
    return { all: [
      { fact: fact(values[1]), operator: "greaterThanInclusive", value: values[0] },
      { fact: fact(values[1]), operator: "lessThanInclusive", value: values[2] },
    ] };
  }
  return { fact: fact(values[0]), operator: compare[operator], value: values[1] };
}

/** json-rules-engine: an event for every condition that holds, a fact for every count. */
export function jsonRulesEngine() {
  const engine = new Engine([], { allowUndefinedFacts: true });
  CONDITIONS.forEach(([condition], rule) => {
    const conditions = translated(condition);
    engine.addRule({ conditions: conditions.all || conditions.any ? conditions : { all: [conditions] }, event: { type: "held", params: { rule } } });
  });
  COUNTING.forEach(([kind, path, name, points, fading], rule) => {
    engine.addFact(`count${rule}`, async (_, almanac) => {
      let sum = 0;
      for (const event of await almanac.factValue("events")) {
        if (event.kind !== kind || (name && event.name !== name)) continue;
        if (path && !(path.endsWith("*") ? event.path.startsWith(path.slice(0, -1)) : event.path === path)) continue;
        sum += points * weightOf(fading, event.t, NOW);
      }
      return sum;
    });
    engine.addRule({ conditions: { all: [{ fact: `count${rule}`, operator: "notEqual", value: 0 }] }, event: { type: "counted", params: { rule } } });
  });
  return async (lead) => {
    const { events, almanac } = await engine.run({ ...lead.answers, events: lead.events });
    const held = new Array(CONDITIONS.length).fill(false);
    const counts = new Array(COUNTING.length).fill(0);
    for (const { type, params } of events) {
      if (type === "held") held[params.rule] = true;
      else counts[params.rule] = await almanac.factValue(`count${params.rule}`);
    }
    return addUp(held, counts);
  };
}
