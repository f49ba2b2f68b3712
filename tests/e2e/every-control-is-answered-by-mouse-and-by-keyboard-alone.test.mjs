import assert from "node:assert/strict";
import { heard, scene, waitFor } from "./stage.mjs";
import { arrive, assertScored, choose, press, write } from "./visitor.mjs";

const PAGE = "/every-field.html";

/** A day from two weeks to a year ahead that reads the same whichever way round it is written: 3 March. */
function evenDay() {
  const soonest = new Date(Date.now() + 15 * 86_400_000);
  for (const month of [2, 4, 6, 8, 10, 12, 14, 16]) {
    const day = new Date(Date.UTC(soonest.getUTCFullYear(), month, (month % 12) + 1));
    if (day > soonest) return day.toISOString().slice(0, 10);
  }
}

const DAY = evenDay();

/** What the lead holds when everything has been answered as below. */
const ANSWERS = {
  goal: "bond",
  place: "lake",
  needs: ["rooms", "host"],
  first: false,
  people: 25,
  nights: 3,
  budget: 300,
  total: 7500,
  start: DAY,
  arrival: "10:30",
  last: 4,
  recommend: 9,
  order: ["work", "food", "nature", "train"],
  agree: "fine",
  travel: "easy",
  switchOff: "hard",
  firstName: "Anna",
  lastName: "Ålund-Özil",
  email: "anna@widgets.example",
  company: "Widgets",
  invoiceStreet: "Lange Straße 1",
  invoicePostalCode: "10243",
  invoiceCity: "Berlin",
  invoiceCountry: "DE",
  travelFrom: "AX",
  hearing: "friend",
  zone: "america-sao-paulo",
  motto: "Summer of Ideas",
  page: "https://example.com/offsite",
  source: "gallery",
  news: true,
};

const combobox = (flow, name) => flow.getByRole("combobox", { name });

async function arriveAtEveryField(open) {
  const page = await open(PAGE);
  const flow = page.locator("leadlet-flow");
  await arrive(flow, "What is it for?");
  return { page, flow };
}

scene("every control is answered by mouse", async ({ open, receiver }) => {
  const { page, flow } = await arriveAtEveryField(open);
  await flow.getByText("Getting to know each other").click();
  await flow.getByRole("img", { name: "" }).or(flow.getByText("At a lake")).last().click();
  await flow.getByText("Somebody who moderates").click();
  await flow.getByText("Quiet rooms").click();
  await flow.getByRole("radiogroup", { name: "Is it your first offsite?" }).getByText("No", { exact: true }).click();
  await press(flow, "Continue");

  await arrive(flow, "How big, how long, how much?");
  await write(flow, "How many people?", "25");
  const nights = flow.getByRole("slider", { name: "How many nights?" });
  await nights.click();
  for (let times = 0; times < 4 && (await nights.inputValue()) !== "3"; times += 1) {
    await press(flow, `How many nights: ${Number(await nights.inputValue()) > 3 ? "less" : "more"}`);
  }
  await write(flow, "What may it cost per person?", "300");
  // The browser's own pickers open outside of the page.
  await flow.getByLabel("First day").fill(DAY);
  await flow.getByLabel("When do you arrive?").fill("10:30");
  await press(flow, "Continue");

  await arrive(flow, "What do you think?");
  await flow.locator("label", { has: page.getByLabel("4 of 5") }).click();
  await flow.getByLabel("9", { exact: true }).click();
  await press(flow, "Move Good rooms to work in up");
  for (const [row, answer] of [["agree on a date", "Fine"], ["travel together", "Easy"], ["leave the laptops closed", "Hard"]]) {
    await flow.getByRole("radiogroup", { name: row }).getByLabel(answer).click();
  }
  await press(flow, "Continue");

  await arrive(flow, "Who are you?");
  await write(flow, "First name", "Anna");
  await write(flow, "Last name", "Ålund-Özil");
  await write(flow, /^Email/, "anna@widgets.example");
  await write(flow, "Organisation", "Widgets");
  await write(flow, "Street and number", "Lange Straße 1");
  await write(flow, "Postal code", "10243");
  await write(flow, "City", "Berlin");
  await combobox(flow, "Country").first().click();
  await flow.getByRole("option", { name: "Germany" }).click();
  await combobox(flow, "Which country").click();
  await flow.getByRole("option", { name: "Åland Islands" }).click();
  await choose(flow, "How did you find us?", "A friend told me");
  await combobox(flow, "Your time zone").click();
  await flow.getByRole("option", { name: "São Paulo" }).click();
  await flow.getByLabel("Send me ideas for offsites").check();
  await press(flow, "Continue");

  await arrive(flow, "Anything else?");
  await write(flow, "Does it have a name yet?", "Summer of Ideas");
  await write(flow, "Is there a page about it?", "example.com/offsite");
  await press(flow, "Find us a place");
  await arrive(flow, "We are looking for a place");
  const lead = await receiver.onlyLead();
  assert.deepEqual(lead.body.answers, ANSWERS);
  assertScored(lead);
});

/** Gives what the focused thing is called, through shadow roots. */
const focused = (page) => page.evaluate(() => {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  const label = element.labels?.[0];
  return (element.getAttribute("aria-label") ?? (label ?? element).textContent ?? "").trim();
});

