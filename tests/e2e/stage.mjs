/**
 * The stage every end-to-end test plays on: a real receiver with its own database file,
 * a real Chromium, and a watch over what a good guest must not do.
 *
 * A test is a `scene`. It gets a fresh server, a fresh browser context, and at its end, however
 * short it was, the watch is read out: nothing in the console, no uncaught error, no request to
 * another origin, nothing left in the browser's storage, and a server that ends cleanly.
 */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { after, test } from "node:test";
import { noteEvents, settle } from "./page.mjs";
import { Receiver, launch } from "./receiver.mjs";

export { heard, settle, waitFor } from "./page.mjs";

const axePath = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

let launched;
/** Gives the browser of this test file, launched when the first scene needs it. */
function browser() {
  launched ??= launch();
  return launched;
}

after(async () => {
  if (launched) await (await launched).close();
});

/** What a page did that a guest should not, or that a scene must have foreseen. */
class Watch {
  #allowed;
  console = [];
  errors = [];
  foreign = [];
  requests = [];

  constructor(origin) {
    this.#allowed = origin;
  }

  over(context) {
    context.on("console", (message) => {
      const { url } = message.location();
      this.console.push(`${message.type()}: ${message.text()}${url ? ` (${url})` : ""}`);
    });
    context.on("weberror", (failure) => this.errors.push(String(failure.error()?.stack ?? failure.error())));
    context.on("request", (request) => {
      const url = new URL(request.url());
      this.requests.push({ method: request.method(), path: url.pathname + url.search, url: url.href });
      const own = url.origin === this.#allowed || url.protocol === "data:" || url.protocol === "blob:";
      if (!own) this.foreign.push(url.href);
    });
  }

  /** Takes out of the console what the scene provoked; it must be there, `times` times. */
  expectConsole(pattern, times = 1) {
    const matching = this.console.filter((line) => pattern.test(line));
    assert.equal(matching.length, times, `the console says ${pattern} ${times} time(s); it says:\n${this.console.join("\n")}`);
    this.console = this.console.filter((line) => !pattern.test(line));
  }

  /** Counts the requests of a path, as `POST /leads`. */
  count(method, pathname) {
    return this.requests.filter((request) => request.method === method && request.path === pathname).length;
  }

  /** Fails if anything unforeseen happened. */
  readOut() {
    assert.deepEqual(this.errors, [], "no uncaught error");
    assert.deepEqual(this.console, [], "an empty console");
    assert.deepEqual(this.foreign, [], "no request to another origin");
  }
}

const storedByPage = async () => ({
  cookies: document.cookie,
  local: Object.keys(localStorage),
  tab: Object.keys(sessionStorage),
  databases: (await indexedDB.databases()).map(({ name }) => name),
});

const NOTHING_STORED = { cookies: "", local: [], tab: [], databases: [] };

/**
 * Declares a test with a receiver and a page.
 *
 * `options` are Playwright's for a new context (`colorScheme`, `viewport`, `locale` …). The play
 * gets `{ page, receiver, watch, context, open }`; `open("/form.html")` goes there.
 */
export function scene(name, options, play) {
  if (typeof options === "function") [options, play] = [{}, options];
  test(name, { timeout: 120_000 }, async () => {
    const receiver = await Receiver.start();
    const watch = new Watch(receiver.origin);
    let context;
    try {
      context = await (await browser()).newContext({ baseURL: receiver.origin, locale: "en-GB", viewport: { width: 1280, height: 900 }, ...options });
      context.setDefaultTimeout(10_000);
      watch.over(context);
      await context.addInitScript(noteEvents);
      const page = await context.newPage();
      const open = async (address) => {
        await page.goto(address, { waitUntil: "load" });
        return page;
      };
      await play({ page, context, receiver, watch, open });
      // Let what was begun come to its end, so that a late error is still heard.
      await page.waitForTimeout(150);
      if (page.url().startsWith(receiver.origin)) {
        assert.deepEqual(await page.evaluate(storedByPage), NOTHING_STORED, "nothing is left in the browser's storage");
      }
      watch.readOut();
    } finally {
      await context?.close();
      await receiver.strike();
    }
  });
}

let axeSource;
/**
 * Runs every rule of axe over the page as it stands and fails with what it found; `within` is a
 * selector that narrows it to a part, which leaves out the rules about whole pages.
 */
export async function assertAccessible(page, state, within) {
  axeSource ??= await readFile(axePath, "utf8");
  await settle(page);
  // Straight through the debugger: a strict policy of the page must not keep the examiner out.
  const debug = await page.context().newCDPSession(page);
  const run = async (expression) => {
    const { result, exceptionDetails } = await debug.send("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true });
    if (exceptionDetails) throw new Error(`axe, ${state}: ${exceptionDetails.exception?.description ?? exceptionDetails.text}`);
    return result.value;
  };
  await run(`if (!window.axe) { ${axeSource} } 0`);
  const { violations, passes } = await run(`axe.run(${within ? JSON.stringify(within) : "document"}).then(({ violations, passes }) => ({
    passes: passes.length,
    violations: violations.map((v) => v.id + ": " + v.help + "\\n" + v.nodes.map((n) => "    " + n.target.flat().join(" ") + "\\n      " + n.failureSummary).join("\\n")),
  }))`);
  await debug.detach();
  assert.ok(passes > 5, `axe looked at the page (${state})`);
  assert.deepEqual(violations, [], `axe finds nothing: ${state}`);
}
