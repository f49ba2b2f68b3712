/**
 * What the comparisons share: the probe that makes cases, a small server for the built files, and the
 * Chromium that fetches them from it.
 */
import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

export const root = fileURLToPath(new URL("../../", import.meta.url));

/** Reads the arguments; every one has a default that `cargo xtask` gives. */
export const { values: asked } = parseArgs({
  options: {
    probe: { type: "string", default: "target/native/examples/probe" },
    dist: { type: "string", default: "dist" },
    chromium: { type: "string", default: "/usr/bin/chromium" },
    cases: { type: "string", default: "20000" },
    pages: { type: "string", default: "200" },
    seed: { type: "string", default: "1" },
    leadlet: { type: "string", default: "target/native/leadlet" },
    work: { type: "string", default: "target/same" },
    rows: { type: "string", default: "10000,100000,1000000" },
  },
});

export const dist = path.resolve(root, asked.dist);
const probe = path.resolve(root, asked.probe);

/** The playwright of the browser tests: one version for all. */
const { chromium } = createRequire(new URL("../e2e/", import.meta.url))("playwright-core");

/** Launches the browser, quiet and alone. */
export const launch = () => chromium.launch({
  executablePath: asked.chromium,
  args: [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
  ],
});

const KINDS = { ".js": "text/javascript", ".wasm": "application/wasm", ".html": "text/html" };

/** Serves the build and this folder; `more` answers a path of its own, or gives nothing. */
export async function serve(more = () => undefined) {
  const page = '<!doctype html><meta charset="utf-8"><title>the same</title><div id="here"></div>';
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://here");
    const own = pathname === "/" ? page : more(pathname);
    const type = pathname === "/" ? KINDS[".html"] : KINDS[path.extname(pathname)] ?? "text/plain; charset=utf-8";
    const folder = pathname.startsWith("/same/") ? path.join(root, "tests") : dist;
    try {
      const body = own ?? await readFile(path.join(folder, path.normalize(pathname)));
      response.writeHead(200, { "content-type": type }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { origin: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

/** Runs the probe and gives its batches: `{ text, link, made }`. */
export async function* batches(count, more = []) {
  const child = spawn(probe, ["cases", "--root", root, "--count", String(count), "--seed", asked.seed, ...more], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise((resolve) => child.once("close", resolve));
  let rest = "";
  let lines = [];
  let texts = [];
  try {
    for await (const chunk of child.stdout.setEncoding("utf8")) {
      const parts = (rest + chunk).split("\n");
      rest = parts.pop();
      for (const line of parts) {
        if (line[0] === "L") {
          yield { text: lines.join("\n"), link: line.slice(1), made: texts };
          [lines, texts] = [[], []];
        } else if (line[0] === "M") texts.push(line.slice(1));
        else lines.push(line);
      }
    }
    const code = await ended;
    if (code !== 0) throw new Error(`the probe ended with ${code}`);
  } finally {
    child.kill();
  }
}