/** Presses Tab until the focus is on something that is called by one of `words`. */
async function tabTo(page, ...words) {
  const passed = [];
  for (let presses = 0; presses < 30; presses += 1) {
    const here = await focused(page);
    if (words.some((word) => here.startsWith(word))) return;
    passed.push(here.slice(0, 30));
    await page.keyboard.press("Tab");
  }
  assert.fail(`Tab does not reach ${words.join(" or ")}; it passes ${passed.join(" | ")}`);
}

/** Presses keys one after another. */
async function keys(page, ...pressed) {
  for (const key of pressed) await page.keyboard.press(key);
}

/** Picks one of a group: Tab leads to it, the arrows to its options. */
async function pick(page, first, downs) {
  await tabTo(page, first);
  await keys(page, "Space", ...Array(downs).fill("ArrowDown"));
}

scene("every control is answered by keyboard alone", async ({ open, receiver }) => {
  const { page, flow } = await arriveAtEveryField(open);
  await pick(page, "Planning the year", 1);
  await pick(page, "In the city", 1);
  await tabTo(page, "Quiet rooms");
  await keys(page, "Space");
  await tabTo(page, "Somebody who moderates");
  await keys(page, "Space");
  await pick(page, "Yes, the first", 1);
  await tabTo(page, "Continue");
  await keys(page, "Enter");

  await arrive(flow, "How big, how long, how much?");
  await tabTo(page, "How many people?");
  await page.keyboard.type("25");
  await tabTo(page, "How many nights: less");
  await keys(page, "Tab");
  assert.match(await focused(page), /^How many nights\?/);
  await keys(page, "Home", "ArrowRight", "ArrowRight", "ArrowRight");
  await tabTo(page, "What may it cost per person?");
  await page.keyboard.type("300");
  await tabTo(page, "First day");
  const [year, month, day] = DAY.split("-");
  await page.keyboard.type(`${month}${day}${year}`);
  await tabTo(page, "When do you arrive?");
  await page.keyboard.type("1030AM");
  await tabTo(page, "Continue");
  await keys(page, "Enter");

  await arrive(flow, "What do you think?");
  await pick(page, "1 of 5", 3);
  await pick(page, "0, Not at all likely", 9);
  await tabTo(page, "Move Good rooms to work in up");
  await keys(page, "Enter");
  // The focus goes along with what has been moved.
  assert.equal(await focused(page), "Move Good rooms to work in up");
  await pick(page, "Hard", 1);
  await keys(page, "Tab", "Space", "ArrowDown", "ArrowDown");
  await keys(page, "Tab", "Space");
  await tabTo(page, "Continue");
  await keys(page, "Enter");

  await arrive(flow, "Who are you?");
  for (const [label, text] of [["First name", "Anna"], ["Last name", "Ålund-Özil"], ["Email", "anna@widgets.example"], ["Organisation", "Widgets"], ["Street", "Lange Straße 1"], ["Postal code", "10243"], ["City", "Berlin"]]) {
    await tabTo(page, label);
    await page.keyboard.type(text);
  }
  // The first in the list, one that typing finds without its marks, and one by its first letters.
  await tabTo(page, "Country");
  await keys(page, "ArrowDown", "ArrowDown", "Enter");
  await tabTo(page, "Which country");
  await page.keyboard.type("aland");
  await keys(page, "Enter");
  await tabTo(page, "How did you find us?");
  await page.keyboard.type("A friend");
  await tabTo(page, "Your time zone");
  await page.keyboard.type("sao p");
  await tabTo(page, "Send me ideas for offsites");
  await keys(page, "Space");
  await tabTo(page, "Continue");
  await keys(page, "Enter");

  await arrive(flow, "Anything else?");
  await tabTo(page, "Does it have a name yet?");
  await page.keyboard.type("Summer of Ideas");
  await tabTo(page, "Is there a page about it?");
  await page.keyboard.type("example.com/offsite");
  await tabTo(page, "Find us a place");
  await keys(page, "Enter");
  await arrive(flow, "We are looking for a place");
  assert.deepEqual((await receiver.onlyLead()).body.answers, ANSWERS);
});

scene("what nobody touched has no answer", async ({ open, receiver }) => {
  const { page, flow } = await arriveAtEveryField(open);
  await flow.getByText("Saying thank you").click();
  await press(flow, "Continue");
  await write(flow, "How many people?", "2");
  await press(flow, "Continue");
  await arrive(flow, "What do you think?");
  await press(flow, "Continue");
  await write(flow, "First name", "Anna");
  await write(flow, "Last name", "Berg");
  await write(flow, /^Email/, "anna@widgets.example");
  await write(flow, "Organisation", "Widgets");
  await press(flow, "Continue");
  await arrive(flow, "Anything else?");
  await press(flow, "Find us a place");
  await waitFor(page, "outcome");
  assert.deepEqual((await receiver.onlyLead()).body.answers, {
    goal: "thank", people: 2, firstName: "Anna", lastName: "Berg", email: "anna@widgets.example", company: "Widgets", source: "gallery",
  });
  const answered = (await heard(page)).filter(({ name }) => name === "answer").map(({ detail }) => detail.field);
  assert.deepEqual([...new Set(answered)], ["goal", "people", "firstName", "lastName", "email", "company"]);
});
