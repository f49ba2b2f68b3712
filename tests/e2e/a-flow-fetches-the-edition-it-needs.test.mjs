import assert from "node:assert/strict";
import { scene, waitFor } from "./stage.mjs";

const EDITIONS = { plain: "/leadlet/leadlet-plain.wasm", wide: "/leadlet/leadlet-wide.wasm", full: "/leadlet/leadlet-full.wasm" };

/** The editions that were fetched, each as often as it was. */
const fetched = (watch) =>
  Object.entries(EDITIONS).flatMap(([name, path]) => Array(watch.count("GET", path)).fill(name));

const mounted = (page, config) =>
  page.evaluate(async (config) => {
    const { mount } = await import("/leadlet/leadlet.esm.js");
    const parent = document.body.appendChild(document.createElement("div"));
    await mount(parent, config).ready;
    return parent.firstElementChild.shadowRoot.querySelectorAll("input, select").length;
  }, config);

const PLAIN = { version: 1, id: "plain", steps: [{ id: "one", fields: [{ name: "town", type: "text", label: "Town" }] }] };
const WIDE = { ...PLAIN, id: "wide", steps: [{ id: "one", fields: [{ name: "day", type: "date", label: "Day" }] }] };
const FAULTY = { ...PLAIN, id: "faulty", steps: [] };

scene("a flow of common field types fetches the plain edition", async ({ open, watch, page }) => {
  await open("/far.html");
  await waitFor(page, "ready");
  assert.deepEqual(fetched(watch), ["plain"]);
});

scene("a flow with a rare field type fetches the wide edition and no other", async ({ open, watch, page }) => {
  await open("/every-field.html");
  await waitFor(page, "ready");
  assert.deepEqual(fetched(watch), ["wide"]);
});

scene("flows fetch an edition once, and what is there serves a flow that needs less", async ({ open, watch, page }) => {
  await open("/every-field.html");
  await waitFor(page, "ready");
  assert.equal(await mounted(page, PLAIN), 1);
  assert.ok(await mounted(page, WIDE) > 0);
  assert.deepEqual(fetched(watch), ["wide"]);

  assert.equal(await mounted(page, FAULTY), 0);
  assert.equal((await waitFor(page, "error")).length, 1);
  assert.deepEqual(fetched(watch), ["wide", "full"]);
  assert.equal(await mounted(page, PLAIN), 1);
  assert.ok(await mounted(page, WIDE) > 0);
  assert.equal(await mounted(page, FAULTY), 0);
  assert.deepEqual(fetched(watch), ["wide", "full"]);
  watch.expectConsole(/^error: leadlet/, 2);
});

scene("a faulty config fetches the full edition after the one that can't use it", async ({ open, watch, page }) => {
  await page.route("**/configs/webinar.json", (route) => route.fulfill({ status: 200, contentType: "application/json", body: "{}" }));
  await open("/far.html");
  const [{ detail }] = await waitFor(page, "error");
  assert.ok(detail.diagnostics.length > 0);
  assert.deepEqual(fetched(watch), ["plain", "full"]);
  watch.expectConsole(/^error: leadlet/);
});

scene("a config that is not there fetches the full edition alone", async ({ open, watch, page }) => {
  await page.route("**/configs/webinar.json", (route) => route.fulfill({ status: 404, body: "gone" }));
  await open("/far.html");
  const [{ detail }] = await waitFor(page, "error");
  assert.equal(detail.diagnostics[0].code, "config/not-found");
  assert.deepEqual(fetched(watch), ["full"]);
  watch.expectConsole(/^error: leadlet/);
  watch.expectConsole(/Failed to load resource: .* 404/);
});

scene("a setting that the text does not give away is still followed", async ({ open, watch, page }) => {
  await open("/far.html");
  await waitFor(page, "ready");
  // A picture is not looked for in a config's text; the plain edition can't use a config that has one.
  const options = [{ value: "a", label: "A", picture: "/a.png" }, { value: "b", label: "B" }];
  const config = { ...PLAIN, steps: [{ id: "one", fields: [{ name: "kind", type: "choice", label: "Kind", options }] }] };
  assert.equal(await mounted(page, config), 2);
  assert.deepEqual(fetched(watch), ["plain", "full"]);
});
