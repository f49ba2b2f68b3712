// Generated from the settings tables by `cargo xtask generate`. Do not edit.

/** A JsonLogic expression (jsonlogic.com); { var: "answers.role" } reads the facts. */
export type Logic = null | boolean | number | string | Logic[] | { [operator: string]: Logic };

/** One flow: what is asked, how it is scored, where the visitor is led and where the lead goes. */
export interface Config {
  /** The address of the JSON schema, for editors. Leadlet does not read it. */
  "$schema"?: string;
  /** The version of this format: 1. */
  version: number;
  /** The config's name in leads and events. Unique on your site. */
  id: string;
  /** The language of the texts, as "en" or "de-CH" (BCP 47). Default "en". */
  locale?: string;
  /** How the flow is shown. Default "form": a step a screen. */
  view?: "form";
  /** The heading above the steps. An answer can stand in it, as "{answers.name|there}": behind the bar stands what is said without one, and {{ is a brace. */
  title?: string;
  /** A paragraph under the heading. */
  text?: string;
  /** What is asked, a step a screen. */
  steps: Step[];
  /** How the lead is scored. Default: not at all. */
  scoring?: Scoring;
  /** Where the visitor is led; the first that holds. The last one has no condition. */
  outcomes?: Outcome[];
  /** Where the lead goes. */
  delivery?: Endpoint[];
  /** What the visitor's behaviour tells. */
  signals?: Signals;
  /** How the flow appears in the page. */
  display?: Display;
  /** The look. */
  theme?: Theme;
  /** Sentences to say instead of the built-in ones. */
  words?: Words;
}

/** One screen of a form: a few fields that belong together. */
export interface Step {
  /** The step's name in other steps' next. Unique in the config; "end" is taken. */
  id: string;
  /** The heading of the step. An earlier answer can stand in it, as "{answers.name|there}". */
  title?: string;
  /** A paragraph under the heading. */
  text?: string;
  /** The step is passed over unless this holds. It may read answers of earlier steps. */
  showIf?: Logic;
  /** What is asked, in this order. */
  fields: Field[];
  /** Where to go from here: the first entry whose condition holds. Where none does, the step below. */
  next?: Jump[];
}

/** What every Field holds. */
export interface FieldCommon {
  /** The answer's name in conditions and in the lead, as answers.NAME. Unique in the config. */
  name: string;
  /** The question, shown above the control. An earlier answer can stand in it and in every other text of the field, as "{answers.name|there}". Default: the name. */
  label?: string;
  /** A sentence under the label that helps to answer. */
  help?: string;
  /** Whether it must be answered. Default false. */
  required?: boolean;
  /** It must be answered while this holds. It may read answers that stand before it. */
  requiredIf?: Logic;
  /** Shown only while this holds; a field that is not shown has no answer. It may read answers that stand before it. */
  showIf?: Logic;
  /** Whether the address of the page may answer it: true for a parameter of the field's name, or the parameter's name. The visitor sees the answer and can change it; one that the field does not take, or longer than 200 characters, is passed over. Default false. */
  prefill?: boolean | string;
  /** Which question of qualification the answer tells something about; every rubric reads it, by its own words. */
  tells?: "budget" | "authority" | "need" | "timing" | "metrics" | "economicBuyer" | "criteria" | "process" | "pain" | "champion" | "challenges" | "money" | "prioritization";
}

/** A box to tick. What it says is kept with the lead, whether ticked or not. */
export interface AgreementField extends FieldCommon {
  type: "agreement";
  /** What is agreed to, in the visitor's words. */
  text: string;
  /** What the agreement is for, as "marketing" or "terms". Default: the field's name. */
  purpose?: string;
  /** Where the full policy stands. */
  policyUrl?: string;
  /** Which edition of the policy, kept with the lead. */
  policyVersion?: string;
}

/** One of several options, or any number of them. */
export interface ChoiceField extends FieldCommon {
  type: "choice";
  /** What can be picked, in this order. */
  options: Option[];
  /** How the options are laid out: auto, list, cards, pictures, dropdown, or search (a list that typing narrows). Default "auto": cards where they are few, a list to open where they are many. */
  as?: "auto" | "list" | "cards" | "pictures" | "dropdown" | "search";
  /** Whether several can be picked. Default false. */
  many?: boolean;
  /** With many: the fewest that must be picked, where any is. Default 1. */
  minPicked?: number;
  /** With many: the most that can be picked. Default: all. */
  maxPicked?: number;
  /** Whether a last option opens a line to write an answer of one's own into, of at most 200 characters. It stands in the lead, in conditions and in texts as an option's value does; what is written like an option is that option. What is asked to be a dropdown or a search is listed then. Default false. */
  allowOther?: boolean;
  /** With allowOther: what that last option is called. Default: the sentence "other" of the words. */
  otherLabel?: string;
}

