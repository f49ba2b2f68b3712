/**
 * How a visitor goes through any template: its config says what is asked, the first case beside it
 * says what is answered and what must come of it.
 *
 * Knows each field type by what a visitor sees of it: its label, its buttons, its list.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

/** The templates of www/configs, as their files are called. */
export const TEMPLATES = [
  "ebook-download", "checklist", "template-pack", "webinar-registration",
  "free-tool", "roi-calculator", "price-quote", "personality-quiz", "graded-quiz",
  "bant-qualification", "champ-qualification", "meddic-qualification", "demo-request", "service-upgrade",
];

/** When cases happen that do not say when. */
const USUAL_TIME = "2026-01-15T12:00:00Z";

/** What the parts of groups are called where the template does not say. */
const PARTS = {
  firstName: "First name", lastName: "Last name", name: "Name", email: "Email", phone: "Phone",
  company: "Company", jobTitle: "Job title", website: "Website",
  street: "Street and number", line2: "Apartment, floor", postalCode: "Postal code", city: "City",
  region: "State or region", country: "Country",
};
/** Which parts groups have where the template does not say. */
const USUAL_PARTS = { contact: ["firstName", "lastName", "email"], address: ["street", "postalCode", "city", "country"] };
const PART_TYPES = { email: "email", country: "country" };

const countries = new Intl.DisplayNames("en", { type: "region" });

const read = (file) => JSON.parse(readFileSync(new URL(`../../www/configs/${file}`, import.meta.url), "utf8"));

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** The words of a label as they stand before the visitor, who is told what may be left out. */
const called = (words) => new RegExp(`^\\s*${escaped(words)}\\s*(\\(optional\\))?\\s*$`);

/** What is put into texts as it was typed; an option, an amount or a day is said in other words. */
const AS_TYPED = ["firstName", "name"];

/** A text with places as a pattern: what is put in as it was typed stands in it, all else is free. */
function patternOf(text, told = {}) {
  return new RegExp("^" + text.split(/(\{[^}]*\})/).map((piece) => {
    const place = /^\{answers\.(\w+)/.exec(piece);
    if (!place) return escaped(piece);
    const typed = AS_TYPED.includes(place[1]) && told[place[1]];
    return typed ? escaped(typed) : ".+";
  }).join("") + "$");
}

/** Gives the fields that stand in a step one by one, those of groups too. */
function fieldsOf(step) {
  return step.fields.flatMap((field) => {
    if (field.type === "matrix") return field.rows.map((row) => ({ ...row, type: "choice", options: field.columns }));
    const parts = field.parts ?? USUAL_PARTS[field.type];
    if (!parts) return [field];
    return parts.map((written) => {
      const part = typeof written === "string" ? { part: written } : written;
      return { name: part.name ?? part.part, label: part.label ?? PARTS[part.part], type: PART_TYPES[part.part] ?? "text" };
    });
  });
}

/** Picks an entry of a list that is narrowed by typing. */
async function search(flow, label, words) {
  const field = flow.getByRole("combobox", { name: called(label) });
  await field.click();
  await field.fill(words);
  await flow.getByRole("option", { name: words, exact: true }).click();
}

/** Brings options into an order with their buttons; one that is right already is kept as it is. */
async function rank(flow, field, order) {
  const { options } = field;
  const now = options.map(({ value }) => value);
  for (const [place, value] of order.entries()) {
    const { label } = options.find((option) => option.value === value);
    for (let at = now.indexOf(value); at > place; at -= 1) {
      await flow.getByRole("button", { name: `Move ${label} up`, exact: true }).click();
      [now[at - 1], now[at]] = [now[at], now[at - 1]];
    }
  }
  if (options.every(({ value }, place) => value === order[place])) {
    await flow.getByRole("button", { name: "This is my order", exact: true }).click();
  }
}

/** Gives the frame around the options of a question. */
const groupOf = (flow, { label }) => {
  const name = called(label);
  return flow.getByRole("radiogroup", { name }).or(flow.getByRole("group", { name }));
};

