import assert from "node:assert/strict";
import { scene, waitFor } from "./stage.mjs";
import { arrive, fillSeat, press } from "./visitor.mjs";

/** A page that never rests: what comes then comes because it is near. */
const neverIdle = (page) => page.addInitScript(() => { window.requestIdleCallback = () => 0; });

const fetched = (watch) => watch.requests.map(({ path }) => path).filter((path) => /leadlet[.-](esm|plain|wide|full)|configs/.test(path));

scene("nothing but the loader is fetched until the flow nears the view, then it is sent", async ({ open, page, watch, receiver }) => {
  await neverIdle(page);
  await open("/far.html");
  await page.waitForTimeout(800);
  assert.equal(watch.count("GET", "/leadlet/leadlet.js"), 1);
  assert.deepEqual(fetched(watch), []);

  const away = await page.evaluate(() => document.querySelector("leadlet-flow").getBoundingClientRect().top - innerHeight);
  assert.ok(away > 1500, `the flow is far below (${away} px)`);
  await page.mouse.wheel(0, away - 700);
  await page.waitForTimeout(500);
  assert.deepEqual(fetched(watch), [], "700 px below the view is not near");

  await page.mouse.wheel(0, 450);
  await page.waitForFunction(() => window.heard.some(({ name }) => name === "ready"));
  assert.ok(await page.evaluate(() => document.querySelector("leadlet-flow").getBoundingClientRect().top > innerHeight), "it is ready before it is seen");

  const flow = page.locator("leadlet-flow");
  await fillSeat(flow, { email: "far@below.example", day: "Tuesday, 10:00" });
  await press(flow, "Save my seat");
  await arrive(flow, "Your seat is saved");
  await receiver.onlyLead();
});

scene("a page at rest fetches the widget ahead", async ({ open, watch, page }) => {
  await open("/far.html");
  await waitFor(page, "ready");
  assert.equal(await page.evaluate(() => scrollY), 0);
  assert.equal(watch.count("GET", "/leadlet/leadlet.esm.js"), 1);
});

scene("a visitor who saves data fetches nothing ahead", async ({ open, watch, page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(Navigator.prototype, "connection", { get: () => ({ saveData: true }) });
  });
  await open("/far.html");
  await page.waitForTimeout(2000);
  assert.deepEqual(fetched(watch), []);
});

scene("a page without a flow fetches the loader and nothing else", async ({ open, watch, page }) => {
  await page.route("**/far.html", async (route) => {
    const reply = await route.fetch();
    await route.fulfill({ response: reply, body: (await reply.text()).replace(/<leadlet-flow[^>]*><\/leadlet-flow>/, "") });
  });
  await open("/far.html");
  await page.evaluate(() => { leadlet.consent({ marketing: false }); leadlet.record({ kind: "download", name: "x" }); });
  await page.waitForTimeout(1500);
  assert.deepEqual(fetched(watch), [], "consent and visits alone are not worth a download");
});

scene("a widget that is not there: one line, one event on each element, and the page lives on", async ({ open, watch, page }) => {
  await page.route("**/leadlet.esm.js*", (route) => route.fulfill({ status: 404, body: "gone" }));
  await open("/two-flows.html");
  const errors = await waitFor(page, "error", 3);
  assert.deepEqual(errors.map(({ target }) => target).sort(), ["quote", "seat", "twin"]);
  for (const { detail } of errors) {
    assert.equal(detail.code, "embed/not-loaded");
    assert.match(detail.message, /\/leadlet\/leadlet\.esm\.js/);
    assert.match(detail.message, /Check that/);
  }
  await page.mouse.wheel(0, 2000);
  await page.mouse.wheel(0, -2000);
  await page.waitForTimeout(600);
  watch.expectConsole(/^error: leadlet: the widget could not be started/);
  watch.expectConsole(/Failed to load resource: .* 404/);

  // It comes back: the page's own call tries again, at another address.
  await page.unroute("**/leadlet.esm.js*");
  await page.evaluate(() => leadlet.scan());
  await arrive(page.locator("#seat"), "Save your seat");
  await arrive(page.locator("#twin"), "Save your seat");
});

scene("the loader finds its files from any address, whatever the page's base", async ({ open, page, watch }) => {
  await page.route("**/far.html", async (route) => {
    const reply = await route.fetch();
    await route.fulfill({ response: reply, body: (await reply.text()).replace("<head>", '<head><base href="/nowhere/at/all/">') });
  });
  await open("/far.html");
  await waitFor(page, "ready");
  assert.equal(watch.count("GET", "/leadlet/leadlet.esm.js"), 1);
  assert.equal(watch.count("GET", "/leadlet/leadlet-plain.wasm"), 1);
});
