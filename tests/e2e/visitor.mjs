/**
 * What a visitor does with a flow, said in a visitor's words: by labels and buttons, never by
 * the widget's own classes or ids.
 *
 * `flow` is a Playwright locator of the element that holds the flow (`leadlet-flow`, `#twin`);
 * Playwright's locators look into open shadow roots.
 */
import assert from "node:assert/strict";

/** A visitor who decides on money and is in a hurry: every field of the show-piece. */
export const ANNA = {
  need: "Our bill grows too fast",
  role: "CTO or head of engineering",
  size: "51 to 500 people",
  budget: "300000",
  timing: "This quarter",
  name: "Anna Ålund-Özil",
  email: "anna@widgets.example",
  phone: "+49 30 1234567",
};

/** The same visitor's answers, as the lead must hold them. */
export const ANNA_ANSWERS = {
  need: "cost",
  role: "cto",
  size: "51-500",
  budget: 300000,
  timing: "quarter",
  name: "Anna Ålund-Özil",
  email: "anna@widgets.example",
  phone: "+49301234567",
  news: true,
  terms: true,
};

/** Picks an option of a question, whether it is drawn as buttons or as a list. */
export async function choose(flow, question, option) {
  const list = flow.getByRole("combobox", { name: question });
  if (await list.count()) {
    await list.selectOption({ label: option });
    return;
  }
  const group = flow.getByRole("radiogroup", { name: question }).or(flow.getByRole("group", { name: question }));
  await group.getByLabel(option, { exact: true }).check();
}

/** Writes into a field as a person does: key by key, then leaves it. */
export async function write(flow, label, text) {
  const field = flow.getByLabel(label);
  await field.click();
  await field.pressSequentially(text);
  await field.blur();
}

/** Presses a button by its words. */
export const press = (flow, words) => flow.getByRole("button", { name: words, exact: true }).click();

/** Waits for the heading of a step or an outcome. */
export const arrive = (flow, title) => flow.getByRole("heading", { name: title }).waitFor();

/** Answers the first step of the show-piece. */
export async function answerNeed(flow, need = ANNA.need) {
  await arrive(flow, "What brings you here?");
  await choose(flow, "Your main challenge", need);
  await press(flow, "Continue");
}

/** Answers the second step; `budget` is asked only of those who decide. */
export async function answerFit(flow, { role, size, budget, timing } = ANNA) {
  await arrive(flow, "About your company");
  await choose(flow, "Your role", role);
  await choose(flow, "Company size", size);
  if (budget) await write(flow, "Yearly cloud budget", budget);
  await choose(flow, "When do you want to act?", timing);
  await press(flow, "Continue");
}

/** Fills the last step without sending it. */
export async function fillContact(flow, { name, email, phone } = ANNA, { news = true } = {}) {
  await arrive(flow, "Where shall we send it?");
  await write(flow, "Your name", name);
  await write(flow, "Work email", email);
  if (phone) await write(flow, "Phone", phone);
  if (news) await flow.getByLabel("Send me the monthly letter").check();
  await flow.getByLabel("I accept the terms").check();
}

/** Fills the whole show-piece and sends it. */
export async function fillGuide(flow, visitor = ANNA) {
  await answerNeed(flow, visitor.need);
  if (visitor.role) await answerFit(flow, visitor);
  await fillContact(flow, visitor);
  await press(flow, "Send me the guide");
}

/** Fills the webinar's only step without sending it. */
export async function fillSeat(flow, { email, day }) {
  await arrive(flow, "Save your seat");
  await write(flow, "Email", email);
  await choose(flow, "Which day suits you?", day);
}

/** Asserts what every lead must fulfil: its reasons add up, and the server's core agrees. */
export function assertScored(lead) {
  const { score } = lead.body;
  assert.equal(typeof score.score, "number", "the lead is scored");
  const sum = score.contributions.reduce((total, { points }) => total + points, 0);
  assert.equal(sum, score.score, "the reasons add up to the score");
  assert.equal(lead.score, score.score, "the score's column holds the lead's score");
  assert.equal(lead.stage, score.stage);
  assert.equal(lead.temperature, score.temperature);
  assert.equal(lead.score_check, "match", "the receiver's core recomputes the same score");
}

/** Gives the reasons of a lead, as `{ rule: points }`. */
export const reasonsOf = (lead) => Object.fromEntries(lead.body.score.contributions.map(({ rule, points }) => [rule, points]));
