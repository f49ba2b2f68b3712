import assert from "node:assert/strict";
import { scene, waitFor } from "./stage.mjs";
import { ANNA, ANNA_ANSWERS, arrive } from "./visitor.mjs";

/** Gives what has the focus, as a person would name it, through shadow roots. */
const focused = (page) => page.evaluate(() => {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  const words = (element.labels?.[0] ?? element).textContent ?? "";
  return { tag: element.localName, type: element.type ?? "", words: words.trim(), value: element.value ?? "" };
});

/** Presses Tab until the focus is on something whose words hold `words`. */
async function tabTo(page, words, limit = 25) {
  for (let presses = 0; presses < limit; presses += 1) {
    if ((await focused(page)).words.includes(words)) return;
    await page.keyboard.press("Tab");
  }
  assert.fail(`Tab does not reach "${words}"; the focus is on ${JSON.stringify(await focused(page))}`);
}

/** Picks an option: Tab reaches the group, the arrows its options, the space bar ticks. */
async function pick(page, options, wanted) {
  for (let presses = 0; presses < 25; presses += 1) {
    const here = (await focused(page)).words;
    if (options.some((option) => here.includes(option))) break;
    await page.keyboard.press("Tab");
  }
  await page.keyboard.press("Space");
  for (let presses = 0; presses < options.length; presses += 1) {
    if ((await focused(page)).words.includes(wanted)) return;
    await page.keyboard.press("ArrowDown");
  }
  assert.fail(`the arrows do not reach "${wanted}"`);
}

const NEEDS = ["Our bill grows too fast", "Nobody can predict next month", "We are about to move to the cloud", "I am studying"];
const ROLES = ["CTO or head of engineering", "CFO or finance", "Team lead", "Engineer"];
const SIZES = ["Up to 50 people", "51 to 500 people", "More than 500 people"];
const TIMES = ["This month", "This quarter", "This year", "Just looking"];

scene("the whole form is answered and sent without a mouse", async ({ open, receiver }) => {
  const page = await open("/form.html");
  const flow = page.locator("leadlet-flow");
  await arrive(flow, "What brings you here?");
  await pick(page, NEEDS, ANNA.need);
  // Enter sends a form on, from any of its fields.
  await page.keyboard.press("Enter");
  await arrive(flow, "About your company");
  await pick(page, ROLES, ANNA.role);
  await page.keyboard.press("Tab");
  await pick(page, SIZES, ANNA.size);
  await tabTo(page, "Yearly cloud budget");
  await page.keyboard.type(ANNA.budget);
  await page.keyboard.press("Tab");
  await pick(page, TIMES, ANNA.timing);
  await tabTo(page, "Continue");
  await page.keyboard.press("Space");
  await arrive(flow, "Where shall we send it?");
  await tabTo(page, "Your name");
  await page.keyboard.type(ANNA.name);
  await tabTo(page, "Work email");
  await page.keyboard.type(ANNA.email);
  await tabTo(page, "Phone");
  await page.keyboard.type(ANNA.phone);
  await tabTo(page, "Send me the monthly letter");
  await page.keyboard.press("Space");
  await tabTo(page, "I accept the terms");
  await page.keyboard.press("Space");
  await tabTo(page, "Send me the guide");
  await page.keyboard.press("Enter");
  await waitFor(page, "outcome");
  assert.deepEqual((await receiver.onlyLead()).body.answers, ANNA_ANSWERS);
});

scene("the focus goes along: to the new step's heading, and to the outcome", async ({ open }) => {
  const page = await open("/form.html");
  const flow = page.locator("leadlet-flow");
  await arrive(flow, "What brings you here?");
  assert.equal((await focused(page)).tag, "body", "a flow does not take the focus when it appears");
  await pick(page, NEEDS, "I am studying");
  await page.keyboard.press("Enter");
  await arrive(flow, "Where shall we send it?");
  assert.match((await focused(page)).words, /Where shall we send it\?/);
  await tabTo(page, "Your name");
  await page.keyboard.type("Sam");
  await tabTo(page, "Work email");
  await page.keyboard.type("sam@school.example");
  await tabTo(page, "I accept the terms");
  await page.keyboard.press("Space");
  await page.keyboard.press("Enter");
  await arrive(flow, "Your guide is ready");
  assert.match((await focused(page)).words, /Your guide is ready/);
});

scene("every stop of the Tab key can be seen", async ({ open }) => {
  const page = await open("/form.html");
  const flow = page.locator("leadlet-flow");
  await arrive(flow, "What brings you here?");
  await pick(page, NEEDS, "I am studying");
  await page.keyboard.press("Enter");
  await arrive(flow, "Where shall we send it?");
  const unseen = [];
  for (let stop = 0; stop < 9; stop += 1) {
    await page.keyboard.press("Tab");
    const ring = await page.evaluate(() => {
      let element = document.activeElement;
      const outside = !element.shadowRoot;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      // A control may show its focus on itself or on the box drawn around it.
      for (let box = element; box; box = box.parentElement) {
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(box);
        if ((outlineStyle !== "none" && parseFloat(outlineWidth) >= 2) || boxShadow !== "none") return { outside, shown: true };
        if (box.localName === "form") break;
      }
      return { outside, shown: false, words: (element.labels?.[0] ?? element).textContent };
    });
    if (ring.outside) break;
    if (!ring.shown) unseen.push(ring.words);
  }
  assert.deepEqual(unseen, []);
});
