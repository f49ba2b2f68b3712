import assert from "node:assert/strict";
import { assertAccessible, scene, waitFor } from "./stage.mjs";
import { arrive, assertScored, press, reasonsOf, write } from "./visitor.mjs";

/** Notes whoever reads or writes anything that a device keeps, before any script of the page runs. */
function noteStorage() {
  window.touched = [];
  const note = (owner, name, what) => {
    const real = owner[name];
    owner[name] = function (...words) {
      window.touched.push(`${what} ${String(words[0])}`);
      return real.apply(this, words);
    };
  };
  note(Storage.prototype, "setItem", "set");
  note(Storage.prototype, "getItem", "get");
  note(IDBFactory.prototype, "open", "open");
  if (window.CacheStorage) note(CacheStorage.prototype, "open", "cache");
  const cookie = Object.getOwnPropertyDescriptor(Document.prototype, "cookie");
  Object.defineProperty(document, "cookie", {
    get: () => cookie.get.call(document),
    set: (text) => {
      window.touched.push(`cookie ${text}`);
      cookie.set.call(document, text);
    },
  });
}

const touched = (page) => page.evaluate(() => window.touched);
const kept = (page) => page.evaluate(() => JSON.parse(localStorage.getItem("leadlet")));
/** Gives the reasons of the flow's score so far, by their words. */
const reasons = (page) => page.evaluate(async () => (await document.querySelector("#watched").flow?.score())?.reasons ?? []);
async function hasReason(page, reason) {
  while (!(await reasons(page)).some((one) => one.endsWith(reason))) await page.waitForTimeout(50);
}
/** Waits until the device keeps an event, as `page /signals.html`. */
const hasKept = (page, event) =>
  page.waitForFunction((wanted) => {
    const { events = [] } = JSON.parse(localStorage.getItem("leadlet") ?? "{}");
    return events.some(({ kind, name, path }) => [kind, name ?? path].join(" ").trim() === wanted);
  }, event);
const told = ({ kind, name, path }) => [kind, name ?? path].join(" ").trim();

async function begin(open, address = "/signals.html") {
  const page = await open(address);
  const flow = page.locator("#watched");
  await arrive(flow, "Shall we talk about it?");
  await hasReason(page, "Compared prices");
  return { page, flow };
}

async function send(flow, email = "ann@firm.example") {
  await write(flow, "Email", email);
  await press(flow, "Send");
  await arrive(flow, "Thank you");
}

/** Lets time pass for what is remembered. */
const age = (page, minutes) =>
  page.evaluate((ms) => {
    const memory = JSON.parse(localStorage.getItem("leadlet"));
    memory.lastSeen -= ms;
    for (const event of memory.events) event.t -= ms;
    localStorage.setItem("leadlet", JSON.stringify(memory));
  }, minutes * 60_000);

const forget = (page) => page.evaluate(() => leadlet("consent", false));

/** Does on a page what a visitor may: reads, clicks, takes a file, turns the page, leaves and comes back. */
async function behave(page) {
  await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "The whole price list" }).click();
  await (await download).cancel();
  await page.getByRole("button", { name: "Create a project" }).click();
  await page.evaluate(() => {
    history.pushState(null, "", "/signals.html/turned");
    history.back();
  });
  await page.waitForTimeout(2500);
  await page.evaluate(() => {
    document.dispatchEvent(new Event("visibilitychange"));
    window.dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true }));
    window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
    window.scrollTo(0, 0);
  });
}

scene("before the visitor allows it nothing of the device is read or written", async ({ open, context }) => {
  await context.addInitScript(noteStorage);
  const { page, flow } = await begin(open);
  await behave(page);
  await send(flow);
  assert.deepEqual(await touched(page), []);
  await page.goto("/signals-plans.html");
  await page.waitForFunction(() => window.leadlet.scan);
  assert.deepEqual(await touched(page), []);
});

scene("who refuses leaves nothing behind", async ({ open, context }) => {
  await context.addInitScript(noteStorage);
  const { page, flow } = await begin(open);
  await page.getByRole("button", { name: "Forget me" }).click();
  await behave(page);
  await send(flow);
  assert.deepEqual(await touched(page), []);
});

scene("where the config does not ask for it, leave alone keeps nothing", async ({ open, context, page }) => {
  await context.addInitScript(noteStorage);
  await page.route("**/configs/signals.json", async (route) => {
    const config = await (await route.fetch()).json();
    await route.fulfill({ json: { ...config, signals: { ...config.signals, remember: false } } });
  });
  await begin(open);
  await page.evaluate(() => leadlet("consent", { analytics: "granted" }));
  await behave(page);
  assert.deepEqual(await touched(page), []);
});

