import assert from "node:assert/strict";
import { assertAccessible, scene, waitFor } from "./stage.mjs";
import { ANNA, answerNeed, arrive, fillContact, press, write } from "./visitor.mjs";

const summary = (flow) => flow.getByRole("alert").filter({ hasText: "attention" });

/** Reads the messages a field is described by. */
const described = (field) => field.evaluate((element) => {
  const ids = (element.getAttribute("aria-describedby") ?? "").split(/\s+/).filter(Boolean);
  return ids.map((id) => element.getRootNode().getElementById(id)?.textContent?.trim() ?? `(no element ${id})`).join(" ");
});

scene("an empty step is not sent: the summary takes the focus and leads to each field", async ({ open, receiver }) => {
  const page = await open("/form.html");
  const flow = page.locator("leadlet-flow");
  await answerNeed(flow, "I am studying");
  await arrive(flow, "Where shall we send it?");
  await press(flow, "Send me the guide");

  await summary(flow).waitFor();
  assert.match(await summary(flow).innerText(), /3 answers need your attention/);
  const holdsFocus = await summary(flow).evaluate((element) => element.getRootNode().activeElement === element);
  assert.ok(holdsFocus, "the summary has the focus");

  for (const [label, message] of [["Your name", "Please answer this."], ["Work email", "Please answer this."], ["I accept the terms", "Please tick this box to go on."]]) {
    const field = flow.getByLabel(label);
    assert.equal(await field.getAttribute("aria-invalid"), "true", label);
    assert.ok((await described(field)).includes(message), `${label}: ${await described(field)}`);
  }
  assert.notEqual(await flow.getByLabel("Phone").getAttribute("aria-invalid"), "true", "what is optional is not missing");

  await summary(flow).getByRole("link", { name: /Work email/ }).or(summary(flow).getByRole("button", { name: /Work email/ })).click();
  assert.ok(await flow.getByLabel("Work email").evaluate((field) => field.getRootNode().activeElement === field), "the summary leads to the field");
  assert.deepEqual(await receiver.leads(), []);
  await assertAccessible(page, "three mistakes are shown");
});

scene("a mistake is said when the field is left, and unsaid when it is mended", async ({ open }) => {
  const page = await open("/form.html");
  const flow = page.locator("leadlet-flow");
  await answerNeed(flow, "I am studying");
  await arrive(flow, "Where shall we send it?");
  const email = flow.getByLabel("Work email");
  await email.click();
  await email.pressSequentially("anna@widgets");
  assert.notEqual(await email.getAttribute("aria-invalid"), "true", "nobody is scolded while typing");
  await email.blur();
  await flow.getByText("Please write an address like name@example.com.").waitFor();
  assert.equal(await email.getAttribute("aria-invalid"), "true");
  await email.pressSequentially(".example");
  await email.blur();
  await flow.getByText("Please write an address like name@example.com.").waitFor({ state: "hidden" });
  assert.notEqual(await email.getAttribute("aria-invalid"), "true");
});

scene("the buttons stay where they are while messages come and go", async ({ open }) => {
  const page = await open("/form.html");
  const flow = page.locator("leadlet-flow");
  await answerNeed(flow, "I am studying");
  await arrive(flow, "Where shall we send it?");
  const send = flow.getByRole("button", { name: "Send me the guide" });
  const before = await send.boundingBox();
  const email = flow.getByLabel("Work email");
  await write(flow, "Work email", "anna@widgets");
  await flow.getByText("Please write an address").waitFor();
  assert.deepEqual(await send.boundingBox(), before, "a message that appears moves nothing");
  await email.pressSequentially(".example");
  await email.blur();
  assert.deepEqual(await send.boundingBox(), before, "a message that vanishes moves nothing");
});

scene("a click that also leaves a wrong field is not lost", async ({ open }) => {
  const page = await open("/form.html");
  const flow = page.locator("leadlet-flow");
  await answerNeed(flow, "I am studying");
  await fillContact(flow, ANNA);
  await flow.getByLabel("Work email").fill("anna@");
  await flow.getByLabel("Work email").focus();
  await press(flow, "Send me the guide");
  await summary(flow).waitFor();
  await flow.getByLabel("Work email").fill(ANNA.email);
  await flow.getByLabel("Work email").focus();
  await press(flow, "Send me the guide");
  await waitFor(page, "outcome");
});

scene("an address that is thrown away is refused, a free one only remarked on", async ({ open, receiver }) => {
  const page = await open("/form.html");
  const flow = page.locator("leadlet-flow");
  await answerNeed(flow, "I am studying");
  await fillContact(flow, { name: "Sam", email: "sam@mailinator.com" });
  await press(flow, "Send me the guide");
  await flow.getByText("Please use an address that you keep").first().waitFor();
  assert.deepEqual(await receiver.leads(), []);
  await flow.getByLabel("Work email").fill("");
  await write(flow, "Work email", "sam@gmail.com");
  await flow.getByText("A work address helps us answer better.").waitFor();
  await press(flow, "Send me the guide");
  await waitFor(page, "outcome");
  assert.equal((await receiver.onlyLead()).email, "sam@gmail.com");
});
