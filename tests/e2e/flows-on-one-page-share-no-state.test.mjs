import assert from "node:assert/strict";
import { assertAccessible, heard, scene, waitFor } from "./stage.mjs";
import { arrive, assertScored, choose, fillSeat, press, write } from "./visitor.mjs";

scene("three flows are answered in turns and give three leads of their own", async ({ open, receiver }) => {
  const page = await open("/two-flows.html");
  const [quote, seat, twin] = ["#quote", "#seat", "#twin"].map((id) => page.locator(id));
  await arrive(quote, "What do you need?");
  await fillSeat(seat, { email: "one@seat.example", day: "Tuesday, 10:00" });

  assert.equal(await twin.getByLabel("Email").inputValue(), "", "the twin has heard nothing");
  assert.equal(await twin.getByLabel("Tuesday, 10:00").isChecked(), false);

  await choose(quote, "Services", "A review of the bill");
  await choose(quote, "Services", "Training for the team");
  await write(quote, "Tell us about it", "Two clouds,\nthree teams: <b>one bill</b> & \"many\" questions.");
  await press(quote, "Continue");
  await arrive(quote, "Who shall we write to?");
  await fillSeat(twin, { email: "two@seat.example", day: "Thursday, 16:00" });
  await twin.getByLabel("Remind me by e-mail the day before.").check();

  assert.equal(await seat.getByLabel("Email").inputValue(), "one@seat.example");
  assert.ok(await seat.getByLabel("Tuesday, 10:00").isChecked(), "groups of options of two flows do not clear each other");
  assert.equal(await seat.getByLabel("Remind me by e-mail the day before.").isChecked(), false);

  await press(seat, "Save my seat");
  await arrive(seat, "Your seat is saved");
  assert.ok(await twin.getByRole("button", { name: "Save my seat" }).isEnabled());
  await write(quote, "Company", "=Widgets & Co");
  await write(quote, "Email", "buyer@widgets.example");
  await press(quote, "Ask for a quotation");
  await arrive(quote, "We will write to you");
  await press(twin, "Save my seat");
  await arrive(twin, "Your seat is saved");

  const leads = await receiver.leads();
  assert.equal(leads.length, 3);
  assert.equal(new Set(leads.map(({ lead_id }) => lead_id)).size, 3);
  for (const lead of leads) assertScored(lead);
  const of = (email) => leads.find((lead) => lead.email === email);
  assert.deepEqual(of("one@seat.example").body.answers, { email: "one@seat.example", day: "tue" });
  assert.deepEqual(of("two@seat.example").body.answers, { email: "two@seat.example", day: "thu", reminder: true });
  assert.equal(of("two@seat.example").score, of("one@seat.example").score + 5, "the reminder counts in one of them only");
  assert.deepEqual(of("buyer@widgets.example").body.answers, {
    services: ["audit", "training"],
    notes: "Two clouds,\nthree teams: <b>one bill</b> & \"many\" questions.",
    company: "=Widgets & Co",
    email: "buyer@widgets.example",
  });
  assert.equal(of("buyer@widgets.example").config_id, "quotation");
});

scene("each flow speaks from its own element", async ({ open }) => {
  const page = await open("/two-flows.html");
  await waitFor(page, "ready", 3);
  assert.deepEqual((await heard(page)).filter(({ name }) => name === "ready").map(({ target }) => target).sort(), ["quote", "seat", "twin"]);
  await fillSeat(page.locator("#twin"), { email: "two@seat.example", day: "Thursday, 16:00" });
  const speakers = new Set((await heard(page)).filter(({ name }) => name === "answer").map(({ target }) => target));
  assert.deepEqual([...speakers], ["twin"]);
});

scene("one loader, one module and one wasm serve all three, and each config is fetched", async ({ open, watch }) => {
  const page = await open("/two-flows.html");
  await waitFor(page, "ready", 3);
  for (const file of ["/leadlet/leadlet.js", "/leadlet/leadlet.esm.js", "/leadlet/leadlet-plain.wasm"]) {
    assert.equal(watch.count("GET", file), 1, file);
  }
  assert.ok(watch.count("GET", "/configs/webinar.json") >= 1);
  assert.equal(watch.count("GET", "/configs/quote.json"), 1);
});

for (const colorScheme of ["light", "dark"]) {
  scene(`three flows side by side pass axe: ${colorScheme}`, { colorScheme }, async ({ open }) => {
    const page = await open("/two-flows.html");
    await waitFor(page, "ready", 3);
    await assertAccessible(page, `three flows, ${colorScheme}`);
  });
}
