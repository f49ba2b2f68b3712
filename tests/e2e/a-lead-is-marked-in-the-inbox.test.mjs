import assert from "node:assert/strict";
import { assertAccessible, scene, settle } from "./stage.mjs";
import { hotLead } from "./past-leads.mjs";

const LOOKS = [
  ["light", { colorScheme: "light" }],
  ["dark", { colorScheme: "dark" }],
  ["360 px, light", { colorScheme: "light", viewport: { width: 360, height: 740 } }],
  ["360 px, dark", { colorScheme: "dark", viewport: { width: 360, height: 740 } }],
  ["forced colours", { forcedColors: "active" }],
];

async function post(receiver, lead) {
  const answer = await fetch(`${receiver.origin}/leads`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(lead) });
  assert.equal(answer.status, 200, await answer.text());
}

/** Says how the buttons stand: what is pressed, and whether a mark can be taken back. */
const pressed = (page) => page.locator("section.became").evaluate((section) => ({
  on: [...section.querySelectorAll("[aria-pressed=true]")].map((button) => button.textContent),
  back: [...section.querySelectorAll("button")].some((button) => button.textContent === "Take back"),
}));

scene("a lead is marked, marked otherwise and taken back by keyboard alone", async ({ open, receiver, page }) => {
  await post(receiver, hotLead(1));
  await open(`/inbox/${hotLead(1).leadId}`);
  assert.deepEqual(await pressed(page), { on: [], back: false });
  const go = async (name) => {
    for (let step = 0; step < 40; step += 1) {
      await page.keyboard.press("Tab");
      if (await page.evaluate(() => document.activeElement.textContent) === name) return step + 1;
    }
    throw new Error(`no way leads to ${name}`);
  };
  for (const [name, on, back] of [["Won", ["Won"], true], ["Lost", ["Lost"], true], ["Take back", [], false]]) {
    const steps = await go(name);
    await Promise.all([page.waitForURL(/#mark$/), page.waitForLoadState("load"), page.keyboard.press("Enter")]);
    await page.locator("section.became").waitFor();
    await page.waitForFunction(([on, back]) => {
      const section = document.querySelector("section.became");
      const is = [...section.querySelectorAll("[aria-pressed=true]")].map((button) => button.textContent).join();
      return is === on && section.textContent.includes("Take back") === back;
    }, [on.join(), back]);
    assert.deepEqual(await pressed(page), { on, back });
    if (name !== "Won") assert.ok(steps <= 3, `after a mark the keyboard is where it was: ${steps} steps to ${name}`);
  }
});

scene("the list shows what became of leads and is narrowed to it", async ({ open, receiver, page }) => {
  for (const number of [1, 2, 3]) await post(receiver, hotLead(number));
  for (const [number, mark] of [[1, "won"], [2, "lost"]]) {
    await open(`/inbox/${hotLead(number).leadId}`);
    await page.getByRole("button", { name: mark === "won" ? "Won" : "Lost", exact: true }).click();
    await page.waitForURL(/#mark$/);
  }
  await open("/inbox");
  assert.equal(await page.locator("li.lead").count(), 3);
  await page.getByLabel("What became of it").selectOption("lost");
  await page.getByRole("button", { name: "Show" }).click();
  await page.waitForURL(/mark=lost/);
  assert.equal(await page.locator("li.lead").count(), 1);
  assert.equal(await page.locator("li.lead .chip", { hasText: /^Lost$/ }).count(), 1);
});

for (const [look, options] of LOOKS) {
  scene(`the explanation, the marks and the list pass axe: ${look}`, options, async ({ open, receiver, page }) => {
    await post(receiver, hotLead(1));
    const examine = async (state) => {
      await assertAccessible(page, `${look}, ${state}`);
      await settle(page);
      const { wide, room } = await page.evaluate(() => ({ wide: document.documentElement.scrollWidth, room: document.documentElement.clientWidth }));
      assert.ok(wide <= room, `${look}, ${state}: ${wide} px wide in a window of ${room} px`);
    };
    await open(`/inbox/${hotLead(1).leadId}`);
    await page.getByText("+1.074378129 logit Seats: over 100").waitFor();
    await examine("not marked");
    for (const name of ["Won", "Lost"]) {
      await page.getByRole("button", { name, exact: true }).click();
      await page.locator(`button[aria-pressed=true]`, { hasText: name }).waitFor();
      await examine(name);
    }
    await open("/inbox");
    await examine("the list");
  });
}