/** An e-mail address. Domains in any script are kept in the form mail programs take (xn--…). */
export interface EmailField extends FieldCommon {
  type: "email";
  /** Shown while it is empty; no substitute for a label. */
  placeholder?: string;
  /** What to do with addresses of free providers (gmail.com): refuse them (block), take them with a hint (warn), or take them silently and leave it to rules that read email.free (score). Default "score". */
  freeMail?: "block" | "warn" | "score";
  /** What to do with addresses that are thrown away (mailinator.com): refuse them (block), take them with a hint (warn), or take them silently and leave it to rules that read email.disposable (score). Default "score". */
  disposableMail?: "block" | "warn" | "score";
  /** Whether a slip in the domain (gmial.com) is answered with what was probably meant. Default false. */
  suggest?: boolean;
}

/** A value that no visitor sees. The page may set it by handle.hidden(); the address bar may not. */
export interface HiddenField extends FieldCommon {
  type: "hidden";
  /** The value where the page sets none. Default: no answer. */
  value?: string | number | boolean;
}

/** A number. */
export interface NumberField extends FieldCommon {
  type: "number";
  /** Shown behind the input, as "EUR". It does not convert. */
  unit?: string;
  /** The least that is taken. Default: -1e12. */
  min?: number;
  /** The most that is taken. Default: 1e12. */
  max?: number;
  /** From one number that is taken to the next, counted from min, or from 0 where there is none. At least 0.000001. Default: any number. */
  step?: number;
  /** Whether only whole numbers are taken. Default false. */
  whole?: boolean;
  /** Shown while it is empty; no substitute for a label. */
  placeholder?: string;
  /** For a field that says what it tells: the amounts, rising, from which the answer reaches level 1, 2 and 3. */
  levels?: number[];
}

/** A telephone number. The lead has it as +, calling code and number (E.164), where the country is known. */
export interface PhoneField extends FieldCommon {
  type: "phone";
  /** Shown while it is empty; no substitute for a label. */
  placeholder?: string;
  /** Where numbers without a calling code are from: two capital letters (ISO 3166), as "DE". Default: the first of countries, else the region of the locale ("de-CH"). Without any, such numbers are kept as their digits. */
  country?: string;
  /** The only countries whose numbers are taken, as ["DE", "AT", "CH"]. Countries that share a calling code (US and CA) count as one. Default: all. */
  countries?: string[];
}

/** One line of text. */
export interface TextField extends FieldCommon {
  type: "text";
  /** What a browser may fill in, by the HTML standard's token. Default "off". */
  autocomplete?: "off" | "name" | "given-name" | "family-name" | "honorific-prefix" | "nickname" | "organization" | "organization-title" | "street-address" | "address-line1" | "address-line2" | "address-level1" | "address-level2" | "postal-code" | "country-name";
  /** Shown while it is empty; no substitute for a label. */
  placeholder?: string;
  /** The fewest characters. Default: none. */
  minLength?: number;
  /** The most characters. Default 200. */
  maxLength?: number;
}

/** Several lines of text. */
export interface TextareaField extends FieldCommon {
  type: "textarea";
  /** Shown while it is empty; no substitute for a label. */
  placeholder?: string;
  /** How many lines are shown at once. Default 4. */
  rows?: number;
  /** The fewest characters. Default: none. */
  minLength?: number;
  /** The most characters. Default 2000. */
  maxLength?: number;
}

/** A postal address: several fields that browsers fill in at once. Each part is an answer of its own, as answers.city; the group has none. Required means that street, postalCode, city and country are, unless they say otherwise. */
export interface AddressField extends FieldCommon {
  type: "address";
  /** What is asked, in this order. Default: street, postalCode, city, country. */
  parts?: ("street" | "line2" | "postalCode" | "city" | "region" | "country" | AddressPart)[];
  /** Put before the names of the answers: "billing" makes billingCity. Default: none. */
  prefix?: string;
  /** The only countries to pick from. Default: all. */
  only?: string[];
  /** The countries that stand first in the list, in this order. Default: none. */
  first?: string[];
}

/** A value reckoned from answers that stand before it: a number, a text, or true or false. Nobody is asked. */
export interface CalculatedField extends FieldCommon {
  type: "calculated";
  /** What it is, as { "*": [ { "var": "answers.seats" }, 12 ] }. Where that gives no number, text, true or false, there is no answer. */
  value: Logic;
  /** How many decimals a number is rounded to, 0 to 6, a half away from zero. Default 2. */
  decimals?: number;
  /** Whether the visitor sees it, with its label. Default true. */
  show?: boolean;
  /** Shown behind a number, as "EUR". It does not convert. */
  unit?: string;
  /** For a field that says what it tells: the amounts, rising, from which the answer reaches level 1, 2 and 3. */
  levels?: number[];
}

/** Who the visitor is and how to reach them: several fields that browsers fill in at once. Each part is an answer of its own, as answers.email; the group has none. Required means that each part is, unless it says otherwise. */
export interface ContactField extends FieldCommon {
  type: "contact";
  /** What is asked, in this order. Default: firstName, lastName, email. */
  parts?: ("firstName" | "lastName" | "name" | "email" | "phone" | "company" | "jobTitle" | "website" | ContactPart)[];
  /** Put before the names of the answers: "billing" makes billingEmail. Default: none. */
  prefix?: string;
  /** As for a field of type email. */
  freeMail?: "block" | "warn" | "score";
  /** As for a field of type email. */
  disposableMail?: "block" | "warn" | "score";
  /** As for a field of type email. */
  suggest?: boolean;
  /** As for a field of type phone. */
  country?: string;
  /** As for a field of type phone. */
  countries?: string[];
}

