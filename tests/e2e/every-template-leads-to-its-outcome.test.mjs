import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { arriveAs, TEMPLATES, visitOf } from "./template.mjs";
import { assertAccessible, heard, scene, settle, waitFor } from "./stage.mjs";
import { assertScored, press } from "./visitor.mjs";

for (const name of TEMPLATES) {
  const visit = visitOf(name);
  scene(`${name}: ${visit.who}`, async ({ open, page, receiver }) => {
    // The dates that a template takes are counted from today: the case's own.
    await page.clock.setFixedTime(visit.at);
    await open(`/templates.html#${name}`);
    const flow = page.locator("leadlet-flow");
    for (const step of visit.steps) {
      await step.arrive(flow);
      await step.answer(flow);
      await press(flow, step.button);
    }
    await arriveAs(flow, visit.outcome, visit.told);

    const lead = await receiver.onlyLead();
    assertScored(lead);
    const { expected } = visit;
    assert.deepEqual(
      { config: lead.config_id, score: lead.score, stage: lead.stage, outcome: lead.outcome },
      { config: name, score: expected.score, stage: expected.stage, outcome: expected.outcome },
    );
    for (const [field, value] of Object.entries(expected.answers ?? {})) {
      assert.deepEqual(lead.body.answers[field] ?? null, value, field);
    }
    for (const action of visit.outcome.actions) {
      const link = flow.getByRole("link", { name: action.label });
      assert.equal(await link.getAttribute("href"), action.url, action.label);
    }
    assert.deepEqual((await heard(page)).filter((event) => event.name === "error"), []);
  });
}

scene("the list changes the template, and so do the address and the way back", async ({ open, page }) => {
  await open("/templates.html");
  const flow = page.locator("leadlet-flow");
  const shows = (name) => flow.getByRole("heading", { name: visitOf(name).title }).waitFor();
  await shows("ebook-download");
  await page.getByRole("link", { name: "ROI calculator" }).click();
  await shows("roi-calculator");
  assert.equal(new URL(page.url()).hash, "#roi-calculator");
  assert.equal(await page.getByRole("link", { name: "roi-calculator.json" }).getAttribute("href"), "/configs/roi-calculator.json");
  assert.equal(await flow.count(), 1, "the one before is gone");
  await page.goBack();
  await shows("ebook-download");
  await page.goForward();
  await shows("roi-calculator");
});

scene("the list names every template, and every file it leads to is there", async ({ open, page }) => {
  const html = readFileSync(new URL("../../www/templates.html", import.meta.url), "utf8");
  const listed = [...html.matchAll(/data-template="([^"]+)"/g)].map(([, name]) => name);
  assert.deepEqual(listed.sort(), [...TEMPLATES].sort());
  await open("/templates.html");
  for (const name of TEMPLATES) {
    for (const file of [`${name}.json`, `${name}.cases.json`]) {
      assert.equal((await page.request.get(`/configs/${file}`)).status(), 200, file);
    }
  }
});

for (const [look, options] of [["light", { colorScheme: "light" }], ["dark", { colorScheme: "dark" }], ["360 px", { viewport: { width: 360, height: 740 } }]]) {
  scene(`the first screen of every template passes axe: ${look}`, options, async ({ open, page }) => {
    await open("/templates.html");
    for (const [index, name] of TEMPLATES.entries()) {
      await page.locator(`[data-template="${name}"]`).click();
      await waitFor(page, "ready", index + 1);
      await settle(page);
      await assertAccessible(page, `${name}, ${look}`);
    }
  });
}