scene("a browser that says it must not be followed keeps nothing, whatever the page says", async ({ open, context }) => {
  await context.addInitScript(noteStorage);
  await context.addInitScript(() => Object.defineProperty(Navigator.prototype, "globalPrivacyControl", { get: () => true }));
  const { page } = await begin(open);
  await page.getByRole("button", { name: "Remember me" }).click();
  await behave(page);
  await page.goto("/signals-plans.html?leave=yes");
  await page.getByText("You are remembered").waitFor();
  await page.waitForTimeout(300);
  assert.deepEqual(await touched(page), []);
});

scene("with leave the pages of a visit come along, one without a flow among them", async ({ open, receiver }) => {
  const { page, flow } = await begin(open);
  await page.getByRole("button", { name: "Remember me" }).click();
  await hasKept(page, "visit");
  // The same page within a second is one look at it.
  await page.waitForTimeout(1100);
  await page.getByRole("link", { name: "look at the plans" }).click();
  await page.getByText("You are remembered").waitFor();
  await page.waitForFunction(() => localStorage.getItem("leadlet").includes("passed"));
  await page.getByRole("link", { name: "Back to what a visit tells" }).last().click();
  await hasReason(page, "Looked at the plans");
  assert.equal((await kept(page)).passed, undefined, "what a page without a flow kept is taken in once");
  await send(flow);
  const lead = await receiver.onlyLead();
  assertScored(lead);
  assert.equal(reasonsOf(lead).plans, 6);
  const { events, visitor } = lead.body;
  assert.deepEqual(
    events.map(told).filter((event) => /^(page|visit|return)/.test(event)),
    ["page /signals.html", "visit", "page /signals-plans.html", "page /signals.html"],
  );
  assert.deepEqual([visitor.visits, visitor.returning], [1, false]);
  await forget(page);
});

scene("who comes back after half an hour returns", async ({ open, receiver }) => {
  const { page } = await begin(open, "/signals.html?leave=yes");
  await hasKept(page, "visit");
  await page.goto("/privacy.html");
  await age(page, 31);
  const { flow } = await begin(open, "/signals.html?leave=yes");
  await hasReason(page, "Came back");
  await send(flow);
  const lead = await receiver.onlyLead();
  assertScored(lead);
  assert.deepEqual([lead.body.visitor.visits, lead.body.visitor.returning], [2, true]);
  assert.equal(lead.body.events.filter(({ kind }) => kind === "visit").length, 2);
  assert.ok(reasonsOf(lead)["came-back"] > 0);
  await page.goto("/privacy.html");
  await age(page, 91 * 24 * 60);
  await begin(open, "/signals.html?leave=yes");
  await page.waitForFunction(() => JSON.parse(localStorage.getItem("leadlet")).visits === 1);
  assert.ok((await kept(page)).events.every(({ t }) => t > Date.now() - 60_000), "after 90 days nothing is left");
  await forget(page);
});

scene("a click that leaves the page is there on the next", async ({ open, page }) => {
  await page.route("**/configs/signals.json", async (route) => {
    const config = await (await route.fetch()).json();
    config.signals.records.push({ kind: "outbound", name: "privacy", selector: "#away" });
    await route.fulfill({ json: config });
  });
  await begin(open, "/signals.html?leave=yes");
  await hasKept(page, "visit");
  await page.evaluate(() => {
    const link = document.body.appendChild(document.createElement("a"));
    Object.assign(link, { id: "away", href: "/privacy.html", textContent: "Away" });
  });
  await page.getByRole("link", { name: "Away" }).click();
  await page.waitForURL("**/privacy.html");
  assert.ok((await kept(page)).events.map(told).includes("outbound privacy"));
  await page.evaluate(() => localStorage.clear());
});

scene("what the page's own script records is kept when the page goes", async ({ open }) => {
  const { page } = await begin(open, "/signals.html?leave=yes");
  await hasKept(page, "visit");
  await page.getByRole("button", { name: "Create a project" }).click();
  await page.goto("/privacy.html");
  const product = (await kept(page)).events.find(({ kind }) => kind === "product");
  assert.deepEqual([product.name, product.props], ["trial-project-created", { seats: 12, plan: "team" }]);
  await page.evaluate(() => localStorage.clear());
});