/** A country, picked from a list that typing narrows, named in the visitor's language. Its answer is the code of ISO 3166-1, as "DE". */
export interface CountryField extends FieldCommon {
  type: "country";
  /** The only countries to pick from. Default: all. */
  only?: string[];
  /** The countries that stand first in the list, in this order. Default: none. */
  first?: string[];
}

/** A day of the calendar, of the years 1000 to 9999. Its answer is written as "2026-12-24", which compares in order. */
export interface DateField extends FieldCommon {
  type: "date";
  /** The first day that is taken: a date, or "today", "today+30" (days), "today-6m" (months), "today-18y" (years). Default: any. */
  min?: string;
  /** The last day that is taken, written as min is. Default: any. */
  max?: string;
  /** Whether it is the visitor's date of birth, which browsers can fill in. Default false. */
  birthday?: boolean;
}

/** Several questions with the same options, in a grid. Each row is an answer of its own; the matrix has none. Required means that each row is, unless it says otherwise. */
export interface MatrixField extends FieldCommon {
  type: "matrix";
  /** The questions, from top to bottom. */
  rows: MatrixRow[];
  /** The options of every row, from left to right. */
  columns: Option[];
  /** Whether several options of a row can be picked. Default false. */
  many?: boolean;
}

/** An amount in one currency. Its answer is a number in units of the currency (12.5 is 12 euros and 50 cents). */
export interface MoneyField extends FieldCommon {
  type: "money";
  /** The currency, by its code of ISO 4217, as "EUR". It decides how many digits may stand behind the decimal sign: two, in JPY none, in KWD three. */
  currency: string;
  /** The least that is taken. Default 0. */
  min?: number;
  /** The most that is taken. Default: 1e12. */
  max?: number;
  /** Shown while it is empty; no substitute for a label. */
  placeholder?: string;
  /** For a field that says what it tells: the amounts, rising, from which the answer reaches level 1, 2 and 3. */
  levels?: number[];
}

/** A number picked with a slider. It has no answer until the visitor has moved it or confirmed where it stands. */
export interface RangeField extends FieldCommon {
  type: "range";
  /** The number at the low end. Default 0. */
  min?: number;
  /** The number at the high end. Default 100. */
  max?: number;
  /** From one number to the next, counted from min. At least 0.000001. Default 1. */
  step?: number;
  /** Shown behind the number, as "EUR". It does not convert. */
  unit?: string;
  /** What the low end means, shown under it. Default: its number. */
  low?: string;
  /** What the high end means, shown under it. Default: its number. */
  high?: string;
  /** For a field that says what it tells: the amounts, rising, from which the answer reaches level 1, 2 and 3. */
  levels?: number[];
}

/** Options to bring into an order. Its answer is the list of their values, the best first. It has none until the visitor has moved an option or confirmed the order. */
export interface RankingField extends FieldCommon {
  type: "ranking";
  /** What is brought into an order; shown in this one at first. */
  options: Option[];
  /** How many of the first places are kept as the answer. Default: all. */
  top?: number;
}

/** How good something is, in stars. Its answer is their number, from 1. */
export interface RatingField extends FieldCommon {
  type: "rating";
  /** How many stars there are, 3 to 10. Default 5. */
  max?: number;
  /** What one star means. Default: nothing is said. */
  low?: string;
  /** What all stars mean. Default: nothing is said. */
  high?: string;
  /** For a field that says what it tells: the stars, rising, from which the answer reaches level 1, 2 and 3. */
  levels?: number[];
}

/** A whole number of a short line, a button each. Without settings it goes from 0 to 10, as the net promoter score does. */
export interface ScaleField extends FieldCommon {
  type: "scale";
  /** The least, 0 or 1. Default 0. */
  min?: number;
  /** The most, 2 to 10. Default 10. */
  max?: number;
  /** What the least means, as "Not at all likely". Default: nothing is said. */
  low?: string;
  /** What the most means, as "Extremely likely". Default: nothing is said. */
  high?: string;
  /** For a field that says what it tells: the numbers, rising, from which the answer reaches level 1, 2 and 3. */
  levels?: number[];
}

/** Something to read between the questions. It has no answer; its label is not shown. */
export interface StatementField extends FieldCommon {
  type: "statement";
  /** What is read, piece by piece. A text alone is a paragraph. */
  content: (string | Piece)[];
}

/** A time of day. Its answer is written as "14:30", which compares in order; it knows no time zone. */
export interface TimeField extends FieldCommon {
  type: "time";
  /** The first time that is taken, as "09:00". Default "00:00". */
  min?: string;
  /** The last time that is taken, as "17:30". Default "23:59". */
  max?: string;
  /** From one time that is taken to the next, counted from min, in minutes, 1 to 720. Default 1. */
  stepMinutes?: number;
}

