/**
 * The ES module: the friendly side of the wasm wall.
 *
 * It knows how a page names a flow (an element, an attribute, a call), fetches the config's text,
 * then the edition of the wasm that the text needs, and hands the text over whole. What a config
 * means, and every word a visitor or an owner reads, is the wasm's business.
 */
import { RARE, WIDE } from "./wide.js";

/** The editions of the widget: each can do all that the one before it can. */
const PLAIN = 0, WIDER = 1, FULL = 2;
const NAMES = ["plain", "wide", "full"];

/** What has been asked for; there is one wasm of each edition for all flows. */
const asked = [];
/** The fullest edition that is here. */
let here = PLAIN;

/** Gives an edition, or one that can do more and is here. */
async function edition(least) {
  const number = Math.max(least, here);
  const module = await (asked[number] ??= fetched(new URL("leadlet-" + NAMES[number], import.meta.url).href));
  here = Math.max(number, here);
  return module;
}

/** Fetches both files of an edition at once. */
async function fetched(address) {
  const response = fetch(address + ".wasm");
  // Where the module fails, too, that is told, and once is enough.
  response.catch(() => {});
  const module = await import(address + ".js");
  await module.begin(response);
  return module;
}

/** A config longer than this is not read to its end: the reader says why. */
const MOST_BYTES = 5e6;

/** What the page said before any flow was there to hear it. */
let allowed;
const early = [];
const handles = new Set();

/** One flow on a page. Calls made before it is shown are kept and made then. */
class Handle {
  #host;
  #text;
  #flow;
  #gone = false;
  #kept = [];
  #allowed;
  #watching;

  /** Resolves to this handle once the flow, or the reason why there is none, is shown. */
  ready;

  constructor(host, config) {
    this.#host = host;
    handles.add(this);
    this.ready = this.#begin(config);
    this.ready.catch(() => {});
  }

