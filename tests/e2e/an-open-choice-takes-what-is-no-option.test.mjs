import assert from "node:assert/strict";
import { assertAccessible, scene } from "./stage.mjs";
import { arrive, choose, fillContact, press } from "./visitor.mjs";

const holdsFocus = (field) => field.evaluate((element) => element.getRootNode().activeElement === element);

/** Opens a flow whose first question has a last option to write an answer of one's own into. */
async function open(page, go, settings = {}) {
  await page.route("**/configs/ebook.json", async (route) => {
    const reply = await route.fetch();
    const config = await reply.json();
    Object.assign(config.steps[0].fields[0], { allowOther: true, otherLabel: "Something else" }, settings);
    config.steps[0].next = [{ if: { "!==": [{ var: "answers.need" }, "cost"] }, to: "contact" }];
    await route.fulfill({ response: reply, json: config });
  });
  await go("/form.html");
  const flow = page.locator("leadlet-flow");
  await arrive(flow, "What brings you here?");
  return { flow, line: flow.getByRole("textbox", { name: "Something else" }) };
}

scene("what is written beside the options is the answer, and conditions read it", async ({ open: go, page, receiver }) => {
  const { flow, line } = await open(page, go);
  assert.equal(await line.count(), 0, "the line is there once it is asked for");
  await choose(flow, "Your main challenge", "Something else");
  await line.pressSequentially("A merger");
  await assertAccessible(page, "an answer of one's own is written");
  await press(flow, "Continue");
  await fillContact(flow, { name: "Anna", email: "anna@widgets.example" }, { news: false });
  await press(flow, "Send me the guide");
  await arrive(flow, "Your guide is ready");
  const lead = await receiver.onlyLead();
  assert.equal(lead.body.answers.need, "A merger");
});

scene("the line is opened, filled and left by keyboard alone", async ({ open: go, page }) => {
  const { flow, line } = await open(page, go);
  const group = flow.getByRole("radiogroup", { name: "Your main challenge" });
  await group.getByRole("radio").first().focus();
  for (let press = 0; press < 4; press += 1) await page.keyboard.press("ArrowDown");
  await line.waitFor();
  await page.keyboard.press("Tab");
  assert.ok(await holdsFocus(line), "the line stands behind its option");
  await page.keyboard.type("A merger");
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("ArrowUp");
  await line.waitFor({ state: "detached" });
  assert.equal(await group.getByRole("radio", { checked: true }).count(), 1, "an option is picked instead");
});

scene("an own option that is picked and left empty is asked for, where it is", async ({ open: go, page }) => {
  const { flow, line } = await open(page, go);
  await choose(flow, "Your main challenge", "Something else");
  await press(flow, "Continue");
  await flow.getByRole("alert").filter({ hasText: "attention" }).waitFor();
  assert.equal(await line.getAttribute("aria-invalid"), "true");
});

scene("of several answers one may be the visitor's own", async ({ open: go, page, receiver }) => {
  const { flow, line } = await open(page, go, { many: true });
  await choose(flow, "Your main challenge", "Our bill grows too fast");
  await choose(flow, "Your main challenge", "Something else");
  await line.fill("A merger");
  await press(flow, "Continue");
  await fillContact(flow, { name: "Anna", email: "anna@widgets.example" }, { news: false });
  await press(flow, "Send me the guide");
  await flow.getByRole("heading", { name: "Your guide is ready" }).waitFor();
  const lead = await receiver.onlyLead();
  assert.deepEqual(lead.body.answers.need, ["cost", "A merger"]);
});