/** A web address of at most 2000 characters. Where no scheme is typed, it is https. */
export interface UrlField extends FieldCommon {
  type: "url";
  /** Shown while it is empty; no substitute for a label. */
  placeholder?: string;
}

/** A question answered by yes or no. Its answer is true or false. */
export interface YesNoField extends FieldCommon {
  type: "yes-no";
  /** What "yes" is called. Default: "Yes", or your word for it in words. */
  yes?: string;
  /** What "no" is called. Default: "No", or your word for it in words. */
  no?: string;
  /** What "yes" tells, for a field that says what it tells: 0 nothing good, 3 all one could wish. Default 1. */
  yesLevel?: number;
  /** What "no" tells. Default 0. */
  noLevel?: number;
  /** What "yes" asks you for. A demo, quote or call makes the lead sales qualified by default. */
  asksFor?: "demo" | "quote" | "call" | "trial" | "upgrade" | "support";
}

/** One of the Field types, told apart by its type. */
export type Field = AgreementField | ChoiceField | EmailField | HiddenField | NumberField | PhoneField | TextField | TextareaField | AddressField | CalculatedField | ContactField | CountryField | DateField | MatrixField | MoneyField | RangeField | RankingField | RatingField | ScaleField | StatementField | TimeField | UrlField | YesNoField;

/** One option that can be picked. */
export interface Option {
  /** What stands in the lead and in conditions. Unique in the field. */
  value: string;
  /** What the visitor reads. Default: the value. */
  label?: string;
  /** A second line under the label. Default: none. */
  text?: string;
  /** The address of a picture of it, shown where the choice is shown as pictures. Default: none. */
  picture?: string;
  /** What the picture shows, for those who can't see it. Default: nothing, since the label names it. */
  alt?: string;
  /** What picking it tells, for a field that says what it tells: 0 nothing good, 3 all one could wish. */
  level?: number;
  /** What picking it asks you for. A demo, quote or call makes the lead sales qualified by default. */
  asksFor?: "demo" | "quote" | "call" | "trial" | "upgrade" | "support";
}

/** One part of an address, with what is special about it. */
export interface AddressPart {
  /** Which part. */
  part: "street" | "line2" | "postalCode" | "city" | "region" | "country";
  /** What it is called. Default: the word for it in words. */
  label?: string;
  /** The answer's name. Default: the part's, behind the group's prefix. */
  name?: string;
  /** Whether it must be answered. Default: as the group. */
  required?: boolean;
}

/** One part of a contact, with what is special about it. */
export interface ContactPart {
  /** Which part. */
  part: "firstName" | "lastName" | "name" | "email" | "phone" | "company" | "jobTitle" | "website";
  /** What it is called. Default: the word for it in words. */
  label?: string;
  /** The answer's name. Default: the part's, behind the group's prefix. */
  name?: string;
  /** Whether it must be answered. Default: as the group. */
  required?: boolean;
}

/** One question of a matrix. */
export interface MatrixRow {
  /** The answer's name, as answers.NAME. Unique in the config. */
  name: string;
  /** The question. Default: the name. */
  label?: string;
  /** Whether it must be answered. Default: as the matrix. */
  required?: boolean;
  /** Which question of qualification the answer tells something about; rubrics read it. */
  tells?: "budget" | "authority" | "need" | "timing" | "metrics" | "economicBuyer" | "criteria" | "process" | "pain" | "champion" | "challenges" | "money" | "prioritization";
}

/** What every Piece holds. */
export interface PieceCommon {
}

/** A paragraph. */
export interface ParagraphPiece extends PieceCommon {
  type: "paragraph";
  /** What it says: a text, or texts and spans in their order. */
  text: string | (string | Span)[];
}

/** A list of points. */
export interface ListPiece extends PieceCommon {
  type: "list";
  /** The points: each a text, or texts and spans in their order. */
  items: (string | (string | Span)[])[];
}

/** A picture. */
export interface PicturePiece extends PieceCommon {
  type: "picture";
  /** Where it stands: https, or a path on the site. */
  url: string;
  /** What it shows, for those who can't see it. Write "" where it only decorates. */
  alt: string;
}

/** A link to a video, which opens in a new tab. Nothing is fetched before. */
export interface VideoPiece extends PieceCommon {
  type: "video";
  /** Where it can be watched. */
  url: string;
  /** What the link says, as "Watch the tour (2 min)". */
  label: string;
}

/** One of the Piece types, told apart by its type. */
export type Piece = ParagraphPiece | ListPiece | PicturePiece | VideoPiece;

/** What every Span holds. */
export interface SpanCommon {
}

/** Words in bold. */
export interface BoldSpan extends SpanCommon {
  type: "bold";
  /** The words. */
  text: string;
}

/** Words in italics. */
export interface ItalicSpan extends SpanCommon {
  type: "italic";
  /** The words. */
  text: string;
}

