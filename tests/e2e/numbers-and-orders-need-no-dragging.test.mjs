import assert from "node:assert/strict";
import { scene } from "./stage.mjs";
import { arrive, press, write } from "./visitor.mjs";

async function arriveAt(open, title) {
  const page = await open("/every-field.html");
  const flow = page.locator("leadlet-flow");
  await flow.getByText("Saying thank you").click();
  await press(flow, "Continue");
  await arrive(flow, "How big, how long, how much?");
  if (title !== "How big, how long, how much?") {
    await write(flow, "How many people?", "2");
    await press(flow, "Continue");
    await arrive(flow, title);
  }
  return { page, flow };
}

const order = (flow) => flow.getByRole("listitem").allTextContents();

scene("a slider at rest says that it is not answered, and its buttons answer it", async ({ open }) => {
  const { flow } = await arriveAt(open, "How big, how long, how much?");
  const slider = flow.getByRole("slider");
  const said = flow.getByRole("status").filter({ hasText: /^(–|\d)/ }).first();
  assert.equal(await slider.getAttribute("aria-valuetext"), "not answered yet");
  assert.equal(await said.textContent(), "–");
  await press(flow, "How many nights: more");
  const first = Number(await slider.inputValue());
  assert.equal(await said.textContent(), `${first} nights`);
  assert.equal(await slider.getAttribute("aria-valuetext"), `${first} nights`);
  await press(flow, "How many nights: less");
  assert.equal(await said.textContent(), `${first - 1} nights`);
  for (let times = 0; times < 9; times += 1) await press(flow, "How many nights: less");
  assert.equal(await said.textContent(), "0 nights", "it ends at its least");
});

scene("a press on the resting knob takes the number it stands at", async ({ open }) => {
  const { flow } = await arriveAt(open, "How big, how long, how much?");
  const slider = flow.getByRole("slider");
  const there = await slider.inputValue();
  await slider.focus();
  await slider.press("Space");
  assert.equal(await slider.getAttribute("aria-valuetext"), `${there} nights`);
});

scene("a date that is half written is not passed over", async ({ open, page }) => {
  const { flow } = await arriveAt(open, "How big, how long, how much?");
  const day = flow.getByLabel("First day");
  await day.focus();
  await page.keyboard.type("03");
  await flow.getByLabel("How many people?").focus();
  assert.equal(await day.getAttribute("aria-invalid"), "true");
  await write(flow, "How many people?", "2");
  await press(flow, "Continue");
  await flow.getByRole("alert").filter({ hasText: "First day" }).waitFor();
});

scene("an order is made by buttons, said aloud, and the focus stays with what moves", async ({ open, page }) => {
  const { flow } = await arriveAt(open, "What do you think?");
  const names = async () => (await order(flow)).map((text) => text.trim());
  assert.deepEqual(await names(), ["Food", "Good rooms to work in", "Nature", "A short way by train"]);
  const keep = flow.getByRole("button", { name: "This is my order" });
  assert.equal(await keep.getAttribute("aria-pressed"), "false");
  const up = flow.getByRole("button", { name: "Move Nature up" });
  await up.focus();
  await page.keyboard.press("Enter");
  await flow.getByText("Nature is now 2 of 4").waitFor({ state: "attached" });
  await page.keyboard.press("Enter");
  assert.deepEqual(await names(), ["Nature", "Food", "Good rooms to work in", "A short way by train"]);
  assert.equal(await up.getAttribute("aria-disabled"), "true");
  assert.ok(await up.evaluate((button) => button.getRootNode().activeElement === button), "the focus stays");
  await page.keyboard.press("Enter");
  assert.equal((await names())[0], "Nature", "nothing is above the first");
  assert.equal(await keep.getAttribute("aria-pressed"), "true");
});

scene("an order that is right as it stands can be kept", async ({ open }) => {
  const { flow } = await arriveAt(open, "What do you think?");
  const keep = flow.getByRole("button", { name: "This is my order" });
  await keep.click();
  assert.equal(await keep.getAttribute("aria-pressed"), "true");
});

for (const [by, options] of [["mouse", {}], ["finger", { hasTouch: true, isMobile: true, viewport: { width: 360, height: 740 } }]]) {
  scene(`an order can be dragged, too: by ${by}`, options, async ({ open, page }) => {
    const { flow } = await arriveAt(open, "What do you think?");
    const rows = flow.getByRole("listitem");
    const nature = rows.filter({ hasText: "Nature" });
    await nature.scrollIntoViewIfNeeded();
    const [from, to] = [await nature.boundingBox(), await rows.first().boundingBox()];
    const x = from.x + 18;
    const [startY, endY] = [from.y + from.height / 2, to.y + to.height / 2];
    if (by === "mouse") {
      await page.mouse.move(x, startY);
      await page.mouse.down();
      for (let at = 1; at <= 6; at += 1) await page.mouse.move(x, startY + ((endY - startY) * at) / 6);
      await page.mouse.up();
    } else {
      const touch = await page.context().newCDPSession(page);
      await touch.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [{ x, y: startY }] });
      for (let at = 1; at <= 6; at += 1) {
        await touch.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: [{ x, y: startY + ((endY - startY) * at) / 6 }] });
      }
      await touch.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
    }
    assert.deepEqual((await order(flow)).map((text) => text.trim()), ["Nature", "Food", "Good rooms to work in", "A short way by train"]);
    assert.equal(await rows.first().getAttribute("data-dragged"), null, "it is let go");
  });
}
