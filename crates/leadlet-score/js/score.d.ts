// The types of leadlet/score. The config's types stand in leadlet.d.ts.
import type { Config as ConfigDocument } from "./leadlet.js";

/** One thing that is wrong with a config, with facts or with a lead. */
export interface Fault {
  /** The stable name of the kind of fault, as "flow/unknown-step"; docs/checks explains those of configs. */
  code: string;
  severity: "error" | "warning";
  /** Where: a path into the document, as "steps[2].next[0].to"; empty for the whole of it. */
  path: string;
  /** What is wrong. */
  message: string;
  /** What to write instead; null where nothing sensible is known. */
  suggestion?: string | null;
  /** The line in the text that was given, from 1. */
  line: number;
  /** The column in characters, from 1. */
  column: number;
}

/** What was given can't be used. */
export class LeadletError extends Error {
  readonly what: "config" | "facts" | "lead";
  /** Everything that is wrong with it. */
  readonly faults: Fault[];
}

export type Scalar = string | number | boolean;

/** One thing the visitor did. */
export interface FactEvent {
  /** When, in whole milliseconds since 1970. One in the future counts as new. */
  t: number;
  /** What sort, as "page" or "download". */
  kind: string;
  path?: string | null;
  name?: string | null;
}

/** What is known of one lead. A whole lead, as a widget posts it, will do. */
export interface Facts {
  /** By the names of the config's fields. What the flow would not have asked is not scored. */
  answers?: Record<string, Scalar | string[] | null>;
  /** At most 10,000, in any order. */
  events?: FactEvent[];
  visitor?: Record<string, Scalar | null>;
  attribution?: { landing?: string; referrerHost?: string | null; utm?: Record<string, string>; clickIds?: Record<string, string> };
  /** The time to score for, in whole milliseconds since 1970, where the call names none. */
  now?: number;
  submittedAt?: number;
  [member: string]: unknown;
}

/** The score and all that explains it. Its canonical text is the same bytes on every machine. */
export interface Envelope {
  /** 0 to 100: the sum of the contributions. */
  score: number;
  stage: "none" | "service" | "pql" | "sql" | "mql" | "lead";
  temperature: "hot" | "warm" | "cold";
  composite: number;
  funnel: "tofu" | "mofu" | "bofu" | null;
  route: { to: string; slaMinutes: number | null } | null;
  fit: number | null;
  engagement: number;
  grade: { cell: string; fit: number | null; completeness: number; letter: "A" | "B" | "C" | "D" | "?"; engagementLevel: 1 | 2 | 3 | 4 };
  dimensions: Record<string, { points: number; percent: number }>;
  rubrics: Record<string, unknown>;
  contributions: { rule: string; dimension: string; points: number; reason: string }[];
  /** Facts that rules read and nobody told. */
  missing: string[];
  /** What rules the lead out. */
  gates: { id: string; reason: string }[];
  /** SHA-256 of the config's canonical JSON. */
  config: string;
  /** The version of the engine. */
  engine: string;
  now: number;
  /** SHA-256 of the canonical JSON of the facts. */
  facts: string;
  /** The probability, where the config has a model: six decimals. */
  p?: number | string;
  logit?: number;
  [member: string]: unknown;
}

/** A score, as an object and as the exact text that is compared. */
export interface Scored {
  envelope: Envelope;
  /** The envelope's canonical JSON (RFC 8785). */
  text: string;
}

/** One thing about a received lead that is not as its config makes it. */
export interface Difference {
  /** The part of the lead, as "score.stage", "score.facts" or "config.hash". */
  part: string;
  /** What differs, in a sentence. */
  message: string;
}

/** What came of recomputing a lead. */
export interface Recomputed {
  /** Whether the lead is, byte for byte, what its config makes of its facts. */
  same: boolean;
  /** Everything that differs; empty where `same`. */
  differences: Difference[];
  /** The outcome the lead should have had; null where it was made with another config. */
  outcome: string | null;
  /** The score made anew; null where the lead was made with another config. */
  envelope: Envelope | null;
  text: string | null;
}

export interface Options {
  /** The time to score for: whole milliseconds since 1970, or a Date. Default: the time in the facts. */
  now?: number | Date;
}

/** Facts that were read once. */
export interface Held {
  /** The score alone, 0 to 100. */
  points(): number;
  score(): Scored;
  /** Gives the memory back at once; without it that happens when nobody holds them. */
  free(): void;
}

/** A config that can be used. Read it once, and keep it: reading costs more than scoring. */
export class Config {
  /** Reads a config; throws a LeadletError with every fault. */
  constructor(config: string | ConfigDocument);
  /** The config's name. */
  readonly id: string;
  /** SHA-256 of its canonical JSON: the name by which a lead knows it. */
  readonly hash: string;
  /** What works, but likely not as meant. */
  readonly warnings: Fault[];
  score(facts: string | Facts, options?: Options): Scored;
  /** The score alone, 0 to 100: for ranking many leads in less time than their envelopes take. */
  points(facts: string | Facts, options?: Options): number;
  explain(facts: string | Facts, options?: Options): string[];
  recompute(lead: string | object): Recomputed;
  hold(facts: string | Facts, options?: Options): Held;
}

/** The version of the engine that stands in every envelope. */
export const engine: string;

/** Reads a config: JSON text or an object; throws a LeadletError with every fault. */
export function read(config: string | ConfigDocument): Config;

/** Scores facts: JSON text or an object; throws a LeadletError where they can't be scored. */
export function score(config: Config | string | ConfigDocument, facts: string | Facts, options?: Options): Scored;

/** Scores a received lead anew by the config it names, and says what differs from what it claims. */
export function recompute(config: Config | string | ConfigDocument, lead: string | object): Recomputed;

/** Tells in words how facts are scored, a line each, the largest reason first. */
export function explain(config: Config | string | ConfigDocument, facts: string | Facts, options?: Options): string[];
