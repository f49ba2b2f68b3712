/**
 * The score for backends: the friendly side of the wasm wall.
 *
 * Facts and leads cross as text, both ways, so that no number is turned into another; what an object
 * can't say as JSON is refused here, by its path. What a config means, and every sentence about a lead,
 * is the wasm's business.
 */
import { Config as Wasm, engine as version, initSync } from "leadlet-glue";

const address = new URL("leadlet-score.wasm", import.meta.url);
const bytes = address.protocol === "file:"
  ? await (await import("node:fs/promises")).readFile(address)
  : await fetched(address);
initSync({ module: bytes });

async function fetched(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`leadlet/score: ${address.href} was answered with status ${response.status}.`);
  return response.arrayBuffer();
}

/** The version of the engine that stands in every envelope. */
export const engine = version();

/** What was given can't be used: a config, facts or a lead. `faults` says everything that is wrong. */
export class LeadletError extends Error {
  constructor(what, faults) {
    const lines = faults.map(({ path, message, suggestion, code }) =>
      "\n  " + [path && path + ":", message, suggestion, `[${code}]`].filter(Boolean).join(" "));
    super(`the ${what} can't be used:${lines.join("")}`);
    this.name = "LeadletError";
    this.what = what;
    this.faults = faults;
  }
}

const fault = (code, path, message, suggestion) => ({ code, severity: "error", path, message, suggestion, line: 1, column: 1 });

/** Gives JSON text of what may be text or an object, or refuses what would be something else there. */
function written(what, given) {
  if (typeof given === "string") {
    // A lone surrogate would cross as another character.
    if (/[\ud800-\udfff]/.test(given) && !wellFormed(given)) {
      throw new LeadletError(what, [fault(what + "/bad-text", "", "The text holds half a character (a lone surrogate).", "Send it as UTF-8.")]);
    }
    return given;
  }
  if (given === null || typeof given !== "object") {
    throw new LeadletError(what, [fault(what + "/bad-input", "", `It is ${given === null ? "null" : "a " + typeof given}, not JSON text or an object.`)]);
  }
  examine(what, given, "", new Set());
  return JSON.stringify(given);
}

const wellFormed = (text) => {
  try {
    encodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
};

/** Refuses what JSON.stringify would leave out, or turn into null or into another text. */
function examine(what, value, path, above) {
  const refuse = (message, suggestion) => {
    throw new LeadletError(what, [fault(what + "/bad-value", path, message, suggestion)]);
  };
  switch (typeof value) {
    case "number":
      if (!Number.isFinite(value)) refuse(`It is ${value}, which JSON can't say.`, "Give a finite number, or leave it out.");
      return;
    case "string":
      if (/[\ud800-\udfff]/.test(value) && !wellFormed(value)) refuse("The text holds half a character (a lone surrogate).");
      return;
    case "boolean":
    case "undefined":
      return;
    case "object":
      break;
    default:
      refuse(`It is a ${typeof value}, which JSON can't say.`, typeof value === "bigint" ? "Give a number of at most 2^53, or a text." : undefined);
  }
  if (value === null) return;
  if (above.has(value)) refuse("It holds itself.");
  if (typeof value.toJSON === "function") {
    refuse(`It is a ${value.constructor?.name ?? "thing"} with a form of its own.`, value instanceof Date ? "Give its milliseconds: date.getTime()." : "Give a text or a number.");
  }
  above.add(value);
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) {
      if (value[index] === undefined) { path += `[${index}]`; refuse("It is undefined.", "Leave it out."); }
      examine(what, value[index], `${path}[${index}]`, above);
    }
  } else {
    if (value instanceof Map || value instanceof Set) refuse(`It is a ${value.constructor.name}.`, "Give a plain object or a list.");
    for (const name of Object.keys(value)) examine(what, value[name], path ? `${path}.${name}` : name, above);
  }
  above.delete(value);
}

/** Calls the wasm, whose refusals are JSON text. */
function asked(what, call) {
  try {
    return call();
  } catch (refusal) {
    if (typeof refusal === "string") throw new LeadletError(what, JSON.parse(refusal));
    throw refusal;
  }
}

function moment(now) {
  if (now === undefined || now === null) return undefined;
  return now instanceof Date ? now.getTime() : Number(now);
}

/** A config that can be used. Read it once, and keep it: reading costs more than scoring. */
export class Config {
  #wasm;
  /** The config's name. */
  id;
  /** SHA-256 of its canonical JSON: the name by which a lead knows it. */
  hash;
  /** What works, but likely not as meant. */
  warnings;

  constructor(config) {
    const text = written("config", config);
    this.#wasm = asked("config", () => Wasm.read(text));
    this.id = this.#wasm.id();
    this.hash = this.#wasm.hash();
    this.warnings = JSON.parse(this.#wasm.warnings());
  }

  /** Scores facts. */
  score(facts, { now } = {}) {
    return scored(asked("facts", () => this.#wasm.score(written("facts", facts), moment(now))));
  }

  /** Scores facts and gives the score alone, 0 to 100. */
  points(facts, { now } = {}) {
    return asked("facts", () => this.#wasm.points(written("facts", facts), moment(now)));
  }

  /** Tells in words how facts are scored. */
  explain(facts, { now } = {}) {
    return JSON.parse(asked("facts", () => this.#wasm.explain(written("facts", facts), moment(now))));
  }

  /** Scores a received lead anew, and says what differs from what it claims. */
  recompute(lead) {
    const { same, differences, outcome, envelope } =
      JSON.parse(asked("lead", () => this.#wasm.recompute(written("lead", lead))));
    return { same, differences, outcome, ...(envelope === null ? { envelope: null, text: null } : scored(envelope)) };
  }

  /** Reads facts once, to be scored later or more than once. */
  hold(facts, { now } = {}) {
    return new Held(asked("facts", () => this.#wasm.hold(written("facts", facts), moment(now))));
  }
}

/** Facts that were read. Their memory is given back when nobody holds them, or at once by `free()`. */
class Held {
  #wasm;
  constructor(wasm) {
    this.#wasm = wasm;
  }
  /** The score alone, 0 to 100. */
  points() {
    return this.#wasm.points();
  }
  /** The envelope. */
  score() {
    return scored(this.#wasm.score());
  }
  free() {
    this.#wasm.free();
  }
}

const scored = (text) => ({ envelope: JSON.parse(text), text });

/** Reads a config: JSON text or an object. */
export const read = (config) => new Config(config);

const known = (config) => (config instanceof Config ? config : read(config));

/** Scores facts by a config. */
export const score = (config, facts, options) => known(config).score(facts, options);

/** Scores a received lead anew by the config it names, and says what differs from what it claims. */
export const recompute = (config, lead) => known(config).recompute(lead);

/** Tells in words how facts are scored by a config. */
export const explain = (config, facts, options) => known(config).explain(facts, options);
