import assert from "node:assert/strict";
import { scene } from "./stage.mjs";
import { arrive, assertScored, press, reasonsOf, write } from "./visitor.mjs";

const FLOW = {
  version: 1,
  id: "seen",
  steps: [{ id: "one", title: "Who are you?", fields: [{ name: "email", type: "email", label: "Email", required: true }] }],
  signals: {
    dwellSeconds: [1, 3],
    scrollPercent: [50, 100],
    downloads: true,
    records: [
      { kind: "turned", path: "/far.html/turned*" },
      { kind: "wish", name: "inside", selector: ".inside" },
      { kind: "nothing", selector: "a[[" },
    ],
  },
  delivery: [{ type: "json", url: "/leads" }],
};

/** Shows the flow on an otherwise long page, and gives what ends it. */
async function begin(open, signals = FLOW.signals) {
  const page = await open("/far.html");
  await page.evaluate(async (config) => {
    const { mount } = await import("/leadlet/leadlet.esm.js");
    document.body.innerHTML = '<div id="place"></div><div style="height:4000px"></div>';
    window.handle = mount("#place", config);
    await window.handle.ready;
  }, { ...FLOW, signals });
  const flow = page.locator("#place leadlet-flow");
  await arrive(flow, "Who are you?");
  return { page, flow };
}

/** Sends the lead and gives its events, as `dwell 1`. */
async function eventsOf(flow, receiver) {
  await write(flow, "Email", "ann@firm.example");
  await press(flow, "Send");
  await flow.getByText("Thank you").first().waitFor();
  const lead = await receiver.onlyLead();
  return lead.body.events.map(({ kind, name, path }) => [kind, name ?? path].join(" "));
}

/** Lets the page believe that it is in view or not. */
const show = (page, isShown) =>
  page.evaluate((isShown) => {
    Object.defineProperty(document, "hidden", { configurable: true, get: () => !isShown });
    document.dispatchEvent(new Event("visibilitychange"));
  }, isShown);

scene("only time in view counts", async ({ open, receiver }) => {
  const { page, flow } = await begin(open);
  await page.waitForTimeout(1300);
  await show(page, false);
  await page.waitForTimeout(3500);
  await show(page, true);
  await page.waitForTimeout(300);
  const soFar = await eventsOf(flow, receiver);
  assert.deepEqual(soFar.filter((event) => event.startsWith("dwell")), ["dwell 1"], "3 seconds out of view are none");
});

scene("how far a page is read is measured by its own height, and each depth said once", async ({ open, receiver }) => {
  const { page, flow } = await begin(open);
  for (const part of [0.2, 0.6, 0.1, 1, 0, 1]) {
    await page.evaluate((part) => window.scrollTo(0, part * document.documentElement.scrollHeight), part);
    await page.waitForTimeout(120);
  }
  await page.evaluate(() => window.scrollTo(0, 0));
  const events = await eventsOf(flow, receiver);
  assert.deepEqual(events.filter((event) => event.startsWith("scroll")), ["scroll 50", "scroll 100"]);
});

for (const [how, without] of [["the Navigation API", false], ["looking alone", true]]) {
  scene(`a page that a script turns to is a page, seen by ${how}`, async ({ open, receiver, context }) => {
    if (without) await context.addInitScript(() => Object.defineProperty(window, "navigation", { value: undefined }));
    const { page, flow } = await begin(open);
    const own = await page.evaluate(() => [history.pushState, history.replaceState].every((call) => String(call).includes("[native code]")));
    assert.ok(own, "no function of the page is patched");
    await page.evaluate(() => history.pushState(null, "", "/far.html/turned?mail=ann@firm.example#top"));
    await page.waitForTimeout(2500);
    await page.evaluate(() => history.replaceState(null, "", "/far.html/turned?other"));
    await page.waitForTimeout(1200);
    await page.evaluate(() => history.back());
    await page.waitForTimeout(500);
    const events = await eventsOf(flow, receiver);
    assert.deepEqual(
      events.filter((event) => /^(page|turned)/.test(event)),
      ["page /far.html", "page /far.html/turned", "turned /far.html/turned", "page /far.html"],
    );
    assert.ok(events.includes("dwell 1"), "each page is in view for itself");
  });
}

scene("a page that comes back whole is opened once more", async ({ open, receiver }) => {
  const { page, flow } = await begin(open);
  await page.evaluate(() => {
    window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted: false }));
    window.dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true }));
    window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
  });
  const events = await eventsOf(flow, receiver);
  assert.equal(events.filter((event) => event === "page /far.html").length, 2, String(events));
});

