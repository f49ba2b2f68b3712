/**
 * The two programs a test needs: `leadlet serve` with a database of its own, and Chromium.
 *
 * Set from outside: LEADLET_BIN (default target/native/leadlet), LEADLET_DIST (default dist),
 * LEADLET_CHROMIUM (default /usr/bin/chromium). `sqlite3` must be on the PATH.
 */
import assert from "node:assert/strict";
import { spawn, execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { chromium } from "playwright-core";

const root = fileURLToPath(new URL("../../", import.meta.url));
const binary = path.resolve(root, process.env.LEADLET_BIN ?? "target/native/leadlet");
const dist = path.resolve(root, process.env.LEADLET_DIST ?? "dist");
const www = path.resolve(root, "www");
const browserBinary = process.env.LEADLET_CHROMIUM ?? "/usr/bin/chromium";

/** Quiet and alone: no sandbox in a container, nothing fetched in the background. */
const BROWSER_ARGUMENTS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];

for (const [what, file, remedy] of [
  ["The tool", binary, "cargo build --profile native -p leadlet-cli"],
  ["The widget", path.join(dist, "leadlet.esm.js"), "cargo xtask dist"],
  ["Chromium", browserBinary, "cargo xtask setup --tests (or set LEADLET_CHROMIUM)"],
]) {
  if (!existsSync(file)) throw new Error(`${what} is not at ${file}. Run: ${remedy}`);
}

/** Launches the browser. */
export const launch = () => chromium.launch({ executablePath: browserBinary, args: BROWSER_ARGUMENTS });

/** A running `leadlet serve` with a database file of its own. */
export class Receiver {
  #child;
  #folder;
  #noise = "";

  /** Starts one on a free port and waits until it says where it is. */
  static async start() {
    const receiver = new Receiver();
    receiver.#folder = await mkdtemp(path.join(tmpdir(), "leadlet-e2e-"));
    receiver.database = path.join(receiver.#folder, "leads.db");
    await receiver.#run(0);
    return receiver;
  }

  async #run(port) {
    const child = spawn(binary, [
      "serve", "--port", String(port), "--db", this.database, "--www", www, "--dist", dist,
    ], { stdio: ["ignore", "pipe", "pipe"] });
    this.#child = child;
    child.stderr.setEncoding("utf8").on("data", (text) => { this.#noise += text; });
    child.stdout.setEncoding("utf8");
    this.origin = await new Promise((resolve, reject) => {
      let said = "";
      const late = setTimeout(() => reject(new Error(`the receiver said nothing for 20 s: ${this.#noise}`)), 20_000);
      child.stdout.on("data", (text) => {
        said += text;
        const found = /Leadlet is at (http:\/\/127\.0\.0\.1:\d+)\//.exec(said);
        if (found) {
          clearTimeout(late);
          resolve(found[1]);
        }
      });
      child.once("error", reject);
      child.once("exit", (code) => reject(new Error(`the receiver ended with ${code}: ${this.#noise}`)));
    });
  }

  /** Stops the server and leaves the database. */
  async stop() {
    const child = this.#child;
    this.#child = undefined;
    if (!child) return;
    const ended = new Promise((resolve) => child.once("exit", (code, signal) => resolve({ code, signal })));
    child.kill("SIGTERM");
    const kill = setTimeout(() => child.kill("SIGKILL"), 10_000);
    const { code, signal } = await ended;
    clearTimeout(kill);
    assert.deepEqual({ code, signal }, { code: 0, signal: null }, `the receiver did not end cleanly: ${this.#noise}`);
  }

  /** Starts the server again at the address it had. */
  async restart() {
    await this.#run(Number(new URL(this.origin).port));
  }

  /** Reads every lead of the database, oldest first, with its body parsed. */
  async leads() {
    const { stdout } = await promisify(execFile)("sqlite3", [
      "-json", "-readonly", this.database, "SELECT * FROM leads ORDER BY received_at, lead_id",
    ], { maxBuffer: 1 << 26 }).catch((reason) => {
      throw reason.code === "ENOENT" ? new Error("The program sqlite3 is not installed. Run: apt-get install sqlite3") : reason;
    });
    return (stdout.trim() ? JSON.parse(stdout) : []).map((row) => ({ ...row, body: JSON.parse(row.body) }));
  }

  /** Reads the one lead there must be. */
  async onlyLead() {
    const leads = await this.leads();
    assert.equal(leads.length, 1, `one lead is in the database, not ${leads.length}`);
    return leads[0];
  }

  /** Stops the server, says whether it panicked, and removes its folder. */
  async strike() {
    try {
      await this.stop();
      assert.doesNotMatch(this.#noise, /panicked/, "the receiver never panics");
    } finally {
      await rm(this.#folder, { recursive: true, force: true });
    }
  }
}
