import assert from "node:assert/strict";
import { scene, waitFor } from "./stage.mjs";
import { arrive, press, write } from "./visitor.mjs";

/** Goes to the step with the lists, answering no more than has to be. */
async function arriveAtLists(open) {
  const page = await open("/every-field.html");
  const flow = page.locator("leadlet-flow");
  await arrive(flow, "What is it for?");
  await flow.getByText("Saying thank you").click();
  await press(flow, "Continue");
  await write(flow, "How many people?", "2");
  await press(flow, "Continue");
  await arrive(flow, "What do you think?");
  await press(flow, "Continue");
  await arrive(flow, "Who are you?");
  const country = flow.getByRole("combobox", { name: "Which country" });
  return { page, flow, country };
}

/** Gives the options in sight, and which one is active. */
async function look(flow, combobox) {
  const shown = await flow.getByRole("listbox").getByRole("option").allTextContents();
  const id = await combobox.getAttribute("aria-activedescendant");
  return { shown, active: id ? await flow.locator(`#${id}`).textContent() : null, open: await combobox.getAttribute("aria-expanded") };
}

scene("countries have the names of the flow's language, those the owner prefers first", async ({ open, page }) => {
  await page.route("**/every-field.json", async (route) => {
    const reply = await route.fetch();
    await route.fulfill({ json: { ...(await reply.json()), locale: "de" } });
  });
  const { flow, country } = await arriveAtLists(open);
  await country.click();
  const { shown } = await look(flow, country);
  assert.equal(shown.length, 249);
  assert.deepEqual(shown.slice(0, 4), ["Deutschland", "Österreich", "Schweiz", "Afghanistan"]);
  const others = shown.slice(3);
  assert.deepEqual(others, [...others].sort(new Intl.Collator("de").compare));
});

scene("typing narrows, and marks over letters need not be typed", async ({ open }) => {
  const { flow, country } = await arriveAtLists(open);
  await country.pressSequentially("cote");
  assert.deepEqual(await look(flow, country), { shown: ["Côte d’Ivoire"], active: "Côte d’Ivoire", open: "true" });
  await country.fill("ger");
  const { shown, active } = await look(flow, country);
  assert.deepEqual(shown, ["Germany", "Algeria", "Niger", "Nigeria"]);
  assert.equal(active, "Germany", "what begins so comes before what holds it");
});

scene("the keys do what the combobox pattern says", async ({ open, page }) => {
  const { flow, country } = await arriveAtLists(open);
  const press = async (key) => {
    await page.keyboard.press(key);
    return look(flow, country);
  };
  await country.focus();
  assert.equal((await look(flow, country)).open, "false", "the focus alone opens nothing");
  assert.deepEqual([(await press("ArrowDown")).open, (await look(flow, country)).active], ["true", null]);
  assert.equal((await press("ArrowDown")).active, "Germany");
  assert.equal((await press("ArrowUp")).active, "Zimbabwe", "round to the other end");
  assert.equal((await press("ArrowDown")).active, "Germany");
  assert.equal((await press("End")).active, "Zimbabwe");
  assert.equal((await press("Home")).active, "Germany");
  assert.notEqual((await press("PageDown")).active, "Germany");
  assert.deepEqual(await press("Escape"), { shown: [], active: null, open: "false" });
  await country.fill("aus");
  await press("Escape");
  assert.equal(await country.inputValue(), "aus", "the first Escape closes the list only");
  await press("Escape");
  assert.equal(await country.inputValue(), "");
  await country.fill("aus");
  await press("Enter");
  assert.equal(await country.inputValue(), "Austria");
  assert.equal((await look(flow, country)).open, "false");
  await flow.getByRole("heading", { name: "Who are you?" }).waitFor();
});

scene("what fits nothing is said, kept and refused", async ({ open, page }) => {
  const { flow, country } = await arriveAtLists(open);
  await country.pressSequentially("atlantis");
  await flow.getByRole("status").filter({ hasText: "Nothing fits" }).waitFor();
  assert.deepEqual((await look(flow, country)).shown, []);
  await page.keyboard.press("Tab");
  assert.equal(await country.inputValue(), "atlantis");
  assert.equal(await country.getAttribute("aria-invalid"), "true");
  await flow.getByText("Please choose one of the answers shown.").waitFor();
});

scene("a name that was typed in full, a code, and what the browser fills in are taken", async ({ open, page }) => {
  const { flow, country } = await arriveAtLists(open);
  for (const [typed, name] of [["south korea", "South Korea"], ["de", "Germany"], ["zimb", "Zimbabwe"]]) {
    await country.fill(typed);
    await page.keyboard.press("Tab");
    assert.equal(await country.inputValue(), name);
    assert.equal(await country.getAttribute("aria-invalid"), null);
  }
  await flow.getByLabel("First name").focus();
  await country.evaluate((input) => {
    input.value = "Austria";
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
  await waitFor(page, "answer");
  assert.equal((await look(flow, country)).open, "false", "nothing opens where nobody looks");
  assert.equal(await country.inputValue(), "Austria");
});

scene("the list opens upwards where there is no room below", { viewport: { width: 800, height: 500 } }, async ({ open, page }) => {
  const { flow, country } = await arriveAtLists(open);
  await country.evaluate((input) => input.scrollIntoView({ block: "end" }));
  await country.click();
  const [input, list] = [await country.boundingBox(), await flow.getByRole("listbox", { name: "Which country" }).boundingBox()];
  assert.ok(list.y + list.height <= input.y, "above the input");
  assert.ok(list.y >= 0 && input.y + input.height <= page.viewportSize().height + 1, `in the view: ${JSON.stringify({ input, list })}`);
});
