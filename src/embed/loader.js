/**
 * The loader: the one script a page pays for before anybody answers.
 *
 * It knows where its own file lies, which elements of the page want a flow, and
 * whether one of them is about to be seen. Then it imports `leadlet.esm.js` from
 * beside itself and hands everything over. It does not know what a config is, how
 * a flow looks, or that there is WebAssembly behind it.
 *
 * Until it has run, a page may already call
 *
 *     window.leadlet = window.leadlet || function () { (leadlet.q = leadlet.q || []).push(arguments) };
 *     leadlet("mount", "#here", "/ebook.json", { view: "form" });
 *
 * and afterwards the same calls work at once, as `leadlet("mount", …)` and as
 * `leadlet.mount(…)`. Nothing here throws into the host page: a failure is one
 * console line and a `leadlet:error` event on every element that waits.
 *
 * @typedef {object} Widget what `leadlet.esm.js` exports
 * @property {() => void} define registers `<leadlet-flow>`, which upgrades those on the page
 * @property {(element: Element) => unknown} adopt mounts the config named by `data-leadlet`
 * @property {(target: Element, config: unknown, options?: object) => { ready: Promise<object> }} mount
 * @property {(state: object) => void} consent
 * @property {(event: object) => void} record
 */
(() => {
  "use strict";

  const early = window.leadlet;
  // Two embeds pasted on one page bring the script twice; the first one serves both.
  if (early && typeof early.scan === "function") {
    early.scan();
    return;
  }

  const WANTS_FLOW = "leadlet-flow[src],[data-leadlet]";
  /** How far below or above the view an element is when the widget is fetched. */
  const NEAR = "400px";
  const current = document.currentScript;
  // `currentScript` can be clobbered by an element of that name, and is null in a bundle.
  const own = current instanceof HTMLScriptElement ? current : document.querySelector('script[src*="leadlet.js"]');
  const address = new URL("leadlet.esm.js", (own && own.src) || document.baseURI).href;

  /** @type {Widget | undefined} */
  let widget;
  /** @type {Promise<Widget> | undefined} */
  let loading;
  let failures = 0;
  /** After a failure only the page's own call tries again, so that a scroll cannot repeat it. */
  let gaveUp = false;
  /** What was said about consent and visits before the widget was there, in order. */
  let kept = [];
  /** Elements seen and not yet handed over. */
  let waiting = [];
  let seen = new WeakSet();
  /** Replies that have been asked for, by address; the widget takes each out when it needs it. */
  const ahead = new Map();

  const quietly = () => {};
  const complain = (reason) => console.error("leadlet: " + ((reason && reason.message) || reason));

  /** Configs are fetched beside the widget: which of its editions is needed stands in them. */
  const fetchConfigs = () => {
    for (const element of waiting) {
      try {
        const named = element.getAttribute("src") || element.dataset.leadlet;
        const config = new URL(named, document.baseURI).href;
        // A config may also be written out in the attribute.
        if (/^\s*\{/.test(named) || ahead.has(config)) continue;
        const reply = fetch(config, { credentials: "same-origin" });
        reply.catch(quietly);
        ahead.set(config, reply);
      } catch {
        // Whoever needs it says what is wrong.
      }
    }
  };

  /** Imports the widget once; the promise rejects after the failure has been reported. */
  const load = () => {
    if (!loading) {
      fetchConfigs();
      // Browsers may remember a failed import by its address, so another try needs another.
      loading = import(address + (failures ? "?try=" + failures : "")).then(hand).catch(fail);
      loading.catch(quietly);
    }
    return loading;
  };

  /** Gives the widget what has gathered: consent before anything is mounted. */
  const hand = (module) => {
    for (const [name, value] of kept) module[name](value);
    kept = [];
    module.define();
    widget = module;
    if (near) near.disconnect();
    for (const element of waiting) adopt(element);
    waiting = [];
    return module;
  };

  const fail = (reason) => {
    const message =
      "the widget could not be started from " + address + " (" + ((reason && reason.message) || reason) +
      "). Check that leadlet.esm.js lies beside leadlet.js, is served as text/javascript, " +
      "and is allowed by the page's Content-Security-Policy (script-src).";
    failures += 1;
    gaveUp = true;
    loading = undefined;
    complain(message);
    for (const element of waiting) {
      element.dispatchEvent(new CustomEvent("leadlet:error", {
        bubbles: true, composed: true, detail: { code: "embed/not-loaded", message },
      }));
    }
    throw new Error("leadlet: " + message);
  };

  /** `<leadlet-flow>` mounts itself once it is defined; only the attribute needs us. */
  const adopt = (element) => {
    if (element.isConnected && element.localName !== "leadlet-flow") {
      // Whatever goes wrong in one element must not keep the next from its flow.
      Promise.resolve(element).then(widget.adopt).catch(complain);
    }
  };

  const loadUnlessFailed = () => {
    if (!gaveUp) load();
  };

  const near = window.IntersectionObserver && new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting)) loadUnlessFailed();
  }, { rootMargin: NEAR });

  /** Fetches ahead when the page has nothing else to do, unless the visitor saves data. */
  const whenIdle = () => {
    const fetchAhead = () => {
      if (waiting.some((element) => element.isConnected)) loadUnlessFailed();
    };
    if (navigator.connection && navigator.connection.saveData) return;
    if (window.requestIdleCallback) requestIdleCallback(fetchAhead, { timeout: 5000 });
    else setTimeout(fetchAhead, 1500);
  };

  const find = (root) => {
    let found = false;
    for (const element of root.querySelectorAll(WANTS_FLOW)) {
      if (seen.has(element)) continue;
      seen.add(element);
      if (widget) {
        adopt(element);
        continue;
      }
      found = true;
      waiting.push(element);
      if (near) near.observe(element);
      else loadUnlessFailed();
    }
    if (!found) return;
    if (document.readyState === "complete") whenIdle();
    else window.addEventListener("load", whenIdle, { once: true });
  };

  const parsed = () => new Promise((resolve) => {
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", resolve, { once: true });
    else resolve();
  });

  /** Calls the widget now, or keeps the words for it: neither is worth a download. */
  const tell = (name) => (value) => {
    if (widget) widget[name](value);
    else kept.push([name, value]);
  };

  const calls = {
    /** Mounts a flow in an element or selector, at once; resolves to its handle when it is shown. */
    mount(target, config, options) {
      const mounted = load().then(async (module) => {
        const here = () => (typeof target === "string" ? document.querySelector(target) : target);
        if (!here()) await parsed();
        const element = here();
        if (!element) {
          const message = 'mount: nothing on the page matches "' + target + '". Give an element or the selector of one.';
          complain(message);
          throw new Error("leadlet: " + message);
        }
        return module.mount(element, config, options).ready;
      });
      // Reported where it happened; a caller who does not listen owes the page no uncaught error.
      mounted.catch(quietly);
      return mounted;
    },
    /** Finds elements inserted since, in the document or under `root` (a shadow root, say). */
    scan(root) {
      if (gaveUp && !widget) {
        gaveUp = false;
        seen = new WeakSet();
        waiting = [];
        // Observing anew reports each element's place anew.
        if (near) near.disconnect();
      }
      find(root || document);
    },
    /** Listens for `leadlet:<name>` from every flow; returns the function that stops. */
    on(name, listener) {
      document.addEventListener("leadlet:" + name, listener);
      return () => document.removeEventListener("leadlet:" + name, listener);
    },
    consent(state) {
      tell("consent")(state);
      const value = state && typeof state === "object" ? state.analytics : state;
      if (value === true || value === "granted") {
        // A page without a flow is remembered where its tag says so.
        if (own && "remember" in own.dataset) import(new URL("leadlet-watching.js", address).href).then((module) => module.pass(), quietly);
        return;
      }
      // Who takes their leave back is forgotten at once, on a page without a flow too.
      try {
        localStorage.removeItem("leadlet");
      } catch {
        // Where there is no place to keep anything, nothing is kept.
      }
    },
    record: tell("record"),
  };

  const leadlet = (name, ...rest) => {
    if (Object.prototype.hasOwnProperty.call(calls, name)) return calls[name](...rest);
    complain('there is no call "' + name + '". There are: ' + Object.keys(calls).join(", ") + ".");
  };
  const run = (words) => {
    try {
      leadlet(...words);
    } catch (reason) {
      complain(reason);
    }
  };
  // A stub kept by the page goes on pushing into `leadlet.q`.
  window.leadlet = Object.assign(leadlet, calls, { ahead, q: { push: run } });
  const asked = early && early.q;
  for (let i = 0; asked && i < asked.length; i += 1) run(asked[i]);

  find(document);
  // One look per burst of insertions: builders, Turbo and htmx put elements in late.
  let looking = false;
  new MutationObserver(() => {
    if (looking) return;
    looking = true;
    setTimeout(() => {
      looking = false;
      find(document);
    }, 200);
  }).observe(document, { childList: true, subtree: true });
})();
