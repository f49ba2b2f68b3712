import assert from "node:assert/strict";
import { assertAccessible, scene, settle } from "./stage.mjs";
import { answerFit, answerNeed, arrive, choose, fillContact, press, ANNA } from "./visitor.mjs";

/** Fails where something is wider than the window: a narrow phone must not scroll sideways. */
async function assertNoSidewaysScroll(page, state) {
  await settle(page);
  const { wide, room } = await page.evaluate(() => ({ wide: document.documentElement.scrollWidth, room: document.documentElement.clientWidth }));
  assert.ok(wide <= room, `${state}: ${wide} px wide in a window of ${room} px`);
}

const LOOKS = [
  ["light", { colorScheme: "light" }],
  ["dark", { colorScheme: "dark" }],
  ["360 px, light", { colorScheme: "light", viewport: { width: 360, height: 740 } }],
  ["360 px, dark", { colorScheme: "dark", viewport: { width: 360, height: 740 } }],
  ["forced colours", { forcedColors: "active" }],
];

for (const [look, options] of LOOKS) {
  scene(`every step, mistake and outcome passes axe: ${look}`, options, async ({ open, page }) => {
    await open("/form.html");
    const flow = page.locator("leadlet-flow");
    const examine = async (state) => {
      await assertAccessible(page, `${look}, ${state}`);
      await assertNoSidewaysScroll(page, `${look}, ${state}`);
    };
    await arrive(flow, "What brings you here?");
    await examine("first step");
    await press(flow, "Continue");
    await flow.getByRole("alert").filter({ hasText: "attention" }).waitFor();
    await examine("first step, nothing chosen");
    await answerNeed(flow);
    await arrive(flow, "About your company");
    await choose(flow, "Your role", ANNA.role);
    await flow.getByLabel("Yearly cloud budget").waitFor();
    await examine("second step with the conditional question");
    await answerFit(flow);
    await arrive(flow, "Where shall we send it?");
    await examine("last step");
    await press(flow, "Send me the guide");
    await flow.getByRole("alert").filter({ hasText: "attention" }).waitFor();
    await examine("last step, nothing filled in");
    await fillContact(flow);
    await press(flow, "Send me the guide");
    await arrive(flow, "Let us look at your bill together");
    await examine("outcome");
  });
}

scene("a failure to send passes axe", async ({ open, page, watch }) => {
  await page.route("**/leads", (route) => route.fulfill({ status: 403, contentType: "application/json", body: '{"ok":false}' }));
  await open("/two-flows.html");
  const flow = page.locator("#seat");
  await flow.getByLabel("Email").fill("a@b.example");
  await choose(flow, "Which day suits you?", "Tuesday, 10:00");
  await press(flow, "Save my seat");
  await flow.getByRole("button", { name: "Try again" }).waitFor();
  await assertAccessible(page, "sending failed");
  watch.expectConsole(/Failed to load resource: .* 403/);
  watch.expectConsole(/^error: leadlet:.*delivery\/failed/s);
});