/** Words that lead elsewhere, in a new tab. */
export interface LinkSpan extends SpanCommon {
  type: "link";
  /** The words. */
  text: string;
  /** Where they lead. */
  url: string;
}

/** A new line in the same paragraph. */
export interface BreakSpan extends SpanCommon {
  type: "break";
}

/** One of the Span types, told apart by its type. */
export type Span = BoldSpan | ItalicSpan | LinkSpan | BreakSpan;

/** Where to go from a step. */
export interface Jump {
  /** Taken when this holds; always, where it is left out. */
  if?: Logic;
  /** The id of a step further down, or "end". */
  to: string;
}

/** How a lead is scored. */
export interface Scoring {
  /** Points for what is true or for what the visitor did. */
  rules?: Rule[];
  /** Bounds that rules share. */
  groups?: Bounds[];
  /** Bounds of dimensions. Default of each: -100 to 100. */
  dimensions?: Bounds[];
  /** What rules a lead out, whatever its points. */
  disqualifiers?: Disqualifier[];
  /** How far the lead is qualified: built-in rubrics by name, or your own. */
  rubrics?: ("bant" | "champ" | "meddic" | Rubric)[];
  /** When a lead is at a stage. Default: the list in the documentation. */
  stages?: StageRule[];
  /** What past leads say of a new one: a model that `leadlet train` or `leadlet import-model` wrote. */
  model?: Model;
  /** From which composite a lead is warm or hot. */
  temperature?: Temperature;
  /** Which dimensions make the composite, from which temperature is read. Default: it is the score. */
  composite?: CompositePart[];
  /** From where a lead is A, B or C, and 1, 2 or 3. */
  grade?: GradeCuts;
  /** From where a lead is in which part of the funnel. */
  funnel?: Funnel;
  /** Who takes care of a lead, and how soon. Default: the list in the documentation. */
  routes?: Route[];
}

/** Points for what is true or for what the visitor did. Exactly one of if and count. */
export interface Rule {
  /** The rule's name in explanations. Unique in the config. */
  id: string;
  /** What the points are about: "fit", "engagement", or a name of your own. Default "fit" with if, "engagement" with count. */
  dimension?: string;
  /** What it is worth, -10000 to 10000; with count, each event. */
  points: number;
  /** The points are given once when this holds. */
  if?: Logic;
  /** The points are given for every such event. */
  count?: Count;
  /** With count: the most the rule gives in all (or takes, for negative points). */
  max?: number;
  /** With count: the most the rule gives for one UTC day. */
  maxPerDay?: number;
  /** With count: an event is worth half after so many days, a quarter after twice as many. */
  halfLifeDays?: number;
  /** With count: an event's worth falls evenly to nothing over so many days. */
  linearDays?: number;
  /** With count: an event's worth halves at once every so many days. */
  stepDays?: number;
  /** With count: an event counts in full for so many days, then not at all. */
  withinDays?: number;
  /** The id of a group whose bounds hold for its rules together. */
  group?: string;
  /** Which part of the funnel the content is for that the rule is about: awareness (tofu), evaluation (mofu) or decision (bofu). */
  funnel?: "tofu" | "mofu" | "bofu";
  /** The words that explain the points, as "Asked for a price". Default: the id. */
  reason?: string;
}

/** Which events count. */
export interface Count {
  /** The kind of event, as "page" or "download". */
  event: string;
  /** Only events on this path; with * at the end, on every path that begins so. */
  path?: string;
  /** Only events with this name. */
  name?: string;
  /** Only events of which this holds; it reads the event: kind, path, name, t, and props.NAME, what the page says of it with record(). */
  if?: Logic;
}

/** The least and the most points of several rules together. */
export interface Bounds {
  /** The name that rules refer to. */
  id: string;
  /** The least. Default -100. */
  min?: number;
  /** The most. Default 100. */
  max?: number;
}

/** What rules a lead out: a gate, not minus points. */
export interface Disqualifier {
  /** Its name in explanations. */
  id: string;
  /** When. */
  if: Logic;
  /** The words that explain it. Default: the id. */
  reason?: string;
}

/** How far a lead is qualified, question by question. */
export interface Rubric {
  /** The rubric's name, as conditions read it: rubrics.ID.level. */
  id: string;
  /** Its questions. */
  dimensions: RubricDimension[];
}

/** One question of a rubric. */
export interface RubricDimension {
  /** The question's name, as "budget". */
  id: string;
  /** How much it counts. Default 1. */
  weight?: number;
  /** Which fields ask it, by what they tell. */
  concept?: "budget" | "authority" | "need" | "timing" | "metrics" | "economicBuyer" | "criteria" | "process" | "pain" | "champion";
  /** What shows the level; the highest counts. */
  evidence: Evidence[];
}

/** Something that shows how far a question is answered. */
export interface Evidence {
  /** Its name in explanations. Default: the question's name, from the second evidence on with its number. */
  id?: string;
  /** Gives 0 to 3, or null for not known. */
  level: Logic;
  /** Stated by the visitor, observed on the site, or inferred. Inferred reaches level 2 at most; observed reaches 2 at most for budget and authority. */
  source: "stated" | "observed" | "inferred";
}