scene("leave that is taken back is taken back in every tab", async ({ open, context }) => {
  const { page } = await begin(open, "/signals.html?leave=yes");
  await hasKept(page, "visit");
  // The same page within a second is one look at it.
  await page.waitForTimeout(1100);
  const other = await context.newPage();
  await other.goto("/signals.html?leave=yes");
  await hasReason(other, "Compared prices");
  await other.waitForFunction(() => JSON.parse(localStorage.getItem("leadlet")).events.filter(({ kind }) => kind === "page").length === 2);
  assert.equal((await kept(other)).visits, 1, "two tabs are one visit");
  await page.getByRole("button", { name: "Forget me" }).click();
  assert.equal(await kept(page), null);
  while ((await reasons(other)).some((one) => one.endsWith("Compared prices"))) await other.waitForTimeout(50);
  await other.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
  await other.getByRole("button", { name: "Create a project" }).click();
  await other.goto("/privacy.html");
  assert.equal(await kept(page), null, "the other tab writes nothing any more");
});

scene("leave that is taken back on a page without a flow is taken back", async ({ open }) => {
  const { page } = await begin(open, "/signals.html?leave=yes");
  await hasKept(page, "visit");
  await page.goto("/signals-plans.html");
  await page.waitForFunction(() => window.leadlet.scan);
  await forget(page);
  assert.equal(await kept(page), null);
});

for (const [what, text] of [
  ["cut off", '{"version":1,"visits":3,"lastSeen":17'],
  ["of a later version", '{"version":2,"visits":30,"lastSeen":1700000000000,"events":"?"}'],
  ["of somebody else", '"hello"'],
  ["huge", `{"version":1,"visits":7,"events":[${'{"t":1,"kind":"page"},'.repeat(20_000)}7]}`],
]) {
  scene(`what is kept and ${what} is dropped`, async ({ open, page }) => {
    await open("/privacy.html");
    await page.evaluate((text) => localStorage.setItem("leadlet", text), text);
    await page.goto("/signals-plans.html?leave=yes");
    await page.getByText("You are remembered").waitFor();
    await begin(open, "/signals.html?leave=yes");
    await page.waitForFunction(() => {
      try {
        const { version, visits, events } = JSON.parse(localStorage.getItem("leadlet"));
        return version === 1 && visits === 1 && events.length < 10;
      } catch {
        return false;
      }
    });
    await forget(page);
  });
}

for (const [what, spoil] of [
  ["refuses to be read", () => Object.defineProperty(window, "localStorage", { get: () => { throw new DOMException("no", "SecurityError"); } })],
  ["is full", () => { Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); }; }],
  ["is not there", () => Object.defineProperty(window, "localStorage", { value: null })],
]) {
  scene(`where the device's memory ${what}, the visit is of this page and the lead arrives`, async ({ open, context, receiver, page: blank }) => {
    await context.addInitScript(spoil);
    const { page, flow } = await begin(open, "/signals.html?leave=yes");
    await behave(page);
    await send(flow);
    const lead = await receiver.onlyLead();
    assertScored(lead);
    assert.ok(lead.body.events.map(told).includes("download price-list"));
    await forget(page);
    assert.equal(page, blank);
    // The scene's own look at what is stored needs the real one.
    await context.newPage();
    await page.goto("about:blank");
  });
}

scene("two flows of a page remember it once", async ({ open, page }) => {
  await open("/signals.html?leave=yes");
  await page.evaluate(async () => {
    const { mount } = await import("/leadlet/leadlet.esm.js");
    await mount(document.body, "/configs/signals.json", { consent: true }).ready;
  });
  await hasKept(page, "dwell 2");
  await page.waitForTimeout(1500);
  const events = (await kept(page)).events.map(told);
  assert.deepEqual(events.filter((event) => /^(visit|dwell)/.test(event)), ["visit", "dwell 2"]);
  assert.equal(events.filter((event) => event === "compare /signals.html").length, 1, String(events));
  await forget(page);
});

scene("with leave the page passes axe and says what is kept", async ({ open }) => {
  const { page } = await begin(open);
  await page.getByRole("button", { name: "Remember me" }).click();
  await page.getByText("You are remembered on this device.").waitFor();
  await assertAccessible(page, "somebody is remembered");
  await page.getByRole("button", { name: "Forget me" }).click();
  await page.getByText("Nothing is kept on this device.").waitFor();
  await page.goto("/signals-plans.html");
  await page.waitForFunction(() => window.leadlet.scan);
  await assertAccessible(page, "a page without a flow");
});
