/**
 * Random cases of scoring, natively, in Node and in Chromium: every byte the same.
 *
 * All three make a chain of hashes, a link for each batch, over the texts of all envelopes. The links
 * are compared batch by batch, so a difference stops the run where it begins; the batch is then made
 * once more, text by text, and the first case that differs is shown whole.
 */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { linked, made } from "./batch.js";
import { asked, batches, dist, launch, serve } from "./stage.mjs";

const count = Number(asked.cases);
/** How many batches Chromium and Node take at once, so that neither waits for the other each time. */
const AT_ONCE = 16;
const leadlet = await import(pathToFileURL(path.join(dist, "leadlet-score.js")));

let current = "";
const server = await serve((pathname) => (pathname === "/batch" ? current : undefined));
const browser = await launch();
let code = 1;
try {
  const page = await browser.newPage();
  await page.goto(server.origin);
  const inPage = await page.evaluate(async () => {
    const { hex, linked, made } = await import("/same/batch.js");
    const leadlet = await import("/leadlet-score.js");
    const batch = async () => (await fetch("/batch")).text();
    globalThis.links = async (link) => {
      const links = [];
      for (const text of (await batch()).split("\nC")) {
        link = await linked(link, made(leadlet, text[0] === "C" ? text : "C" + text));
        links.push(link);
      }
      return links;
    };
    globalThis.texts = async () => made(leadlet, await batch());
    const wasm = await (await fetch("/leadlet-score.wasm")).arrayBuffer();
    return hex(await crypto.subtle.digest("SHA-256", wasm));
  });
  const here = createHash("sha256").update(await readFile(path.join(dist, "leadlet-score.wasm"))).digest("hex");
  if (here !== inPage) throw new Error("Node and Chromium have not the same wasm");
  console.log(`leadlet-score.wasm ${here}, in Node ${process.version} and in Chromium ${browser.version()}`);
  code = await compare(page);
} finally {
  await browser.close();
  server.close();
}
process.exitCode = code;

async function compare(page) {
  const links = { native: "", node: "", chromium: "" };
  const started = Date.now();
  const tally = { cases: 0, refused: 0 };
  let number = 0;
  for await (const some of several(batches(count))) {
    current = some.map(({ text }) => text).join("\n");
    const there = page.evaluate((link) => globalThis.links(link), links.chromium);
    const here = [];
    for (const { text } of some) {
      const texts = made(leadlet, text);
      links.node = await linked(links.node, texts);
      here.push(links.node);
      tally.cases += texts.length;
      tally.refused += texts.filter((one) => one[0] === "[").length;
    }
    const inPage = await there;
    for (const [index, { link }] of some.entries()) {
      if (here[index] !== link || inPage[index] !== link) return differs(page, number + index);
      links.native = link;
      links.chromium = inPage[index];
    }
    number += some.length;
    if (number % (AT_ONCE * 25) === 0) console.error(`   ${tally.cases} cases, ${Math.round(tally.cases / (Date.now() - started) * 1000)} a second`);
  }
  // Nothing compared would be the same, too.
  if (tally.cases < count) throw new Error(`only ${tally.cases} of ${count} cases were made`);
  if (tally.refused > tally.cases / 10) throw new Error(`${tally.refused} of ${tally.cases} cases were refused`);
  for (const [where, link] of Object.entries(links)) console.log(`${where.padEnd(9)} ${link}`);
  const seconds = ((Date.now() - started) / 1000).toFixed(0);
  console.log(`${tally.cases} cases in ${number} configs are the same bytes natively, in Node and in Chromium (${seconds} s; ${tally.refused} refused in the same words)`);
  console.log("cases: 1 passed, 0 failed");
  return 0;
}

/** Gives batches several at a time. */
async function* several(batches) {
  let some = [];
  for await (const batch of batches) {
    some.push(batch);
    if (some.length === AT_ONCE) {
      yield some;
      some = [];
    }
  }
  if (some.length) yield some;
}

/** Shows the first case of a batch that differs. */
async function differs(page, number) {
  for await (const { text, made: native } of batches(1, ["--from", String(number), "--made"])) {
    current = text;
    const lines = text.split("\n");
    const node = made(leadlet, text);
    const chromium = await page.evaluate(() => globalThis.texts());
    const first = native.findIndex((one, index) => one !== node[index] || one !== chromium[index]);
    console.log(`batch ${number}, case ${first} differs (seed ${asked.seed})`);
    console.log(`config   ${lines[0].slice(1)}\nfacts    ${lines[first + 1]?.slice(1)}`);
    console.log(`native   ${native[first]}\nnode     ${node[first]}\nchromium ${chromium[first]}`);
  }
  console.log("cases: 0 passed, 1 failed");
  return 1;
}