/** When a lead is at a stage; the first entry that holds counts. It may also read grade.*, rubrics.* and score. */
export interface StageRule {
  /** The stage. */
  stage: "none" | "service" | "pql" | "sql" | "mql" | "lead";
  /** When; always, where it is left out. */
  if?: Logic;
}

/** What every Model holds. */
export interface ModelCommon {
  /** The version of this format: 1. */
  version: number;
  /** The logit before any feature is looked at. Default 0. */
  base?: number;
  /** How a logit becomes a probability. Default: by the logistic function alone. */
  calibration?: Calibration;
  /** From which probability a lead is likely, which makes it an MQL by default. Default 0.5. */
  threshold?: number;
  /** The share of positive outcomes it was trained on. */
  baseRate?: number;
  /** What it was trained on, in words. Leadlet does not read it. */
  trainedOn?: string;
  /** How many leads it was trained on. */
  n?: number;
  /** How many of them had a positive outcome. */
  positives?: number;
  /** How good it was when it was trained. Leadlet does not read it. */
  metrics?: unknown;
}

/** Adds up the logits of bins: a scorecard, a logistic regression or a naive Bayes classifier. */
export interface AdditiveModel extends ModelCommon {
  kind: "additive";
  /** The logit of one point: a scorecard has whole points and a unit. Default 1: points are logits. */
  unit?: number;
  /** Its features. */
  features: ModelTable[];
}

/** Adds up the leaves of trees: what `leadlet import-model` makes of XGBoost and LightGBM. */
export interface TreesModel extends ModelCommon {
  kind: "trees";
  /** Rounds numbers to single precision before they are compared, as XGBoost does. Default false. */
  single?: boolean;
  /** Its features. */
  features: ModelInput[];
  /** Its trees. */
  trees: ModelTree[];
}

/** One of the Model types, told apart by its kind. */
export type Model = AdditiveModel | TreesModel;

/** What every Calibration holds. */
export interface CalibrationCommon {
}

/** The logistic function of a line: 1 / (1 + e^-(slope × logit + shift)). */
export interface PlattCalibration extends CalibrationCommon {
  kind: "platt";
  /** The slope of the line. */
  slope: number;
  /** Its value at 0. */
  shift: number;
}

/** Rising points with straight lines between them, level before the first and behind the last. */
export interface IsotonicCalibration extends CalibrationCommon {
  kind: "isotonic";
  /** The logits of the points, rising. */
  logits: number[];
  /** Their probabilities, never falling. */
  p: number[];
}

/** One of the Calibration types, told apart by its kind. */
export type Calibration = PlattCalibration | IsotonicCalibration;

/** The points of one feature, by edges for numbers or by values for anything else. */
export interface ModelTable {
  /** The fact it reads, as "answers.role" or "events.page.n30d". */
  fact: string;
  /** Its name in explanations. Default: the fact. */
  label?: string;
  /** The upper edges of bins of numbers, rising; an edge belongs to the bin below it. Behind the last one is one more bin. */
  edges?: number[];
  /** The values that have a bin each; of several picked, the first in this list counts. */
  values?: string[];
  /** The points of the bins, in their order. */
  points: number[];
  /** The points where nobody told the fact. Default 0. */
  missing?: number;
  /** The points of any value that is not in the list. Default 0. */
  other?: number;
}

/** A number that trees ask for. */
export interface ModelInput {
  /** The fact it reads, as "answers.role" or "events.page.n30d". */
  fact: string;
  /** Its name in explanations. Default: the fact. */
  label?: string;
  /** Reads the fact as 1 where it is this value, or a list with it, and else as 0. */
  is?: string;
}

/** One tree, its nodes as columns: a lead goes left where the feature is below the node's threshold. The first node is the root; a tree without nodes is one leaf. */
export interface ModelTree {
  /** Which feature each node asks for, from 0. */
  feature: number[];
  /** The threshold of each node. */
  below: number[];
  /** Where it leads on the left: a node further down, or -1 for the first leaf, -2 for the second. */
  left: number[];
  /** Where it leads on the right, in the same way. */
  right: number[];
  /** Whether a lead without the fact goes left. */
  missingLeft: boolean[];
  /** The logit of each leaf. */
  leaf: number[];
  /** The weight of each leaf, its sum of hessians, which explanations need. */
  weight: number[];
}

/** From which composite a lead is warm or hot. */
export interface Temperature {
  /** The least composite of a hot lead. Default 71. */
  hot?: number;
  /** The least composite of a warm lead. Default 30. */
  warm?: number;
}

/** How much a dimension weighs in the composite, from which temperature is read. */
export interface CompositePart {
  /** The dimension, as "fit". */
  dimension: string;
  /** How much it weighs, 1 to 100. Default 1. */
  weight?: number;
}

