import assert from "node:assert/strict";
import { assertAccessible, scene } from "./stage.mjs";
import { answerNeed, arrive, fillContact, press } from "./visitor.mjs";

const offer = (flow) => flow.getByRole("button", { name: "Use anna@gmail.com" });

const holdsFocus = (field) => field.evaluate((element) => element.getRootNode().activeElement === element);

/** Brings the visitor to the step that asks for an address. */
async function contact(open) {
  const page = await open("/form.html");
  const flow = page.locator("leadlet-flow");
  await answerNeed(flow, "I am studying");
  await arrive(flow, "Where shall we send it?");
  return { page, flow, email: flow.getByLabel("Work email") };
}

scene("a press on the offer mends the address, and the focus is in the field", async ({ open }) => {
  const { page, flow, email } = await contact(open);
  await email.click();
  await email.pressSequentially("anna@gmial.com");
  await flow.getByText("Did you mean anna@gmail.com?").waitFor();
  await assertAccessible(page, "an address is offered");
  await offer(flow).click();
  await offer(flow).waitFor({ state: "detached" });
  assert.equal(await email.inputValue(), "anna@gmail.com");
  assert.ok(await holdsFocus(email), "the visitor can go on typing where they were");
  assert.notEqual(await email.getAttribute("aria-invalid"), "true");
});

scene("the offer is taken by keyboard alone and goes into the lead", async ({ open, page, receiver }) => {
  const { flow, email } = await contact(open);
  await fillContact(flow, { name: "Anna", email: "anna@gmail.con" }, { news: false });
  await email.focus();
  await page.keyboard.press("Tab");
  assert.ok(await holdsFocus(offer(flow)), "the offer stands behind the field");
  await page.keyboard.press("Enter");
  assert.equal(await email.inputValue(), "anna@gmail.com");
  assert.ok(await holdsFocus(email));
  await press(flow, "Send me the guide");
  await arrive(flow, "Your guide is ready");
  const [lead] = await receiver.leads();
  assert.equal(lead.body.answers.email, "anna@gmail.com");
});

scene("an address that is still being typed is not questioned, one that was left is", async ({ open }) => {
  const { flow, email } = await contact(open);
  await email.click();
  await email.pressSequentially("anna@gmail.co");
  assert.equal(await offer(flow).count(), 0);
  await email.blur();
  await offer(flow).waitFor();
  await email.pressSequentially("m");
  await offer(flow).waitFor({ state: "detached" });
});

scene("the offer is made and no more: the address is taken as it is typed", async ({ open, receiver }) => {
  const { flow } = await contact(open);
  await fillContact(flow, { name: "Anna", email: "anna@gmial.com" }, { news: false });
  await press(flow, "Send me the guide");
  await arrive(flow, "Your guide is ready");
  const [lead] = await receiver.leads();
  assert.equal(lead.body.answers.email, "anna@gmial.com");
});

scene("letters are kept composed however they were typed, and the caret stays where it is", async ({ open, receiver }) => {
  const { flow } = await contact(open);
  const name = flow.getByLabel("Your name");
  await name.fill("A\u030alund");
  await name.evaluate((input) => input.setSelectionRange(2, 2));
  await name.press("x");
  assert.deepEqual(
    await name.evaluate((input) => [input.value, input.selectionStart]),
    ["A\u030axlund", 3],
    "what stands in the field is left as it was typed",
  );
  await flow.getByLabel("Work email").fill("anna@münchen.example");
  await flow.getByLabel("I accept the terms").check();
  await press(flow, "Send me the guide");
  await arrive(flow, "Your guide is ready");
  const [lead] = await receiver.leads();
  assert.equal(lead.body.answers.name, "\u00c5xlund");
  assert.equal(lead.body.answers.email, "anna@xn--mnchen-3ya.example");
});
