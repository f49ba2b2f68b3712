// The types of leadlet.esm.js. The config's types follow below; they are generated.

/** A score, explained. */
export interface Score {
  /** 0 to 100. */
  score: number;
  stage: "none" | "service" | "pql" | "sql" | "mql" | "lead";
  temperature: "hot" | "warm" | "cold";
  /** Fit (A to D, or ? where too little is known) and engagement (1 to 4), as "B3". */
  grade: string;
  /** How deep in the funnel: awareness, evaluation, decision; null where no tagged rule gave points. */
  funnel: "tofu" | "mofu" | "bofu" | null;
  /** Who takes care of the lead, and within how many minutes; null where nobody does. */
  route: { to: string; slaMinutes: number | null } | null;
  /**
   * In words, the largest first: "+20 Asked for a price"; behind them those of a model, "+0.6 logit Role: cto".
   * The points add up to the score, the logits to the model's.
   */
  reasons: string[];
  /** What the model gives the lead, 0 to 1 with six decimals; absent without a model. */
  p?: number;
  /** Points that sum exactly to the score. */
  contributions: { rule: string; dimension: string; points: number; reason: string }[];
}

/** A score of what has been answered so far, and what would change it. */
export interface ScoreSoFar extends Score {
  /** What is not known yet, by name: facts that rules read, questions of rubrics. */
  unknown: string[];
  /** What would bring the lead to a better stage: "12 points to SQL". */
  ahead: string[];
}

/** The details of the `leadlet:*` events. None holds personal data. */
export interface EventDetails {
  ready: Record<string, never>;
  /** `steps` is the most steps the flow can still have: answers to come may leave some out. */
  step: { step: string; place: number; steps: number };
  answer: { field: string };
  score: Score;
  submit: { leadId: string };
  queued: { leadId: string };
  delivered: { leadId: string };
  outcome: { outcome: string };
  error: { diagnostics?: { code: string; path: string; message: string; suggestion?: string }[]; code?: string; message?: string };
}

/** An answer as a page gives it. */
export type AnswerValue = string | number | boolean | string[];

/** Something a visitor did, as the page's own script says it. */
export interface RecordedEvent {
  /** What sort, as "product" or "download". Texts are cut to 200 characters. */
  kind: string;
  name?: string;
  /**
   * What else there is to say of it: rules read it as `props.NAME`. At most 10, under names of letters, digits, "-"
   * and "_"; texts are cut to 200 characters.
   */
  props?: Record<string, string | number | boolean>;
}

/**
 * Whether what is observed may be kept: with the lead, and where the config says `remember` also on the device, for 90
 * days. `false` and "denied" remove what is there. Nothing is read from the device or written to it before `true` or
 * "granted".
 */
export type Consent = boolean | { analytics: boolean | "granted" | "denied" };

/** What a page knows of its visitor. `device` and `locale` are told by the browser already. */
export interface VisitorFacts {
  isCustomer?: boolean;
  visits?: number;
  returning?: boolean;
  [name: string]: string | number | boolean | undefined;
}

/** One flow on a page. Calls made before it is shown are kept and made then. */
export interface FlowHandle {
  /** Resolves to this handle once the flow, or the reason why there is none, is shown. */
  readonly ready: Promise<FlowHandle>;
  /** Takes everything out of the page again. */
  destroy(): void;
  /** Begins anew. */
  reset(): void;
  /**
   * Fills in answers that the visitor can see and change: of any field but hidden, calculated and
   * agreement. Nothing is sent by it.
   */
  prefill(values: Record<string, AnswerValue>): void;
  /** Sets hidden fields. */
  hidden(values: Record<string, AnswerValue>): void;
  /**
   * Says what the page knows of the visitor, as `{ isCustomer: true }`: conditions read it as
   * `visitor.isCustomer`. At most 20 facts; texts of at most 200 characters.
   */
  visitor(facts: VisitorFacts): void;
  /** Records something the visitor did; a text is short for `{ kind: "product", name: text }`. */
  record(event: string | RecordedEvent): void;
  /** Allows or refuses that what was observed is kept. */
  consent(state: Consent): void;
  /**
   * The place of the step that is shown, from 1, and the most steps the flow can still have; null
   * before the flow is shown.
   */
  progress(): { step: number; steps: number } | null;
  /**
   * The score of what has been answered so far, explained. Null where there is no flow. The first call
   * fetches the edition of the widget that explains, about 150 kB; a visitor who is never asked for a
   * score does not.
   */
  score(): Promise<ScoreSoFar | null>;
  /** Listens to an event of this flow; gives the function that stops it. */
  on<Name extends keyof EventDetails>(name: Name, listener: (event: CustomEvent<EventDetails[Name]>) => void): () => void;
}

/** What a flow starts with. */
export interface MountOptions {
  /** How the flow is shown: "form" is the one view there is. */
  view?: "form";
  /** Answers that the visitor can see and change. */
  prefill?: Record<string, AnswerValue>;
  /** Values of hidden fields. */
  hidden?: Record<string, AnswerValue>;
  /** What the page knows of the visitor. */
  visitor?: VisitorFacts;
  /** Whether what is observed may be kept. */
  consent?: Consent;
}

/**
 * Shows a flow inside `target`: an element or a selector.
 * `config` is an object, a JSON text, or the address of one.
 */
export function mount(target: Element | string, config: Config | string, options?: MountOptions): FlowHandle;

/**
 * Shows the flow that an element names in its `data-leadlet` attribute, with the answers that
 * `data-leadlet-prefill` and the facts that `data-leadlet-visitor` write as JSON.
 */
export function adopt(element: HTMLElement): FlowHandle;

/** Allows or refuses, for all flows, that what was observed is kept. */
export function consent(state: Consent): void;

/** Records something the visitor did, for all flows. */
export function record(event: string | RecordedEvent): void;

/** Registers `<leadlet-flow>`. Importing the module does it, too. */
export function define(): void;

declare global {
  interface HTMLElementTagNameMap {
    /** Attributes: `src`, the config's address; `prefill`, JSON of names and answers; `visitor`, JSON of facts. */
    "leadlet-flow": HTMLElement & { flow: FlowHandle | null };
  }
}