/** Where the letters and levels of grades begin, in percent. */
export interface GradeCuts {
  /** From which percentage of fit a lead is A, B and C; below it is D. Default [75, 50, 25]. */
  fit?: number[];
  /** From which percentage of engagement a lead is 1, 2 and 3; below it is 4. Default [75, 50, 25]. */
  engagement?: number[];
  /** How much of the fit must be known for a letter, in percent; below it is ?. Default 40. */
  minCompleteness?: number;
}

/** From how many points of rules with its tag a lead is in a part of the funnel; the deepest counts. */
export interface Funnel {
  /** Awareness: the least points. Default 1. */
  tofu?: number;
  /** Evaluation: the least points. Default 1. */
  mofu?: number;
  /** Decision: the least points. Default 1. */
  bofu?: number;
}

/** Who takes care of a lead; the first entry that holds counts. It may read all that stages read, and score.stage, score.temperature, score.composite and score.funnel, and score.p of a model. */
export interface Route {
  /** Only leads at this stage. */
  stage?: "none" | "service" | "pql" | "sql" | "mql" | "lead";
  /** Only when this holds. */
  if?: Logic;
  /** Who: a queue, a team, a person, as your backend knows them. */
  to: string;
  /** Within how many minutes the lead is to be answered, 1 to 525600 (a year). Default: no promise. */
  slaMinutes?: number;
}

/** Where the visitor is led; the first outcome that holds counts. */
export interface Outcome {
  /** The outcome's name in the lead and in events. Unique in the config. */
  id: string;
  /** When; always, where it is left out. It may also read score.total, score.stage, score.temperature and score.grade, and score.p of a model. */
  if?: Logic;
  /** The heading. An answer can stand in it, as "{answers.name|there}", and the score, as {score.total} or {score.grade}, or {score.p} of a model. */
  title: string;
  /** A paragraph under the heading. */
  text?: string;
  /** What the visitor can do next; the first one stands out. */
  actions?: Action[];
}

/** Something the visitor can do next. */
export interface Action {
  /** What it is: it decides the sign and how the link opens. */
  type: "download" | "calendar" | "link" | "call" | "message";
  /** Where it leads: https, a path on the same site, tel: or mailto:. */
  url: string;
  /** The words on the button. */
  label: string;
}

/** What every Endpoint holds. */
export interface EndpointCommon {
  /** The endpoint's name in events. Default: its type. */
  id?: string;
  /** Where leads are posted: https, or a path on the same site. */
  url: string;
}

/** Posts the lead as JSON to an endpoint of your own. */
export interface JsonEndpoint extends EndpointCommon {
  type: "json";
}

/** One of the Endpoint types, told apart by its type. */
export type Endpoint = JsonEndpoint;

/** What the visitor's behaviour on your own pages tells, besides the page that is open. Rules count it, conditions read it as events.KIND.n. */
export interface Signals {
  /** After how many seconds in view a page gives the event "dwell", named by the seconds, as "30"; 1 to 3600 each. Default: never. */
  dwellSeconds?: number[];
  /** From which percentage of its height on a page gives the event "scroll", named by the percentage, as "75"; 1 to 100 each. Default: never. */
  scrollPercent?: number[];
  /** Whether a click on a link to a file is the event "download", named by the file, as "prices.pdf": a link with the attribute download, or to a document, table, archive, sound or film by the end of its name. Default false. */
  downloads?: boolean;
  /** Whether events are kept on the visitor's device from page to page and from visit to visit, for 90 days. Nothing is read or written before the page says consent(true). Default false. */
  remember?: boolean;
  /** Pages and clicks that are an event by themselves. */
  records?: SignalRecord[];
}

/** A page that is opened, or a click, that is an event by itself. */
export interface SignalRecord {
  /** The kind of event, as "download" or "product". */
  kind: string;
  /** Its name, as "case-study". */
  name?: string;
  /** Only on this path; with * at the end, on every path that begins so. Default: on every page. */
  path?: string;
  /** When something that this CSS selector finds is clicked. Default: when the page is opened. */
  selector?: string;
}

/** How the flow appears in the page. */
export interface Display {
  /** Default "inline": where its element stands. */
  mode?: "inline";
}

/** The look of a flow: typed tokens, no CSS. */
export interface Theme {
  /** Colour of buttons, marks and focus rings. Default: a blue. */
  accent?: string;
  /** Roundness of corners in CSS pixels. Default 10. */
  radiusPx?: number;
  /** Light, dark, or as the visitor's device says. Default "auto". */
  scheme?: "auto" | "light" | "dark";
}

