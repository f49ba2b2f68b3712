import assert from "node:assert/strict";
import { heard, scene, waitFor } from "./stage.mjs";
import { ANNA, ANNA_ANSWERS, answerFit, answerNeed, arrive, assertScored, choose, fillContact, fillGuide, press, reasonsOf, write } from "./visitor.mjs";

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

scene("a decision maker's answers, score and reasons are in the database", async ({ open, receiver }) => {
  const page = await open("/form.html");
  const flow = page.locator("leadlet-flow");
  await fillGuide(flow);
  await arrive(flow, "Let us look at your bill together");

  const lead = await receiver.onlyLead();
  assert.deepEqual(lead.body.answers, ANNA_ANSWERS);
  assert.equal(lead.email, ANNA.email);
  assert.equal(lead.config_id, "cloud-cost-guide");
  assert.match(lead.lead_id, UUID_V7);
  assert.equal(lead.body.leadId, lead.lead_id);
  assertScored(lead);
  assert.equal(lead.stage, "sql");
  assert.equal(lead.outcome, "book");
  assert.equal(lead.body.outcome, "book");
  const reasons = reasonsOf(lead);
  assert.deepEqual(
    ["decides", "company-medium", "large-budget", "work-address", "soon", "left-phone"].filter((rule) => !(rule in reasons)),
    [], "every rule that holds is among the reasons",
  );
  assert.ok(!("student" in reasons), "a rule that does not hold is not among them");
});

scene("the score the page is told is the score in the database", async ({ open, receiver }) => {
  const page = await open("/form.html");
  const flow = page.locator("leadlet-flow");
  await fillGuide(flow);
  await arrive(flow, "Let us look at your bill together");
  const told = await flow.evaluate(async (element) => (await element.flow).score());
  const lead = await receiver.onlyLead();
  assert.equal(told.score, lead.score);
  assert.deepEqual(told.contributions, lead.body.score.contributions);
});

scene("a student goes straight to the last step and is led to the guide", async ({ open, receiver }) => {
  const page = await open("/form.html");
  const flow = page.locator("leadlet-flow");
  await answerNeed(flow, "I am studying");
  await fillContact(flow, { name: "Sam", email: "sam@gmail.com" }, { news: false });
  await press(flow, "Send me the guide");
  await arrive(flow, "Your guide is ready");

  const lead = await receiver.onlyLead();
  assert.deepEqual(lead.body.answers, { need: "study", name: "Sam", email: "sam@gmail.com", terms: true });
  assertScored(lead);
  assert.equal(reasonsOf(lead).student, -40);
  assert.equal(lead.outcome, "guide");
});

scene("the outcome's actions are links that lead where the config says", async ({ open }) => {
  const page = await open("/form.html");
  const flow = page.locator("leadlet-flow");
  await fillGuide(flow);
  await arrive(flow, "Let us look at your bill together");
  const calendar = flow.getByRole("link", { name: "Pick a time" });
  assert.equal(await calendar.getAttribute("href"), "https://cal.example/tallyworks");
  assert.match(await calendar.getAttribute("rel") ?? "", /noopener/);
  const guide = flow.getByRole("link", { name: "Download the guide" });
  assert.equal(new URL(await guide.getAttribute("href"), page.url()).pathname, "/guide.pdf");
  const reply = await page.request.get("/guide.pdf");
  assert.equal(reply.headers()["content-type"], "application/pdf");
});

scene("going back keeps what was answered", async ({ open, receiver }) => {
  const page = await open("/form.html");
  const flow = page.locator("leadlet-flow");
  await answerNeed(flow);
  await answerFit(flow);
  await fillContact(flow);
  await press(flow, "Back");
  await arrive(flow, "About your company");
  assert.equal(await flow.getByLabel("Yearly cloud budget").inputValue(), ANNA.budget);
  assert.ok(await flow.getByLabel(ANNA.size, { exact: true }).isChecked());
  await press(flow, "Back");
  await arrive(flow, "What brings you here?");
  assert.ok(await flow.getByLabel(ANNA.need, { exact: true }).isChecked());
  await press(flow, "Continue");
  await press(flow, "Continue");
  await arrive(flow, "Where shall we send it?");
  assert.equal(await flow.getByLabel("Your name").inputValue(), ANNA.name);
  assert.ok(await flow.getByLabel("I accept the terms").isChecked());
  await press(flow, "Send me the guide");
  await waitFor(page, "outcome");
  assert.deepEqual((await receiver.onlyLead()).body.answers, ANNA_ANSWERS);
});