  async #begin(config) {
    try {
      const { text, address, status } = await read(config);
      const isMissing = text === undefined;
      this.#text = text;
      const { explainMissing, start } = await edition(isMissing || RARE.test(text) ? FULL : WIDE.test(text) ? WIDER : PLAIN);
      if (this.#gone) return this;
      // A call kept here may come before the first paint: a prefilled answer is there at once.
      this.#flow = isMissing ? explainMissing(this.#host, address, status) : start(this.#host, text);
      if (!this.#flow) {
        // An edition that can't use the config does not know why: the full one can, or says why not.
        const { start } = await edition(FULL);
        if (this.#gone) return this;
        this.#flow = start(this.#host, text);
      }
      const wanted = this.#flow?.watch?.("null");
      if (wanted) this.#watch(wanted);
      if (allowed !== undefined) this.consent(allowed);
      for (const event of early) this.record(event);
      for (const call of this.#kept.splice(0)) call();
      return this;
    } catch (reason) {
      this.#fail(reason);
      throw reason;
    }
  }

  /** Watches the page for what the config declares, with a module of its own: most configs declare nothing. */
  async #watch(wanted) {
    try {
      const { watch } = await import(new URL("leadlet-watching.js", import.meta.url).href);
      if (!this.#gone) this.#watching = watch(this.#flow, wanted, this.#allowed);
    } catch (reason) {
      console.error("leadlet: the page is not watched: " + reason);
    }
  }

  #fail(reason) {
    const message = "the widget could not be started (" + ((reason && reason.message) || reason) +
      "). Check that all files of Leadlet lie beside it and that script-src allows 'wasm-unsafe-eval'.";
    console.error("leadlet: " + message);
    this.#host.dispatchEvent(new CustomEvent("leadlet:error", {
      bubbles: true, composed: true, detail: { code: "embed/not-started", message },
    }));
  }

  #later(call) {
    if (this.#gone) return;
    if (this.#flow) call();
    else this.#kept.push(call);
  }

  reset() {
    this.#later(() => this.#flow.reset());
  }

  prefill(values) {
    this.#later(() => this.#flow.prefill(JSON.stringify(values)));
  }

  hidden(values) {
    this.#later(() => this.#flow.hidden(JSON.stringify(values)));
  }

  visitor(facts) {
    this.#later(() => this.#flow.visitor(JSON.stringify(facts)));
  }

  record(event) {
    const text = JSON.stringify(typeof event === "string" ? { kind: "product", name: event } : event);
    this.#later(() => this.#flow.record(text));
  }

  consent(state) {
    this.#later(() => {
      this.#allowed = isAllowed(state);
      this.#flow.consent(this.#allowed);
      this.#watching?.consent(this.#allowed);
    });
    if (!isAllowed(state)) forget();
  }

  progress() {
    return this.#flow ? this.#flow.progress() : null;
  }

  /** Who wants to read a score fetches the edition that explains: no visitor does. */
  async score() {
    await this.ready;
    const lead = this.#flow?.lead();
    if (!lead) return null;
    const { explainScore } = await edition(FULL);
    return explainScore(this.#text, lead);
  }

  /** Listens to `leadlet:<name>` of this flow; gives the function that stops it. */
  on(name, listener) {
    const type = "leadlet:" + name;
    this.#host.addEventListener(type, listener);
    return () => this.#host.removeEventListener(type, listener);
  }

  destroy() {
    if (this.#gone) return;
    this.#gone = true;
    handles.delete(this);
    this.#watching?.stop();
    if (this.#flow) this.#flow.destroy();
    this.#flow = undefined;
    if (this.#host[OWNED]) this.#host.remove();
  }
}

/** Marks an element that mount() made, and so takes away again. */
const OWNED = Symbol("leadlet");

/** Gives `{text}` of a config, or `{address, status}` where there is none. */
async function read(config) {
  if (typeof config !== "string") return { text: JSON.stringify(config) };
  if (config.trim().startsWith("{")) return { text: config };
  const address = new URL(config, document.baseURI).href;
  try {
    // The loader may have asked for it already; a reply is read once.
    const ahead = window.leadlet?.ahead;
    const begun = ahead?.get(address);
    ahead?.delete(address);
    const response = await (begun || fetch(address, { credentials: "same-origin" }));
    if (!response.ok) return { address, status: response.status };
    if (Number(response.headers.get("content-length")) > MOST_BYTES) return { text: " ".repeat(2 ** 20 + 1) };
    return { text: await response.text() };
  } catch {
    return { address, status: 0 };
  }
}

function isAllowed(state) {
  const value = state && typeof state === "object" ? state.analytics : state;
  return value === true || value === "granted";
}

/** Takes away what the device remembers of the visitor; `watching.js` keeps it. */
function forget() {
  try {
    localStorage.removeItem("leadlet");
  } catch {
    // Where there is no place to keep anything, nothing is kept.
  }
}

const OPTIONS = ["view", "prefill", "hidden", "visitor", "consent"];

/**
 * Shows a flow inside `target`: an element or a selector.
 * `config` is an object, a JSON text, or the address of one. `view` is "form", the one there is.
 */
export function mount(target, config, options = {}) {
  const unknown = Object.keys(options).find((name) => !OPTIONS.includes(name));
  if (unknown) throw new TypeError(`leadlet: mount() has no option "${unknown}". There is: ${OPTIONS.join(", ")}.`);
  const parent = typeof target === "string" ? document.querySelector(target) : target;
  if (!(parent instanceof Element)) throw new TypeError(`leadlet: mount() found no element for ${String(target)}.`);
  // The element notices when it is taken off the page, whoever takes it.
  const host = document.createElement("leadlet-flow");
  host[OWNED] = true;
  parent.append(host);
  const handle = new Handle(host, config);
  host.flow = handle;
  if (options.hidden) handle.hidden(options.hidden);
  if (options.prefill) handle.prefill(options.prefill);
  if (options.visitor) handle.visitor(options.visitor);
  if (options.consent !== undefined) handle.consent(options.consent);
  return handle;
}

/** Reads the names and values that an attribute writes out, as `prefill='{"email":"ann@firm.example"}'`. */
function written(element, attribute) {
  const text = element.getAttribute(attribute);
  if (!text) return undefined;
  try {
    const values = JSON.parse(text);
    if (values && typeof values === "object" && !Array.isArray(values)) return values;
  } catch {
    // Said below.
  }
  console.error(`leadlet: the attribute ${attribute} is not JSON of names and values, such as {"size":12}.`);
  return undefined;
}

/**
 * Shows the flow that an element names in its `data-leadlet` attribute, with the answers of
 * `data-leadlet-prefill` and what `data-leadlet-visitor` says of the visitor.
 */
export function adopt(element) {
  return mount(element, element.dataset.leadlet, {
    prefill: written(element, "data-leadlet-prefill"),
    visitor: written(element, "data-leadlet-visitor"),
  });
}

/** Allows or refuses, for all flows, that what was observed is kept with the lead. */
export function consent(state) {
  allowed = state;
  if (!isAllowed(state)) forget();
  for (const handle of handles) handle.consent(state);
}

/** Records something the visitor did, for all flows, those to come included. */
export function record(event) {
  early.push(event);
  // As many as a lead carries: a page that records without end must not grow without end.
  if (early.length > 256) early.shift();
  for (const handle of handles) handle.record(event);
}

class LeadletFlow extends HTMLElement {
  static observedAttributes = ["src"];
  /** The handle while the element is on the page. */
  flow = null;

  connectedCallback() {
    this.#follow();
  }

  disconnectedCallback() {
    // An element that is only moved comes back in the same task: its answers stay.
    queueMicrotask(() => {
      if (!this.isConnected) this.#stop();
    });
  }

  attributeChangedCallback(_name, before, after) {
    if (before !== null && before !== after) {
      this.#stop();
      this.#follow();
    }
  }

  #follow() {
    const address = this.getAttribute("src");
    if (this.flow || !this.isConnected || !address) return;
    this.flow = new Handle(this, address);
    const answers = written(this, "prefill");
    if (answers) this.flow.prefill(answers);
    const facts = written(this, "visitor");
    if (facts) this.flow.visitor(facts);
  }

  #stop() {
    this.flow?.destroy();
    this.flow = null;
  }
}

/** Registers `<leadlet-flow>`; those on the page show their flows. */
export function define() {
  if (!customElements.get("leadlet-flow")) customElements.define("leadlet-flow", LeadletFlow);
}

define();