/** Sentences to say instead of the built-in ones. */
export interface Words {
  /** Said instead of "Continue" */
  next?: string;
  /** Said instead of "Back" */
  back?: string;
  /** Said instead of "Send" */
  send?: string;
  /** Said instead of "Sending…" */
  sending?: string;
  /** Said instead of "Try again" */
  tryAgain?: string;
  /** Said instead of "optional" */
  optional?: string;
  /** Said instead of "Please choose" */
  chooseOne?: string;
  /** Said instead of "Step {step} of {steps}" */
  stepOf?: string;
  /** Said instead of "Step {step}" */
  step?: string;
  /** Said instead of "Read the policy" */
  privacy?: string;
  /** Said instead of "opens in a new tab" */
  opensNewPage?: string;
  /** Said instead of "One answer needs your attention" */
  summaryOne?: string;
  /** Said instead of "{count} answers need your attention" */
  summaryMany?: string;
  /** Said instead of "Please answer this." */
  required?: string;
  /** Said instead of "Please choose one." */
  requiredChoice?: string;
  /** Said instead of "Please tick this box to go on." */
  requiredAgreement?: string;
  /** Said instead of "Please write at least {min} characters." */
  tooShort?: string;
  /** Said instead of "Please write at most {max} characters." */
  tooLong?: string;
  /** Said instead of "Please write an address like name@example.com." */
  notAnEmail?: string;
  /** Said instead of "Please write the part before the @ without accents or other scripts." */
  mailboxLetters?: string;
  /** Said instead of "Did you mean {replacement}?" */
  didYouMean?: string;
  /** Said instead of "Use {replacement}" */
  useInstead?: string;
  /** Said instead of "Please use an address that you keep." */
  disposableMail?: string;
  /** Said instead of "Please use your work e-mail address." */
  freeMail?: string;
  /** Said instead of "A work address helps us answer better." */
  freeMailHint?: string;
  /** Said instead of "Please write the whole number, like +49 30 123456." */
  notAPhone?: string;
  /** Said instead of "Please write a number, like {example}." */
  notANumber?: string;
  /** Said instead of "Please write {min} or more." */
  belowMin?: string;
  /** Said instead of "Please write {max} or less." */
  aboveMax?: string;
  /** Said instead of "Please write a whole number." */
  notWhole?: string;
  /** Said instead of "Please choose at least {min}." */
  tooFew?: string;
  /** Said instead of "Please choose at most {max}." */
  tooMany?: string;
  /** Said instead of "Please choose one of the answers shown." */
  notAnOption?: string;
  /** Said instead of "The nearest that fit are {below} and {above}." */
  offStep?: string;
  /** Said instead of "Your answers could not be sent. They are still here." */
  sendFailed?: string;
  /** Said instead of "You seem to be offline. Your answers are still here." */
  sendOffline?: string;
  /** Said instead of "The site could not take your answers. They are still here." */
  sendRefused?: string;
  /** Said instead of "Not sent yet. Trying again…" */
  retrying?: string;
  /** Said instead of "Thank you" */
  done?: string;
  /** Said instead of "{others} and {last}" */
  listOf?: string;
  /** Said instead of "Please write the whole number with its area code, or begin with +{code}." */
  notAPhoneHere?: string;
  /** Said instead of "We can't take numbers of this country. Please write another." */
  phoneElsewhere?: string;
  /** Said instead of "Please write a web address, like example.com." */
  notAUrl?: string;
  /** Said instead of "Please write an amount in {currency}, like {example}." */
  notAnAmount?: string;
  /** Said instead of "Please write at most {max} digits after the decimal sign." */
  tooPrecise?: string;
  /** Said instead of "Please write a date, like {example}." */
  notADate?: string;
  /** Said instead of "Please write a time, like {example}." */
  notATime?: string;
  /** Said instead of "Please choose {min} or later." */
  tooEarly?: string;
  /** Said instead of "Please choose {max} or earlier." */
  tooLate?: string;
  /** Said instead of "Please bring these into your order." */
  requiredOrder?: string;
  /** Said instead of "First name" */
  firstName?: string;
  /** Said instead of "Last name" */
  lastName?: string;
  /** Said instead of "Name" */
  fullName?: string;
  /** Said instead of "Email" */
  email?: string;
  /** Said instead of "Phone" */
  phone?: string;
  /** Said instead of "Company" */
  company?: string;
  /** Said instead of "Job title" */
  jobTitle?: string;
  /** Said instead of "Website" */
  website?: string;
  /** Said instead of "Street and number" */
  street?: string;
  /** Said instead of "Apartment, floor" */
  addressLine2?: string;
  /** Said instead of "Postal code" */
  postalCode?: string;
  /** Said instead of "City" */
  city?: string;
  /** Said instead of "State or region" */
  region?: string;
  /** Said instead of "Country" */
  country?: string;
  /** Said instead of "Yes" */
  yes?: string;
  /** Said instead of "No" */
  no?: string;
  /** Said instead of "Nothing fits. Try fewer letters." */
  nothingFound?: string;
  /** Said instead of "Other…" */
  other?: string;
  /** Said instead of "{value} of {max}" */
  outOf?: string;
  /** Said instead of "not answered yet" */
  notAnswered?: string;
  /** Said instead of "less" */
  less?: string;
  /** Said instead of "more" */
  more?: string;
  /** Said instead of "Move {option} up" */
  moveUp?: string;
  /** Said instead of "Move {option} down" */
  moveDown?: string;
  /** Said instead of "{option} is now {place} of {count}" */
  rankedAt?: string;
  /** Said instead of "This is my order" */
  keepOrder?: string;
  /** Said instead of "This form can't be shown." */
  broken?: string;
}
