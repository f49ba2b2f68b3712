/**
 * The wasm of the pages: random flows are answered in Chromium and submitted, and the score core finds
 * in Node the same bytes in every lead that left.
 *
 * Answers come through the handle (`prefill`, `hidden`, `visitor`, `record`), at times that the page's
 * clock is set to; the lead is taken where it would leave for the network.
 */
import path from "node:path";
import { pathToFileURL } from "node:url";
import { asked, batches, dist, launch, serve } from "./stage.mjs";

const count = Number(asked.pages);
/** How many leads a config gets. */
const PER_CONFIG = 20;

const leadlet = await import(pathToFileURL(path.join(dist, "leadlet-score.js")));
const server = await serve();
const browser = await launch();
let failed = 0;
try {
  for (const edition of ["plain", "wide", "full"]) failed += await compare(edition) ? 0 : 1;
} finally {
  await browser.close();
  server.close();
}
console.log(`cases: ${3 - failed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;

async function compare(edition) {
  const page = await browser.newPage();
  let fetched = new Set();
  page.on("request", (request) => fetched.add(path.basename(new URL(request.url()).pathname)));
  const errors = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  let same = 0;
  /** The leads that this very edition made: a page gives a config that it can't use to the full one. */
  let own = 0;
  let unsent = 0;
  let points = 0;
  let answers = 0;
  for await (const { text } of batches(Math.ceil(count / PER_CONFIG) * 250, ["--edition", edition])) {
    const [config, ...cases] = text.split("\n");
    const read = leadlet.read(config.slice(1));
    const visits = cases.filter((line) => !line.includes('"answer":')).slice(0, PER_CONFIG).map((line) => {
      const space = line.indexOf(" ");
      return { now: line.slice(1, space), facts: line.slice(space + 1) };
    });
    // A page of its own for each config: what is on a page serves every flow that needs no more.
    fetched = new Set();
    await page.goto(server.origin);
    await page.evaluate(prepare);
    const leads = await page.evaluate(([config, visits]) => globalThis.answer(config, visits), [config.slice(1), visits]);
    const wasm = [...fetched].filter((name) => name.endsWith(".wasm"));
    if (wasm.length === 1 && wasm[0] === `leadlet-${edition}.wasm`) own += leads.length;
    for (const lead of leads) {
      if (lead === null) {
        unsent++;
        continue;
      }
      const found = read.recompute(lead);
      if (!found.same) {
        console.log(`${edition}: a lead that the page made is not what the score core makes of it`);
        console.log(`config ${config.slice(1)}\nlead   ${lead}\n${found.differences.map(({ part, message }) => `${part}: ${message}`).join("\n")}`);
        return false;
      }
      same++;
      points += found.envelope.contributions.length;
      answers += Object.keys(JSON.parse(lead).answers).length;
    }
  }
  await page.close();
  if (errors.length) throw new Error(errors.join("\n"));
  if (own < same * 0.7) throw new Error(`only ${own} of ${same} leads were made by the ${edition} edition`);
  if (unsent > same / 10 || answers < same / 2 || points < same) throw new Error(`${edition}: ${same} leads were sent, ${unsent} were not, with ${answers} answers and ${points} contributions: that proves little`);
  console.log(`${edition.padEnd(5)} ${same} leads left the page with the bytes that the score core finds, ${own} of them made by leadlet-${edition}.wasm; ${unsent} were not sent`);
  return true;
}

/** Sets the page up: the module, its clock, and what catches the leads. */
async function prepare() {
  const { mount } = await import("/leadlet.esm.js");
  const { fetch: real } = window;
  const soon = () => new Promise((resolve) => setTimeout(resolve));
  let clock = Date.now();
  Date.now = () => clock;
  let caught = null;
  window.fetch = async (input, init) => {
    if (!(input instanceof Request) || input.method !== "POST") return real.call(window, input, init);
    caught = await input.clone().text();
    return new Response(null, { status: 204 });
  };
  const form = () => document.querySelector("#here leadlet-flow").shadowRoot.querySelector("form");
  /** Answers a flow and submits it; gives the lead, or null where a field refuses what it was given. */
  async function visited(config, { now, facts }, isPrefilled) {
    const { answers = {}, events = [], visitor = {}, now: own } = JSON.parse(facts);
    const time = now === "-" ? own : Number(now);
    clock = events.reduce((least, { t }) => Math.min(least, t), time);
    caught = null;
    const handle = mount("#here", config);
    await handle.ready;
    handle.hidden(answers);
    if (isPrefilled) handle.prefill(answers);
    handle.visitor(visitor);
    for (const { t, kind, name, props } of events) {
      clock = t;
      handle.record({ kind, name, props });
    }
    clock = time;
    for (let step = 0; step < 3 && caught === null && form(); step++) {
      form().requestSubmit();
      await soon();
      await soon();
    }
    handle.destroy();
    return caught;
  }
  // What a field refuses keeps a lead from leaving; it leaves with the hidden answers alone.
  globalThis.answer = async (config, visits) => {
    const leads = [];
    for (const visit of visits) leads.push(await visited(config, visit, true) ?? await visited(config, visit, false));
    return leads;
  };
}
