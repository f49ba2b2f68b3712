import assert from "node:assert/strict";
import { heard, scene, waitFor } from "./stage.mjs";
import { arrive, assertScored, choose, fillSeat, press } from "./visitor.mjs";

const VISITOR = { email: "mia@late.example", day: "Tuesday, 10:00" };
/** The one line for the owner when the visitor has been told. */
const FAILED = /^error: leadlet:.*delivery\/failed/s;
const tryAgain = (flow) => flow.getByRole("button", { name: "Try again" });

/** Goes to a page with a flow of one step and fills it, ready to be sent. */
async function filled(open) {
  const page = await open("/two-flows.html");
  const flow = page.locator("#seat");
  await fillSeat(flow, VISITOR);
  return { page, flow };
}

scene("a receiver that is down: the visitor is told, keeps the text, and sends it once it is up", async ({ open, receiver, watch }) => {
  const { page, flow } = await filled(open);
  await receiver.stop();
  await press(flow, "Save my seat");
  await tryAgain(flow).waitFor({ timeout: 60_000 });
  const told = flow.getByRole("alert");
  assert.match(await told.innerText(), /could not be sent|offline/);
  assert.equal(await flow.getByText("Your seat is saved").count(), 0, "nothing is promised that is not so");
  assert.equal(await flow.getByLabel("Email").inputValue(), VISITOR.email, "the text is kept");

  await receiver.restart();
  await tryAgain(flow).click();
  await arrive(flow, "Your seat is saved");
  const lead = await receiver.onlyLead();
  assert.deepEqual(lead.body.answers, { email: VISITOR.email, day: "tue" });
  assertScored(lead);
  // The browser itself writes a line for every attempt that found nobody.
  watch.expectConsole(/net::ERR_CONNECTION/, watch.count("POST", "/leads") - 1);
  watch.expectConsole(FAILED);
});

scene("503 twice, then well: one row, the same bytes each time", async ({ open, receiver, page, watch }) => {
  const bodies = [];
  await page.route("**/leads", async (route) => {
    bodies.push(route.request().postData());
    if (bodies.length <= 2) await route.fulfill({ status: 503, body: "busy" });
    else await route.continue();
  });
  const { flow } = await filled(open);
  await press(flow, "Save my seat");
  await flow.getByRole("heading", { name: "Your seat is saved" }).waitFor({ timeout: 30_000 });
  assert.equal(bodies.length, 3);
  assert.deepEqual([...new Set(bodies)], [bodies[0]], "the body is frozen before the first attempt");
  const lead = await receiver.onlyLead();
  assert.equal(lead.lead_id, JSON.parse(bodies[0]).leadId);
  watch.expectConsole(/Failed to load resource: .* 503/, 2);
});

scene("a lead whose acknowledgement is lost is in the database once", async ({ open, receiver, page, watch }) => {
  let attempts = 0;
  await page.route("**/leads", async (route) => {
    attempts += 1;
    if (attempts > 1) return route.continue();
    await route.fetch(); // the receiver has it …
    await route.abort("connectionreset"); // … and the page never hears
  });
  const { flow } = await filled(open);
  await press(flow, "Save my seat");
  await flow.getByRole("heading", { name: "Your seat is saved" }).waitFor({ timeout: 30_000 });
  assert.equal(attempts, 2);
  await receiver.onlyLead();
  watch.expectConsole(/ERR_CONNECTION_RESET/);
});

scene("a double click sends one lead", async ({ open, receiver, watch }) => {
  const { page, flow } = await filled(open);
  await flow.getByRole("button", { name: "Save my seat" }).dblclick();
  await arrive(flow, "Your seat is saved");
  await receiver.onlyLead();
  assert.equal(watch.count("POST", "/leads"), 1);
  assert.equal((await heard(page)).filter(({ name }) => name === "submit").length, 1);
});

scene("Enter and clicks while a lead is on its way send nothing more", async ({ open, receiver, page, watch }) => {
  let release;
  const held = new Promise((resolve) => { release = resolve; });
  await page.route("**/leads", async (route) => {
    await held;
    await route.continue();
  });
  const { flow } = await filled(open);
  const send = flow.getByRole("button", { name: "Save my seat" });
  const box = await send.boundingBox();
  await send.click();
  await waitFor(page, "submit");
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await page.keyboard.press("Enter");
  release();
  await arrive(flow, "Your seat is saved");
  await receiver.onlyLead();
  assert.equal(watch.count("POST", "/leads"), 1);
});

scene("an HTML page instead of an acknowledgement is no acknowledgement", async ({ open, receiver, page }) => {
  let attempts = 0;
  await page.route("**/leads", async (route) => {
    attempts += 1;
    if (attempts === 1) await route.fulfill({ status: 200, contentType: "text/html", body: "<!doctype html><title>Sign in to the hotel</title>" });
    else await route.continue();
  });
  const { flow } = await filled(open);
  await press(flow, "Save my seat");
  await flow.getByRole("heading", { name: "Your seat is saved" }).or(tryAgain(flow)).first().waitFor({ timeout: 30_000 });
  if (await tryAgain(flow).count()) await tryAgain(flow).click();
  await arrive(flow, "Your seat is saved");
  assert.ok(attempts >= 2, "the lead was sent again");
  await receiver.onlyLead();
});

scene("a receiver that refuses: the visitor is told at once and nothing is lost", async ({ open, receiver, page, watch }) => {
  let refuse = true;
  await page.route("**/leads", (route) => (refuse ? route.fulfill({ status: 403, contentType: "application/json", body: '{"ok":false}' }) : route.continue()));
  const { flow } = await filled(open);
  await press(flow, "Save my seat");
  await tryAgain(flow).waitFor();
  assert.equal(await flow.getByLabel("Email").inputValue(), VISITOR.email);
  refuse = false;
  await tryAgain(flow).click();
  await arrive(flow, "Your seat is saved");
  await receiver.onlyLead();
  watch.expectConsole(/Failed to load resource: .* 403/);
  watch.expectConsole(FAILED);
});

scene("an answer corrected after a failure is in the database as corrected", async ({ open, receiver, page, watch }) => {
  let refuse = true;
  await page.route("**/leads", (route) => (refuse ? route.fulfill({ status: 403, contentType: "application/json", body: '{"ok":false}' }) : route.continue()));
  const { flow } = await filled(open);
  await press(flow, "Save my seat");
  await tryAgain(flow).waitFor();
  const editable = await flow.getByLabel("Email").isEditable();
  refuse = false;
  if (editable) {
    await choose(flow, "Which day suits you?", "Thursday, 16:00");
    await tryAgain(flow).or(flow.getByRole("button", { name: "Save my seat" })).first().click();
    await arrive(flow, "Your seat is saved");
    assert.equal((await receiver.onlyLead()).body.answers.day, "thu", "what was shown is what was sent");
  } else {
    await tryAgain(flow).click();
    await arrive(flow, "Your seat is saved");
    assert.equal((await receiver.onlyLead()).body.answers.day, "tue", "what could not be changed is what was sent");
  }
  watch.expectConsole(/Failed to load resource: .* 403/);
  watch.expectConsole(FAILED);
});