scene("links to files are downloads, in a shadow root and by the middle button too", async ({ open, receiver }) => {
  const { page, flow } = await begin(open);
  await page.evaluate(() => {
    const add = (root, html) => {
      const parent = root.appendChild(document.createElement("p"));
      parent.innerHTML = html;
      for (const link of parent.querySelectorAll("a")) {
        link.addEventListener("click", (event) => event.preventDefault());
        link.addEventListener("auxclick", (event) => event.preventDefault());
      }
    };
    add(document.body, '<a id="a" href="/files/Prices.PDF?mail=x">1</a> <a id="b" href="/guide">2</a> <a id="c" href="/x" download="plan">3</a> <a id="d" href="mailto:a@firm.zip">4</a>');
    const host = document.body.appendChild(document.createElement("section"));
    host.id = "host";
    add(host.attachShadow({ mode: "open" }), '<a href="/deep.zip"><b class="inside">5</b></a>');
    // A page that stops its own clicks is heard as well.
    document.querySelector("#b").addEventListener("click", (event) => event.stopImmediatePropagation());
  });
  for (const id of ["a", "b", "c", "d"]) await page.locator(`#${id}`).click();
  await page.locator("#a").click({ button: "right" });
  await page.locator("#host b").click();
  await page.evaluate(() => document.querySelector("#a").dispatchEvent(new MouseEvent("auxclick", { button: 1, bubbles: true, cancelable: true, composed: true })));
  await page.evaluate(() => window.scrollTo(0, 0));
  const events = await eventsOf(flow, receiver);
  assert.deepEqual(
    events.filter((event) => /^(download|wish|nothing)/.test(event)),
    ["download Prices.PDF", "download plan", "wish inside", "download deep.zip", "download Prices.PDF"],
  );
});

scene("what a page records comes with what it says of it, bounded", async ({ open, receiver }) => {
  const page = await open("/signals.html");
  const flow = page.locator("#watched");
  await arrive(flow, "Shall we talk about it?");
  await page.evaluate(() => {
    const handle = document.querySelector("#watched").flow;
    const name = "trial-project-created";
    handle.record({ kind: "product", name, props: { seats: 2, plan: "x".repeat(500), no: [1], "a b": 1, deep: {} } });
    handle.record({ kind: "product", name, props: Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`n${n}`, n])) });
    for (let n = 0; n < 2000; n += 1) handle.record({ kind: "noise", name: `${n} `.repeat(100) });
    handle.record({ kind: "product", name, props: { seats: 9.5, plan: "x".repeat(500), no: [1], "a b": 1, deep: {} } });
    handle.record({ kind: "product", name, props: { seats: 12, team: true } });
  });
  await write(flow, "Email", "ann@firm.example");
  await press(flow, "Send");
  await arrive(flow, "Thank you");
  const lead = await receiver.onlyLead();
  assertScored(lead);
  assert.equal(reasonsOf(lead)["large-trial"], 15, "only the one with ten seats or more counts");
  assert.ok(JSON.stringify(lead.body.events).length < 40 * 1024, "a receiver takes it");
  const products = lead.body.events.filter(({ kind }) => kind === "product").map(({ props }) => props);
  assert.deepEqual(products, [{ seats: 9.5, plan: "x".repeat(200) }, { seats: 12, team: true }]);
});

scene("a flow that is taken away leaves no watch behind", async ({ open, context }) => {
  await context.addInitScript(() => {
    window.listening = new Set();
    const { addEventListener } = EventTarget.prototype;
    EventTarget.prototype.addEventListener = function (type, hear, options) {
      if (options?.signal) {
        window.listening.add(type);
        options.signal.addEventListener("abort", () => window.listening.delete(type));
      }
      return addEventListener.call(this, type, hear, options);
    };
    window.ticks = 0;
    const { setInterval } = window;
    window.setInterval = (call, ms) => setInterval(() => {
      window.ticks += 1;
      call();
    }, ms);
  });
  const { page } = await begin(open);
  await page.waitForFunction(() => window.listening.has("click") && window.ticks > 0);
  const ticks = await page.evaluate(() => {
    handle.destroy();
    return window.ticks;
  });
  await page.waitForTimeout(1500);
  assert.deepEqual(await page.evaluate(() => [[...window.listening], window.ticks]), [[], ticks]);
});

scene("where nothing is left to come of it, nobody counts the seconds", async ({ open, context }) => {
  await context.addInitScript(() => {
    window.ticks = 0;
    const { setInterval } = window;
    window.setInterval = (call, ms) => setInterval(() => {
      window.ticks += 1;
      call();
    }, ms);
  });
  const { page } = await begin(open, { dwellSeconds: [1] });
  await page.waitForTimeout(3200);
  const ticks = await page.evaluate(() => window.ticks);
  assert.ok(ticks <= 2, `${ticks} ticks`);
});