/** Picks options, by what they are called and the line under it. */
async function choose(flow, field, value) {
  for (const wanted of [value].flat()) {
    const option = field.options.find((one) => one.value === wanted);
    assert.ok(option, `${field.name} has no option ${wanted}`);
    const { label = wanted, text = "" } = option;
    if (field.as === "dropdown") {
      await flow.getByRole("combobox", { name: called(field.label) }).selectOption({ label });
      continue;
    }
    const name = new RegExp(`^\\s*${escaped(label)}\\s*${escaped(text)}\\s*$`);
    const group = groupOf(flow, field);
    await group.getByRole("radio", { name }).or(group.getByRole("checkbox", { name })).check();
  }
}

/** Picks one of a row of stars or numbers, whose inputs lie under what is drawn for them. */
const pick = (flow, field, name) => groupOf(flow, field).getByRole("radio", { name, exact: true }).check({ force: true });

/** Says a number of a scale as it is read out: the ends with what they mean. */
function scaled({ min = 0, max = 10, low, high }, value) {
  const end = value === min ? low : value === max ? high : undefined;
  return end ? `${value}, ${end}` : String(value);
}

/** How each type of field is answered; what is typed is not named here. */
const WAYS = {
  choice: choose,
  "yes-no": (flow, field, value) => {
    const options = [{ value: true, label: field.yes ?? "Yes" }, { value: false, label: field.no ?? "No" }];
    return choose(flow, { ...field, options }, value);
  },
  rating: (flow, field, value) => pick(flow, field, `${value} of ${field.max ?? 5}`),
  scale: (flow, field, value) => pick(flow, field, scaled(field, value)),
  ranking: rank,
  range: (flow, field, value) => flow.getByRole("slider", { name: called(field.label) }).fill(String(value)),
  // The browser's own pickers open outside of the page.
  date: (flow, field, value) => flow.getByLabel(called(field.label)).fill(value),
  time: (flow, field, value) => flow.getByLabel(called(field.label)).fill(value),
  country: (flow, field, value) => search(flow, field.label, countries.of(value)),
  async agreement(flow, field, value) {
    assert.equal(value, true, "only what is agreed to is ticked");
    await flow.getByRole("checkbox", { name: field.text }).check();
  },
};

async function write(flow, field, value) {
  const name = called(field.label);
  const input = flow.getByRole("textbox", { name }).or(flow.getByRole("spinbutton", { name }));
  await input.click();
  await input.pressSequentially(String(value));
  await input.blur();
}

/** Waits for the heading of an outcome or a step, with what was answered in it. */
export const arriveAs = (flow, { title }, told) => flow.getByRole("heading", { name: patternOf(title, told) }).waitFor();

/** Gives what the first case of a template does, step by step, and what must come of it. */
export function visitOf(name) {
  const config = read(`${name}.json`);
  const file = read(`${name}.cases.json`);
  const [one] = file.cases;
  const { expect: expected } = one;
  assert.ok(!one.events && !one.visitor, `${name}: the first case needs nothing but answers, so that a browser can play it`);
  const told = { ...file.answers, ...one.answers };
  const given = (field) => told[field.name] !== undefined && told[field.name] !== null;
  const steps = expected.path.map((id, index) => {
    const step = config.steps.find((candidate) => candidate.id === id);
    return {
      arrive: (flow) => arriveAs(flow, step, told),
      async answer(flow) {
        for (const field of fieldsOf(step).filter(given)) await (WAYS[field.type] ?? write)(flow, field, told[field.name]);
      },
      button: index + 1 < expected.path.length ? "Continue" : config.words?.send ?? "Send",
    };
  });
  return {
    who: one.name,
    at: new Date(one.at ?? file.at ?? USUAL_TIME),
    title: config.title,
    outcome: { actions: [], ...config.outcomes.find(({ id }) => id === expected.outcome) },
    steps,
    told,
    expected,
  };
}
