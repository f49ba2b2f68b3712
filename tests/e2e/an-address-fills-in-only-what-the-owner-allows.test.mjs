import assert from "node:assert/strict";
import { assertAccessible, heard, scene, waitFor } from "./stage.mjs";
import { arrive, assertScored, choose, press, write } from "./visitor.mjs";

const ANN = "?first=Ann&kind=firm&seats=12&topics=price,law&email=ann%40firm.example&utm_source=letter";

scene("a link brings answers that the visitor sees, changes and sends", async ({ open, receiver }) => {
  const page = await open(`/prefill.html${ANN}`);
  const flow = page.locator("#linked");
  await arrive(flow, "Who is it for?");
  assert.equal(await flow.getByLabel("First name").inputValue(), "Ann");
  assert.ok(await flow.getByLabel("For a firm").isChecked());
  assert.deepEqual((await heard(page)).filter(({ name }) => name === "answer"), [], "nobody has answered yet");
  await write(flow, "Company", "Lamp Ltd");
  await press(flow, "Continue");
  await arrive(flow, "Lamp Ltd and its people");
  const seats = flow.getByLabel("How many people work at Lamp Ltd?");
  assert.equal(await seats.inputValue(), "12");
  await seats.fill("1200");
  await press(flow, "Continue");
  await arrive(flow, "Nearly there, Ann");
  assert.equal(await flow.getByLabel("Email").inputValue(), "ann@firm.example");
  assert.equal(await flow.getByLabel("Send me a letter").isChecked(), false);
  await press(flow, "Send");
  await arrive(flow, "Thank you, Ann");
  await flow.getByText("We look at a lower bill and sound sleep about the law for 1200 and write to ann@firm.example. This visit has 50 of 100 points.").waitFor();
  const lead = await receiver.onlyLead();
  assertScored(lead);
  assert.deepEqual(lead.body.answers, {
    name: "Ann", kind: "firm", company: "Lamp Ltd", campaign: "none", seats: 1200, topics: ["price", "law"], email: "ann@firm.example",
  });
  assert.deepEqual(lead.body.attribution.utm, { source: "letter" });
  assert.equal(JSON.stringify(lead.body.attribution).includes("ann"), false, "the address itself goes nowhere");
});

scene("a hostile link ticks nothing, sets nothing hidden, runs nothing and sends nothing", async ({ open, watch }) => {
  const long = "x".repeat(300);
  const page = await open(
    `/prefill.html?first=%3Cimg%20src=x%20onerror=alert(1)%3E&email=%3Cscript%3E&seats=99999999&kind=robot&topics=${long}&news=true&campaign=forged&company=Forged&__proto__=x&submit=1`,
  );
  const flow = page.locator("#linked");
  await arrive(flow, "Who is it for?");
  assert.equal(await flow.getByLabel("First name").inputValue(), "<img src=x onerror=alert(1)>", "a text is a text");
  assert.equal(await flow.getByLabel("Company").inputValue(), "");
  await choose(flow, "You come", "For myself");
  await press(flow, "Continue");
  await arrive(flow, "Nearly there, <img src=x onerror=alert(1)>");
  assert.equal(await flow.getByLabel("Email").inputValue(), "");
  assert.equal(await flow.getByLabel("Send me a letter").isChecked(), false);
  assert.equal(watch.count("POST", "/leads"), 0);
});

scene("an attribute brings answers, and never an agreement", async ({ open }) => {
  const page = await open("/prefill.html");
  const flow = page.locator("#written");
  await arrive(flow, "Save your seat");
  assert.equal(await flow.getByLabel("Email").inputValue(), "ann@firm.example");
  assert.ok(await flow.getByLabel("Thursday, 16:00").isChecked());
  assert.equal(await flow.getByLabel("Remind me by e-mail the day before.").isChecked(), false);
});

scene("a field is marked as optional only while it is", async ({ open }) => {
  const page = await open("/prefill.html");
  const flow = page.locator("#linked");
  await arrive(flow, "Who is it for?");
  const company = flow.getByRole("textbox", { name: "Company" });
  const mark = () => company.evaluate((input) => input.getRootNode().querySelector(`label[for="${input.id}"]`).textContent);
  assert.equal(await mark(), "Company (optional)");
  assert.equal(await company.getAttribute("aria-required"), null);
  await choose(flow, "You come", "For a firm");
  assert.equal(await mark(), "Company");
  assert.equal(await company.getAttribute("aria-required"), "true");
  await press(flow, "Continue");
  await flow.getByRole("alert").waitFor();
  await choose(flow, "You come", "For myself");
  assert.equal(await mark(), "Company (optional)");
  await press(flow, "Continue");
  await arrive(flow, "Nearly there, friend");
});

scene("the bar promises what is certain, leads back to what was seen, and forward again", async ({ open }) => {
  const page = await open("/prefill.html");
  const flow = page.locator("#linked");
  await arrive(flow, "Who is it for?");
  await flow.getByText("Step 1", { exact: true }).waitFor();
  await choose(flow, "You come", "For myself");
  await flow.getByText("Step 1 of 2", { exact: true }).waitFor();
  await choose(flow, "You come", "For a firm");
  await flow.getByText("Step 1 of 3", { exact: true }).waitFor();
  assert.equal(await flow.getByRole("button", { name: /^Step/ }).count(), 0, "nowhere to go yet");
  await write(flow, "Company", "Lamp Ltd");
  await press(flow, "Continue");
  await arrive(flow, "Lamp Ltd and its people");
  await write(flow, "How many people", "7");
  await press(flow, "Continue");
  await arrive(flow, "Nearly there");
  await write(flow, "Email", "ann@firm.example");
  const first = flow.getByRole("button", { name: "Step 1: Who is it for?" });
  const { height } = await first.boundingBox();
  assert.ok(height >= 24, `the target is ${height} px high`);
  await first.focus();
  await page.keyboard.press("Enter");
  await arrive(flow, "Who is it for?");
  await page.waitForFunction(() => document.querySelector("#linked").shadowRoot.activeElement?.textContent === "Who is it for?");
  await assertAccessible(page, "a bar that leads forward and back");
  await flow.getByRole("button", { name: "Step 3: Nearly there, friend" }).click();
  await arrive(flow, "Nearly there");
  assert.equal(await flow.getByLabel("Email").inputValue(), "ann@firm.example");
  await flow.getByRole("button", { name: "Step 1: Who is it for?" }).click();
  await flow.getByLabel("Company").fill("");
  await flow.getByRole("button", { name: /^Step 3/ }).click();
  await flow.getByRole("alert").waitFor();
  await arrive(flow, "Who is it for?");
  const steps = await waitFor(page, "step", 4);
  assert.ok(steps.every(({ detail }) => detail.place <= detail.steps));
});

for (const colorScheme of ["light", "dark"]) {
  scene(`a step that was filled in by a link passes axe: ${colorScheme}`, { colorScheme }, async ({ open }) => {
    const page = await open(`/prefill.html${ANN}`);
    await waitFor(page, "ready", 2);
    await write(page.locator("#linked"), "Company", "Lamp Ltd");
    await press(page.locator("#linked"), "Continue");
    await arrive(page.locator("#linked"), "Lamp Ltd and its people");
    await assertAccessible(page, `filled in by a link, ${colorScheme}`);
  });
}
