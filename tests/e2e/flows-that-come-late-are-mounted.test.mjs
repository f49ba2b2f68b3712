import assert from "node:assert/strict";
import { assertAccessible, heard, scene, waitFor } from "./stage.mjs";
import { arrive, assertScored, choose, fillSeat, press, write } from "./visitor.mjs";

scene("a call made before the loader is there mounts a flow, which is sent", async ({ open, page, receiver }) => {
  let release;
  const held = new Promise((resolve) => { release = resolve; });
  await page.route("**/leadlet/leadlet.js", async (route) => {
    await held;
    await route.continue();
  });
  await page.goto("/late.html", { waitUntil: "commit" });
  await page.getByRole("heading", { name: "Called before load" }).waitFor();
  assert.equal(await page.evaluate(() => leadlet.q.length), 8, "the calls wait in the queue");
  release();
  const flow = page.locator("#called");
  await fillSeat(flow, { email: "early@bird.example", day: "Thursday, 16:00" });
  await press(flow, "Save my seat");
  await arrive(flow, "Your seat is saved");
  const lead = await receiver.onlyLead();
  assert.deepEqual(lead.body.answers, { email: "early@bird.example", day: "thu" });
  assertScored(lead);
  await page.getByText("leadlet:delivered from called").waitFor();
});

scene("an element inserted by script is found by scan, and sent", async ({ open, receiver }) => {
  const page = await open("/late.html");
  await waitFor(page, "ready");
  await page.getByRole("button", { name: "Insert a flow" }).click();
  const flow = page.locator("#inserted");
  await choose(flow, "Services", "A move between clouds");
  await press(flow, "Continue");
  await write(flow, "Company", "Late Ltd");
  await write(flow, "Email", "late@widgets.example");
  await press(flow, "Ask for a quotation");
  await arrive(flow, "We will write to you");
  const lead = await receiver.onlyLead();
  assert.deepEqual(lead.body.answers, { services: ["migration"], company: "Late Ltd", email: "late@widgets.example" });
  assertScored(lead);
});

scene("elements that nobody announces are found too", async ({ open }) => {
  const page = await open("/late.html");
  await waitFor(page, "ready");
  await page.evaluate(() => {
    const element = document.createElement("leadlet-flow");
    element.id = "silent-element";
    element.setAttribute("src", "/configs/webinar.json");
    const attribute = document.createElement("div");
    attribute.id = "silent-attribute";
    attribute.dataset.leadlet = "/configs/webinar.json";
    document.querySelector("main").append(element, attribute);
  });
  await arrive(page.locator("#silent-element"), "Save your seat");
  await arrive(page.locator("#silent-attribute"), "Save your seat");
});

scene("an element moved within the page keeps what was typed", async ({ open }) => {
  const page = await open("/two-flows.html");
  const flow = page.locator("#seat");
  await fillSeat(flow, { email: "moved@widgets.example", day: "Tuesday, 10:00" });
  await page.evaluate(() => document.querySelector("main").append(document.getElementById("seat")));
  await arrive(flow, "Save your seat");
  assert.equal(await flow.getByLabel("Email").inputValue(), "moved@widgets.example");
});

scene("the loader may be there twice: every flow is mounted once", async ({ open, watch }) => {
  const page = await open("/late.html");
  await waitFor(page, "ready");
  await page.evaluate(() => new Promise((resolve, reject) => {
    const again = document.createElement("script");
    again.src = "/leadlet/leadlet.js?second";
    again.onload = resolve;
    again.onerror = reject;
    document.head.append(again);
  }));
  await page.waitForTimeout(500);
  assert.equal(await page.locator("#called").getByRole("heading", { name: "Save your seat" }).count(), 1);
  assert.equal((await heard(page)).filter(({ name }) => name === "ready").length, 1);
  assert.equal(watch.count("GET", "/leadlet/leadlet.esm.js"), 1);
});

scene("mount gives a handle: prefill, progress, score, reset", async ({ open }) => {
  const page = await open("/late.html");
  await waitFor(page, "ready");
  await page.evaluate(() => {
    const place = document.createElement("div");
    place.id = "handled";
    document.querySelector("main").append(place);
  });
  const before = await page.evaluate(async () => {
    window.handle = await leadlet.mount("#handled", "/configs/webinar.json");
    handle.prefill({ email: "known@widgets.example" });
    const score = await handle.score();
    return { progress: handle.progress(), score };
  });
  assert.ok(before.progress, "there is progress to read");
  assert.equal(before.score.score, 0);
  const flow = page.locator("#handled");
  assert.equal(await flow.getByLabel("Email").inputValue(), "known@widgets.example");
  await choose(flow, "Which day suits you?", "Tuesday, 10:00");
  assert.equal(await page.evaluate(() => handle.score().then((told) => told.score)), 30);
  await page.evaluate(() => handle.reset());
  await arrive(flow, "Save your seat");
  assert.equal(await flow.getByLabel("Tuesday, 10:00").isChecked(), false);
  assert.equal(await flow.getByLabel("Email").inputValue(), "");
});

scene("mounting where there is nothing is said in one line, and throws nothing", async ({ open, watch }) => {
  const page = await open("/late.html");
  await waitFor(page, "ready");
  const refused = await page.evaluate(() => leadlet.mount("#nowhere", "/configs/webinar.json").then(() => "mounted", (reason) => reason.message));
  assert.match(refused, /#nowhere/);
  watch.expectConsole(/^error: leadlet: mount: nothing on the page matches "#nowhere"/);
  await page.evaluate(() => { leadlet("mount", "#nowhere", "/x.json"); leadlet("dance"); });
  await page.waitForTimeout(100);
  watch.expectConsole(/^error: leadlet: mount: nothing on the page matches "#nowhere"/);
  watch.expectConsole(/^error: leadlet: there is no call "dance"/);
});

scene("the page of late flows passes axe", async ({ open }) => {
  const page = await open("/late.html");
  await waitFor(page, "ready");
  await page.getByRole("button", { name: "Insert a flow" }).click();
  await waitFor(page, "ready", 2);
  await assertAccessible(page, "late flows");
});
