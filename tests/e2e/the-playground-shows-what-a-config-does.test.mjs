import assert from "node:assert/strict";
import { assertAccessible, scene } from "./stage.mjs";

/** Waits until a part of the page says something. */
const says = (page, id, words) => page.locator(`#${id}`).getByText(words).first().waitFor();

const CONFIG = {
  version: 1, id: "tried", delivery: [{ type: "json", url: "/leads" }],
  steps: [{ id: "one", title: "About you", fields: [{
    name: "role", type: "choice", label: "Your role",
    options: [{ value: "cto", label: "CTO" }, { value: "student", label: "Student" }],
  }] }],
  scoring: { rules: [
    { id: "decides", points: 40, if: { "===": [{ var: "answers.role" }, "cto"] }, reason: "Decides" },
    { id: "learns", points: -15, if: { "===": [{ var: "answers.role" }, "student"] }, reason: "Learns" },
  ] },
  outcomes: [{ id: "end", title: "Thank you" }],
};

scene("an answer's points, what is unknown and what would change the stage stand beside the flow", async ({ open }) => {
  const page = await open("/playground.html");
  await page.getByLabel(/^JSON/).fill(JSON.stringify(CONFIG, null, 2));
  await says(page, "unknown", "role");
  await page.getByRole("radio", { name: "CTO" }).check();
  await says(page, "why", "+40 Decides");
  assert.equal(await page.locator("#total").textContent(), "40");
  await page.getByRole("radio", { name: "Student" }).check();
  await says(page, "why", "−15 Learns");
  assert.equal(await page.locator("#total").textContent(), "0");
  await page.getByLabel(/^JSON/).fill(JSON.stringify(CONFIG, null, 2).replace('"points": 40', '"points": 70'));
  await says(page, "why", "Nothing has given points yet.");
  await page.getByRole("radio", { name: "CTO" }).check();
  await says(page, "why", "+70 Decides");
});

scene("a faulty config says what is wrong, and mended it runs again", async ({ open, watch }) => {
  const page = await open("/playground.html");
  const field = page.getByLabel(/^JSON/);
  await field.fill(JSON.stringify({ ...CONFIG, steps: 3 }));
  await says(page, "state", "fault");
  await says(page, "why", "There is no flow to score.");
  await field.fill("nothing of the kind");
  await says(page, "state", "it begins with {");
  await field.fill(JSON.stringify(CONFIG));
  await page.getByRole("radio", { name: "CTO" }).check();
  await says(page, "why", "+40 Decides");
  watch.expectConsole(/steps/);
});

scene("the address names the template to begin with, and the list changes it", async ({ open }) => {
  const page = await open("/playground.html#price-quote");
  await page.waitForFunction(() => JSON.parse(document.querySelector("#config").value).id.includes("price-quote"));
  await page.getByLabel("Begin with").selectOption("BANT");
  await page.waitForFunction(() => JSON.parse(document.querySelector("#config").value).id.includes("bant"));
  assert.match(page.url(), /#bant-qualification$/);
});

for (const colorScheme of ["light", "dark"]) {
  scene(`the playground passes axe: ${colorScheme}`, { colorScheme }, async ({ open }) => {
    const page = await open("/playground.html");
    await says(page, "why", /./);
    await page.locator("leadlet-flow").getByRole("heading").first().waitFor();
    await assertAccessible(page, `playground, ${colorScheme}`);
  });
}
