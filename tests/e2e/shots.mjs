/**
 * Takes the pictures a person looks at before calling the widget finished; asserts nothing.
 * Run: node shots.mjs [name …]; they land in shots/, which is not committed.
 */
import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { noteEvents, settle, waitFor } from "./page.mjs";
import { Receiver, launch } from "./receiver.mjs";
import { ANNA, answerFit, answerNeed, arrive, choose, fillContact, press } from "./visitor.mjs";

const folder = fileURLToPath(new URL("shots/", import.meta.url));
await mkdir(folder, { recursive: true });
const wanted = process.argv.slice(2);
const receiver = await Receiver.start();
const chromium = await launch();

async function picture(name, options, play) {
  if (wanted.length && !wanted.some((part) => name.includes(part))) return;
  const context = await chromium.newContext({ baseURL: receiver.origin, viewport: { width: 1280, height: 900 }, ...options });
  context.setDefaultTimeout(8000);
  await context.addInitScript(noteEvents);
  const page = await context.newPage();
  const snap = async (part) => {
    await settle(page);
    await page.screenshot({ path: `${folder}${name}${part ? `-${part}` : ""}.png`, fullPage: true });
  };
  try {
    await play(page, page.locator("leadlet-flow").first(), snap);
  } catch (reason) {
    console.error(`${name}: ${reason.message}`);
    await page.screenshot({ path: `${folder}${name}-failed.png` });
  }
  await context.close();
  console.log(name);
}

const road = async (page, flow, snap) => {
  await page.goto("/form.html");
  await arrive(flow, "What brings you here?");
  await snap("1-need");
  await answerNeed(flow);
  await arrive(flow, "About your company");
  await choose(flow, "Your role", ANNA.role);
  await snap("2-fit");
  await answerFit(flow);
  await arrive(flow, "Where shall we send it?");
  await snap("3-contact");
  await press(flow, "Send me the guide");
  await flow.getByRole("alert").filter({ hasText: "attention" }).waitFor();
  await snap("4-mistakes");
  await fillContact(flow);
  await press(flow, "Send me the guide");
  await arrive(flow, "Let us look at your bill together");
  await snap("5-outcome");
};

const narrow = { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2 };
await picture("form-light", {}, road);
await picture("form-dark", { colorScheme: "dark" }, road);
await picture("form-narrow", narrow, road);
await picture("form-narrow-dark", { ...narrow, colorScheme: "dark" }, road);

for (const [name, address] of [["gallery", "/"], ["two-flows", "/two-flows.html"], ["strict-csp", "/strict-csp.html"], ["hostile", "/hostile.html"], ["late", "/late.html"]]) {
  for (const [look, options] of [["light", {}], ["dark", { colorScheme: "dark" }], ["narrow", narrow]]) {
    await picture(`${name}-${look}`, options, async (page, _, snap) => {
      await page.goto(address);
      await waitFor(page, "ready");
      await snap();
    });
  }
}
await picture("bad-config", {}, async (page, _, snap) => {
  await page.goto("/bad-config.html");
  await waitFor(page, "error", 3);
  await snap();
});
await picture("failure", {}, async (page, _, snap) => {
  await page.route("**/leads", (route) => route.fulfill({ status: 403, contentType: "application/json", body: '{"ok":false}' }));
  await page.goto("/two-flows.html");
  const seat = page.locator("#seat");
  await seat.getByLabel("Email").fill("a@b.example");
  await choose(seat, "Which day suits you?", "Tuesday, 10:00");
  await press(seat, "Save my seat");
  await seat.getByRole("button", { name: "Try again" }).waitFor();
  await snap();
});
for (const [look, options] of [["light", {}], ["dark", { colorScheme: "dark" }], ["narrow", narrow]]) {
  await picture(`inbox-${look}`, options, async (page, _, snap) => {
    await page.goto("/inbox");
    await snap();
    const first = page.locator("main a[href^='/inbox/']:not([href*='.'])").first();
    if (await first.count()) {
      await first.click();
      await snap("lead");
    }
  });
}
await chromium.close();
await receiver.strike();