scene("a question that depends on another comes and goes, and its hidden answer is not sent", async ({ open, receiver }) => {
  const page = await open("/form.html");
  const flow = page.locator("leadlet-flow");
  await answerNeed(flow);
  await arrive(flow, "About your company");
  const budget = flow.getByLabel("Yearly cloud budget");
  assert.equal(await budget.count(), 0, "not asked before the role is known");
  await choose(flow, "Your role", ANNA.role);
  await budget.waitFor();
  await write(flow, "Yearly cloud budget", "900000");
  await choose(flow, "Your role", "Engineer");
  await budget.waitFor({ state: "detached" });
  await answerFit(flow, { role: "Engineer", size: ANNA.size, timing: ANNA.timing });
  await fillContact(flow);
  await press(flow, "Send me the guide");
  await waitFor(page, "outcome");

  const lead = await receiver.onlyLead();
  const { budget: _, ...rest } = ANNA_ANSWERS;
  assert.deepEqual(lead.body.answers, { ...rest, role: "engineer" });
  assert.ok(!("large-budget" in reasonsOf(lead)), "what is not sent does not count");
  assertScored(lead);
});

scene("the exact words of every agreement are kept, given or not", async ({ open, receiver }) => {
  const page = await open("/form.html");
  const flow = page.locator("leadlet-flow");
  await answerNeed(flow, "I am studying");
  await arrive(flow, "Where shall we send it?");
  for (const label of ["Send me the monthly letter", "I accept the terms"]) {
    assert.equal(await flow.getByLabel(label).isChecked(), false, "no box is ticked beforehand");
  }
  await fillContact(flow, ANNA, { news: false });
  await press(flow, "Send me the guide");
  await arrive(flow, "Your guide is ready");
  const { consents } = (await receiver.onlyLead()).body;
  const of = (purpose) => consents.find((consent) => consent.purpose === purpose);
  assert.equal(of("marketing").given, false);
  assert.equal(of("marketing").text, "Send me the monthly letter about cloud costs. I can stop it at any time.");
  assert.equal(of("terms").given, true);
  assert.equal(of("terms").policyUrl, "/terms.html");
  for (const consent of consents) {
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(consent.text));
    assert.equal(consent.textHash.replace(/^sha256[:-]/, ""), Buffer.from(digest).toString("hex"));
    assert.equal(consent.locale, "en");
  }
});

scene("what the visitor did on the page counts, and is named among the reasons", async ({ open, receiver }) => {
  const page = await open("/form.html");
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Read the sample chapter" }).click();
  await (await download).cancel();
  const flow = page.locator("leadlet-flow");
  await fillGuide(flow);
  await waitFor(page, "outcome");
  const lead = await receiver.onlyLead();
  assert.equal(reasonsOf(lead)["sample-chapter"], 15);
  assertScored(lead);
});

scene("the events of a flow tell its course and nothing personal", async ({ open }) => {
  const page = await open("/form.html");
  const flow = page.locator("leadlet-flow");
  await fillGuide(flow);
  await arrive(flow, "Let us look at your bill together");
  await waitFor(page, "delivered");
  const events = await heard(page);
  const course = events.map(({ name }) => name).filter((name) => ["ready", "submit", "delivered", "outcome"].includes(name));
  assert.deepEqual([...new Set(course)], ["ready", "submit", "delivered", "outcome"]);
  assert.equal(course.length, 4, "each is said once");
  assert.ok(events.some(({ name }) => name === "step") && events.some(({ name }) => name === "answer"));
  const said = JSON.stringify(events);
  for (const personal of [ANNA.name, ANNA.email, "1234567", ANNA.budget]) {
    assert.ok(!said.includes(personal), `no event holds ${personal}`);
  }
});

scene("the inbox shows the lead with its reasons in words", async ({ open }) => {
  const page = await open("/form.html");
  const flow = page.locator("leadlet-flow");
  await fillGuide(flow);
  await arrive(flow, "Let us look at your bill together");
  await open("/inbox");
  await page.getByText(ANNA.email).first().waitFor();
  await page.getByText("Decides about the cloud budget").first().waitFor();
});
