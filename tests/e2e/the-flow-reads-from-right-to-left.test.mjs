import assert from "node:assert/strict";
import { assertAccessible, scene } from "./stage.mjs";
import { ANNA_ANSWERS, answerFit, answerNeed, arrive, assertScored, fillContact, press } from "./visitor.mjs";

scene("in a document that reads from right to left the flow is mirrored, filled and sent", async ({ open, page, receiver }) => {
  await page.route("**/form.html", async (route) => {
    const reply = await route.fetch();
    await route.fulfill({ response: reply, body: (await reply.text()).replace('<html lang="en">', '<html lang="en" dir="rtl">') });
  });
  await open("/form.html");
  const flow = page.locator("leadlet-flow");
  await arrive(flow, "What brings you here?");
  assert.equal(await flow.locator("form").evaluate((form) => getComputedStyle(form).direction), "rtl");
  const option = await flow.getByLabel("I am studying").boundingBox();
  const words = await flow.getByText("I am studying").boundingBox();
  assert.ok(option.x + option.width / 2 > words.x + words.width / 2, "the mark stands to the right of its words");
  await answerNeed(flow);
  await arrive(flow, "About your company");
  const back = await flow.getByRole("button", { name: "Back" }).boundingBox();
  const next = await flow.getByRole("button", { name: "Continue" }).boundingBox();
  assert.ok(back.x > next.x, "back is to the right of on");
  await assertAccessible(page, "right to left");
  const { wide, room } = await page.evaluate(() => ({ wide: document.documentElement.scrollWidth, room: document.documentElement.clientWidth }));
  assert.ok(wide <= room, "nothing sticks out");
  await answerFit(flow);
  await fillContact(flow);
  await press(flow, "Send me the guide");
  await arrive(flow, "Let us look at your bill together");
  const lead = await receiver.onlyLead();
  assert.deepEqual(lead.body.answers, ANNA_ANSWERS);
  assertScored(lead);
});
