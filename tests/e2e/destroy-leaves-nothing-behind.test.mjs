import assert from "node:assert/strict";
import { scene, waitFor } from "./stage.mjs";

/** Counts what the renderer holds, after its garbage has been collected. */
async function counted(page) {
  const debug = await page.context().newCDPSession(page);
  await debug.send("HeapProfiler.enable");
  for (let round = 0; round < 3; round += 1) {
    await debug.send("HeapProfiler.collectGarbage");
    await page.waitForTimeout(50);
  }
  const { nodes, jsEventListeners, documents } = await debug.send("Memory.getDOMCounters");
  const { usedSize } = await debug.send("Runtime.getHeapUsage");
  await debug.detach();
  return { nodes, jsEventListeners, documents, usedSize };
}

const ROUNDS = 100;

/** Mounts a flow, waits until it is there, and destroys it, again and again. */
const rounds = (page, count) => page.evaluate(async (times) => {
  const place = document.getElementById("called");
  for (let round = 0; round < times; round += 1) {
    const handle = await leadlet.mount(place, "/configs/ebook.json");
    handle.destroy();
  }
}, count);

scene(`${ROUNDS} flows are mounted and destroyed, and nothing of them is left`, async ({ open, page }) => {
  // Every timer, listener and observer on what outlives a flow is counted as it comes and goes.
  await page.addInitScript(() => {
    window.standing = { timers: new Set(), listeners: new Map() };
    const { setTimeout: set, clearTimeout: clear, setInterval: every, clearInterval: stop } = window;
    window.setTimeout = (run, delay, ...rest) => {
      const id = set(() => { standing.timers.delete(id); run(...rest); }, delay);
      standing.timers.add(id);
      return id;
    };
    window.clearTimeout = (id) => { standing.timers.delete(id); clear(id); };
    window.setInterval = (...words) => { const id = every(...words); standing.timers.add(id); return id; };
    window.clearInterval = (id) => { standing.timers.delete(id); stop(id); };
    const { addEventListener: add, removeEventListener: remove } = EventTarget.prototype;
    const outlives = (target) => target === window || target === document || target === document.documentElement || target === document.body || target instanceof MediaQueryList;
    const bump = (target, type, by) => {
      if (outlives(target ?? window)) standing.listeners.set(type, (standing.listeners.get(type) ?? 0) + by);
    };
    EventTarget.prototype.addEventListener = function (type, ...rest) { bump(this, type, 1); return add.call(this, type, ...rest); };
    EventTarget.prototype.removeEventListener = function (type, ...rest) { bump(this, type, -1); return remove.call(this, type, ...rest); };
  });
  await open("/late.html");
  await waitFor(page, "ready");
  await page.evaluate(async () => {
    (await (document.getElementById("called").flow ?? leadlet.mount("#called", "/configs/webinar.json"))).destroy?.();
  });
  await rounds(page, 10);
  await page.waitForTimeout(300);
  const standing = () => page.evaluate(() => ({
    listeners: Object.fromEntries([...window.standing.listeners].filter(([, count]) => count)),
    timers: window.standing.timers.size,
    left: document.getElementById("called").shadowRoot?.childNodes.length ?? 0,
    children: document.getElementById("called").childNodes.length,
    sheets: document.getElementById("called").shadowRoot?.adoptedStyleSheets.length ?? 0,
  }));
  const [before, kept] = [await counted(page), await standing()];
  await rounds(page, ROUNDS);
  await page.waitForTimeout(300);
  const [later, still] = [await counted(page), await standing()];

  assert.deepEqual(still, kept, "no listener, timer, node or style sheet more than before");
  assert.equal(still.left, 0, "the shadow root is empty");
  assert.equal(still.timers, 0, "no timer is left");
  // The page's own log grows by a line an event; the flows may not add to it.
  const lines = await page.evaluate(() => document.querySelectorAll("#heard li").length);
  const grown = later.nodes - before.nodes;
  assert.ok(grown <= lines * 2 + 20, `nodes grew by ${grown}, of which the page's log may have ${lines * 2}`);
  assert.ok(later.jsEventListeners - before.jsEventListeners <= 2, `listeners grew by ${later.jsEventListeners - before.jsEventListeners}`);
  assert.equal(later.documents, before.documents);
  assert.ok(later.usedSize - before.usedSize < 1_000_000, `the heap grew by ${later.usedSize - before.usedSize} bytes`);
});

scene("an element that leaves the page is destroyed with it", async ({ open, page }) => {
  await open("/two-flows.html");
  await waitFor(page, "ready", 3);
  await page.evaluate(() => { window.gone = new WeakRef(document.getElementById("seat").shadowRoot.firstElementChild); document.getElementById("seat").remove(); });
  await page.waitForTimeout(200);
  const debug = await page.context().newCDPSession(page);
  let left = true;
  for (let round = 0; round < 10 && left; round += 1) {
    await debug.send("HeapProfiler.collectGarbage");
    await page.waitForTimeout(50);
    left = await page.evaluate(() => window.gone.deref() !== undefined);
  }
  await debug.detach();
  assert.equal(left, false, "its content is collected");
});

scene("a flow destroyed while its lead is on the way troubles nobody", async ({ open, page, receiver }) => {
  let release;
  const held = new Promise((resolve) => { release = resolve; });
  await page.route("**/leads", async (route) => {
    await held;
    await route.continue();
  });
  await open("/two-flows.html");
  const flow = page.locator("#seat");
  await flow.getByLabel("Email").fill("gone@soon.example");
  await flow.getByLabel("Tuesday, 10:00").check();
  await flow.getByRole("button", { name: "Save my seat" }).click();
  await waitFor(page, "submit");
  await page.evaluate(async () => (await document.getElementById("seat").flow).destroy());
  release();
  await page.waitForTimeout(500);
  assert.equal((await receiver.onlyLead()).email, "gone@soon.example", "what was sent arrives all the same");
});
