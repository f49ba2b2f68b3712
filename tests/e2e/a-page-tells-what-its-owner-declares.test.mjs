import assert from "node:assert/strict";
import { assertAccessible, scene, waitFor } from "./stage.mjs";
import { arrive, assertScored, press, reasonsOf, write } from "./visitor.mjs";

/** Waits until the flow's score so far has a reason. */
async function hasReason(page, reason) {
  // A loop of our own: waitForFunction takes a promise for an answer.
  const reasons = () => page.evaluate(async () => (await document.querySelector("#watched").flow?.score())?.reasons ?? []);
  while (!(await reasons()).some((one) => one.endsWith(reason))) await page.waitForTimeout(50);
}

scene("time in view, depth of reading and a click count, and so does what the page knows", async ({ open, receiver }) => {
  const page = await open("/signals.html");
  const flow = page.locator("#watched");
  await arrive(flow, "Shall we talk about it?");
  await hasReason(page, "Is a customer");
  await hasReason(page, "Compared prices");
  await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
  await hasReason(page, "Read to the end");
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "The whole price list" }).click();
  await (await download).cancel();
  await hasReason(page, "Took the price list");
  await hasReason(page, "Stayed a while");
  await page.evaluate(() => window.scrollTo(0, 0));
  const soFar = await page.evaluate(() => document.querySelector("#watched").flow.score());
  assert.equal(soFar.funnel, "bofu");
  assert.deepEqual(soFar.route, { to: "price-desk", slaMinutes: 120 });
  assert.ok(soFar.unknown.includes("budget"), String(soFar.unknown));
  assert.ok(soFar.ahead.includes("Asking for a demo makes it SQL"), String(soFar.ahead));
  await write(flow, "Email", "ann@firm.example");
  await press(flow, "Send");
  await arrive(flow, "Thank you");
  const lead = await receiver.onlyLead();
  assertScored(lead);
  const { desk, ...reasons } = reasonsOf(lead);
  assert.equal(desk, 7, "a browser without touch is a desktop");
  assert.deepEqual(reasons, { stayed: 5, "read-on": 10, "price-list": 20, compare: 3, customer: 12 });
  const { visitor, events } = lead.body;
  assert.equal(visitor.isCustomer, true);
  assert.equal(visitor.device, "desktop");
  assert.match(visitor.locale, /^en/);
  assert.deepEqual(events.map(({ kind, name }) => [kind, name].join(" ").trim()).sort(), ["compare", "download price-list", "dwell 2", "page", "scroll 90"]);
});

scene("who refuses is not observed, and the owner still knows their customer", async ({ open, receiver }) => {
  const page = await open("/signals.html");
  const flow = page.locator("#watched");
  await arrive(flow, "Shall we talk about it?");
  await page.evaluate(() => leadlet("consent", false));
  await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
  await page.waitForTimeout(2500);
  await page.evaluate(() => window.scrollTo(0, 0));
  await write(flow, "Email", "ann@firm.example");
  await press(flow, "Send");
  await arrive(flow, "Thank you");
  const lead = await receiver.onlyLead();
  assertScored(lead);
  assert.deepEqual(lead.body.events, []);
  assert.deepEqual(lead.body.visitor, { isCustomer: true });
  assert.deepEqual(reasonsOf(lead), { customer: 12 });
});

scene("the page says its score when it is asked, and passes axe", async ({ open }) => {
  const page = await open("/signals.html");
  await waitFor(page, "ready");
  await page.getByRole("button", { name: "Say it" }).click();
  await page.getByText("+12 Is a customer").waitFor();
  await assertAccessible(page, "what a visit tells");
});
