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

/** Every control, at rest and answered. */
const controls = async (page, flow, snap) => {
  await page.goto("/every-field.html");
  await arrive(flow, "What is it for?");
  await flow.getByText("Planning the year").click();
  await flow.getByText("At a lake").click();
  await flow.getByText("Quiet rooms").click();
  await flow.getByText("Yes, the first").click();
  await snap("1-options");
  await press(flow, "Continue");
  await arrive(flow, "How big, how long, how much?");
  await snap("2-numbers-at-rest");
  await flow.getByLabel("How many people?").fill("25");
  await flow.getByLabel("What may it cost per person?").fill("300");
  await press(flow, "How many nights: more");
  await snap("2-numbers");
  await press(flow, "Continue");
  await arrive(flow, "What do you think?");
  await snap("3-opinions-at-rest");
  await flow.getByLabel("4 of 5").check({ force: true });
  await flow.getByLabel("7", { exact: true }).check({ force: true });
  await press(flow, "Move Nature up");
  await flow.getByRole("radiogroup", { name: "agree on a date" }).getByLabel("Fine").check({ force: true });
  await snap("3-opinions");
  await press(flow, "Continue");
  await arrive(flow, "Who are you?");
  const country = flow.getByRole("combobox", { name: "Which country" });
  await country.click();
  await snap("4-list-open");
  await country.pressSequentially("ger");
  await snap("4-list-narrowed");
  await country.press("Enter");
  await flow.getByRole("combobox", { name: "Your time zone" }).fill("nowhere");
  await snap("4-list-empty");
  await press(flow, "Continue");
  await flow.getByRole("alert").filter({ hasText: "attention" }).waitFor();
  await snap("4-mistakes");
};
await picture("controls-light", {}, controls);
await picture("controls-dark", { colorScheme: "dark" }, controls);
await picture("controls-narrow", narrow, controls);
await picture("controls-narrow-dark", { ...narrow, colorScheme: "dark" }, controls);
await picture("controls-forced", { forcedColors: "active" }, controls);
await picture("controls-rtl", {}, async (page, flow, snap) => {
  await page.route("**/every-field.json", async (route) => {
    const reply = await route.fetch();
    await route.fulfill({ json: { ...(await reply.json()), locale: "ar" } });
  });
  await controls(page, flow, snap);
});

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
