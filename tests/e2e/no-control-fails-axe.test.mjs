import assert from "node:assert/strict";
import { assertAccessible, scene, settle } from "./stage.mjs";
import { arrive, press, write } from "./visitor.mjs";

/** Fails where something is wider than the window, or a target is smaller than WCAG 2.5.8 allows. */
async function assertRoom(page, state) {
  await settle(page);
  const { wide, room } = await page.evaluate(() => ({ wide: document.documentElement.scrollWidth, room: document.documentElement.clientWidth }));
  assert.ok(wide <= room, `${state}: ${wide} px wide in a window of ${room} px`);
  const small = await page.locator("leadlet-flow").evaluate((flow) =>
    [...flow.shadowRoot.querySelectorAll("button, input, select, textarea, [role=option]")]
      .map((element) => element.closest("label") ?? element)
      .filter((element) => element.checkVisibility())
      .map((element) => ({ words: element.ariaLabel ?? element.textContent, box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.width < 24 || box.height < 24)
      .map(({ words, box }) => `${words}: ${box.width} × ${box.height}`));
  assert.deepEqual(small, [], `${state}: every target is 24 px or more`);
}

const LOOKS = [
  ["light", { colorScheme: "light" }],
  ["dark", { colorScheme: "dark" }],
  ["360 px", { viewport: { width: 360, height: 740 } }],
  ["forced colours", { forcedColors: "active" }],
  ["from right to left", {}, "ar"],
];

for (const [look, options, locale] of LOOKS) {
  scene(`every control passes axe, at rest and answered: ${look}`, options, async ({ open, page }) => {
    if (locale) {
      await page.route("**/every-field.json", async (route) => {
        const reply = await route.fetch();
        await route.fulfill({ json: { ...(await reply.json()), locale } });
      });
    }
    await open("/every-field.html");
    const flow = page.locator("leadlet-flow");
    const examine = async (state) => {
      await assertAccessible(page, `${look}, ${state}`);
      await assertRoom(page, `${look}, ${state}`);
    };
    await arrive(flow, "What is it for?");
    await examine("options");
    await press(flow, "Continue");
    await flow.getByRole("alert").waitFor();
    await examine("options, one missing");
    await flow.getByText("Planning the year").click();
    await flow.getByText("At a lake").click();
    await flow.getByText("Quiet rooms").click();
    await flow.getByText("Yes, the first").click();
    await examine("options, picked");
    await press(flow, "Continue");
    await arrive(flow, "How big, how long, how much?");
    await examine("numbers");
    await write(flow, "How many people?", "25");
    await write(flow, "What may it cost per person?", "300");
    await press(flow, "How many nights: more");
    await examine("numbers, answered");
    await press(flow, "Continue");
    await arrive(flow, "What do you think?");
    await examine("opinions");
    await flow.getByLabel("4 of 5").check({ force: true });
    await flow.getByLabel("7", { exact: true }).check({ force: true });
    await press(flow, "Move Nature up");
    await flow.getByRole("radiogroup", { name: "agree on a date" }).getByLabel("Fine").check({ force: true });
    await examine("opinions, given");
    await press(flow, "Continue");
    await arrive(flow, "Who are you?");
    await examine("groups and lists");
    const zone = flow.getByRole("combobox", { name: "Your time zone" });
    await zone.click();
    await page.keyboard.press("ArrowDown");
    await examine("a list that is open");
    await zone.fill("nowhere");
    await examine("a list where nothing fits");
    await press(flow, "Continue");
    await flow.getByRole("alert").waitFor();
    await examine("groups and lists, refused");
  });
}
