import assert from "node:assert/strict";
import { assertAccessible, heard, scene, waitFor } from "./stage.mjs";

const flowOf = (page, id) => page.locator(`#${id}`);

/** The three refusals of the page, and the browser's own line about the missing file. */
function expectThreeRefusals(watch) {
  watch.expectConsole(/^error: leadlet.*tittle.*choise.*thanks-you/is);
  watch.expectConsole(/^error: leadlet.*missing\.json.*config\/not-found/is);
  watch.expectConsole(/^error: leadlet.*config\/web-page/is);
  watch.expectConsole(/Failed to load resource: .* 404/);
}

scene("ten faults are shown in place of the flow, told to the page, and said once in the console", async ({ open, watch, receiver }) => {
  const page = await open("/bad-config.html");
  await waitFor(page, "error", 3);
  const flow = flowOf(page, "ten");
  const shown = flow.getByRole("alert");
  await shown.waitFor();
  const text = await shown.innerText();
  // One thing to look for per fault: what is named, or where it stands.
  const faults = ["tittle", "choise", "min", "options", "thanks-you", "required", "email", "points", "javascript:", "http"];
  for (const fault of faults) assert.ok(text.includes(fault), `${fault} is reported in:\n${text}`);
  assert.equal(await shown.getByRole("listitem").count(), 10, text);
  assert.match(text, /steps\[0\]\.fields\[0\]/, "each fault says where it is");

  const errors = (await heard(page)).filter(({ name, target }) => name === "error" && target === "ten");
  assert.equal(errors.length, 1, "the page is told once");
  assert.equal(errors[0].detail.diagnostics.length, 10);
  for (const { code, path, message } of errors[0].detail.diagnostics) {
    assert.match(code, /^[a-z]+\/[a-z-]+$/);
    assert.equal(typeof path, "string");
    assert.ok(message.length > 10);
  }
  assert.equal(await flow.getByRole("textbox").count(), 0, "no half of a form is shown");
  expectThreeRefusals(watch);
  assert.equal(watch.count("POST", "/leads"), 0);
  assert.deepEqual(await receiver.leads(), []);
});

scene("a missing file and a web page instead of JSON each say what they are", async ({ open, watch }) => {
  const page = await open("/bad-config.html");
  await waitFor(page, "error", 3);
  const missing = await flowOf(page, "missing").getByRole("alert").innerText();
  assert.match(missing, /There is no config at .*\/faulty\/missing\.json/);
  const webPage = await flowOf(page, "web-page").getByRole("alert").innerText();
  assert.match(webPage, /web page, not a config/);
  expectThreeRefusals(watch);
});

scene("what is shown of a faulty config passes axe", async ({ open, watch }) => {
  const page = await open("/bad-config.html");
  await waitFor(page, "error", 3);
  await assertAccessible(page, "three refusals");
  expectThreeRefusals(watch);
});

/** Opens a page with one flow whose config is `body`. */
async function withConfig(page, open, body, contentType = "application/json") {
  await page.route("**/configs/webinar.json", (route) => route.fulfill({ status: 200, contentType, body }));
  await open("/far.html");
  await page.locator("leadlet-flow").scrollIntoViewIfNeeded();
  const [error] = await waitFor(page, "error");
  return error.detail;
}

for (const [what, body, pattern] of [
  ["a config of 5 MB", `{"version":1,"id":"big","title":"${"x".repeat(5 << 20)}"}`, /MB|large|bytes|characters|long/i],
  ["a nesting of 10,000", "[".repeat(10_000) + "]".repeat(10_000), /nest|deep/i],
  ["an empty file", "", /empty|end|expected|JSON/i],
  ["a text cut off in the middle", '{"version":1,"id":"cut","steps":[{"id":', /end|JSON|line/i],
]) {
  scene(`${what} is refused with a clear message`, async ({ open, page, watch }) => {
    const detail = await withConfig(page, open, body);
    const shown = await page.locator("leadlet-flow").getByRole("alert").innerText();
    assert.match(shown, pattern);
    assert.ok(shown.length < 5000, "the message is for a person");
    assert.ok(detail.code || detail.diagnostics, "the event says which fault it is");
    watch.expectConsole(/^error: .*leadlet/is);
  });
}

scene("words of a config are text, never markup", async ({ open, page }) => {
  const trap = '<img src=x onerror="window.trapped=1"><script>window.trapped=1</script>';
  await page.route("**/configs/webinar.json", (route) => route.fulfill({
    contentType: "application/json",
    body: JSON.stringify({
      version: 1, id: "trap", title: trap,
      steps: [{ id: "one", title: trap, text: trap, fields: [
        { name: "a", type: "text", label: trap, help: trap },
        { name: "b", type: "choice", label: "Pick", options: [{ value: trap.slice(0, 60), label: trap }] },
        { name: "c", type: "agreement", text: trap },
      ] }],
      outcomes: [{ id: "done", title: trap, text: trap }],
      delivery: [{ id: "receiver", type: "json", url: "/leads" }],
    }),
  }));
  await open("/far.html");
  const flow = page.locator("leadlet-flow");
  await flow.scrollIntoViewIfNeeded();
  await waitFor(page, "ready");
  assert.ok((await flow.getByText(trap).count()) > 0, "the words are shown as they are");
  assert.equal(await flow.locator("img, script").count(), 0);
  await flow.getByRole("button", { name: "Send" }).click();
  await waitFor(page, "outcome");
  assert.equal(await flow.locator("img, script").count(), 0);
  assert.equal(await page.evaluate(() => window.trapped), undefined);
});
