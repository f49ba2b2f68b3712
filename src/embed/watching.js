/**
 * The edge that watches a page for flows whose config declares something to watch for (`signals`).
 *
 * It measures and it keeps; it decides nothing. It counts the seconds in view, sees how far down the page has been,
 * what is clicked and which page of the document is open, and says so to each flow: what that means, and what is
 * remembered of it, the core knows. One watch serves all flows of a page, so that the page is one page to all of them;
 * it listens for nothing that no flow wants, patches no function of the page, and ends with the last flow.
 *
 * `elements.js` imports it for a flow that wants it, and most pages never fetch it. Nothing of the device is read or
 * written before the page has said that the visitor allows it (`consent(true)`).
 *
 * @typedef {object} Wanted what a config declares, as `Signals` in config.d.ts
 */

/** Where this site remembers the visitor: one document for all flows. `elements.js` and `loader.js` remove it. */
const KEY = "leadlet";

/** The longest time between two looks that counts as time in view: a device that slept was not looked at. */
const MOST_MS = 2000;

/** The flows that are watched for. */
const flows = new Set();
/** Ends all listeners. */
let ending;
let ticking;

/** The page that is open: its path, how long it has been in view, when that was counted last, how far it was seen. */
let path;
let inView;
let lookedAt;
let percent;

/** Watches the page for a flow; `allowed` tells what the page has said of the visitor's leave so far. */
export function watch(flow, wanted, allowed) {
  const one = { flow, wanted, allowed };
  flows.add(one);
  if (!ending) begin();
  arm();
  say(one, { opened: false });
  // A page that nobody has seen yet, in a tab behind or fetched ahead, is no visit yet.
  if (!document.hidden) keep(one, true);
  return {
    consent(now) {
      one.allowed = now;
      if (now && !document.hidden) keep(one, true);
    },
    stop() {
      keep(one, false);
      flows.delete(one);
      arm();
      if (flows.size) return;
      ending.abort();
      ending = undefined;
    },
  };
}

function begin() {
  ending = new AbortController();
  const on = (target, type, hear) => target.addEventListener(type, hear, { capture: true, passive: true, signal: ending.signal });
  turn();
  on(document, "click", clicked);
  // The middle button opens a link in another tab.
  on(document, "auxclick", clicked);
  on(document, "scroll", scrolled);
  on(document, "visibilitychange", () => {
    look();
    arm();
    for (const one of flows) keep(one, !document.hidden);
  });
  on(window, "pagehide", () => {
    for (const one of flows) keep(one, false);
  });
  // A page that the browser had kept whole is opened once more, as if it had been fetched.
  on(window, "pageshow", (event) => event.persisted && opened());
  on(window, "popstate", follow);
  on(window, "storage", forgotten);
  if (window.navigation) on(window.navigation, "currententrychange", follow);
}

function turn() {
  path = location.pathname;
  inView = percent = 0;
  lookedAt = performance.now();
}

/** Says that another page is open. */
function opened() {
  turn();
  for (const one of flows) say(one, { opened: true });
  for (const one of flows) keep(one, !document.hidden);
  arm();
}

/** Looks whether the page's own script has turned to another page. */
function follow() {
  if (location.pathname !== path) opened();
}

/** Counts the time since the last look. */
function look() {
  const now = performance.now();
  if (ticking) inView += Math.min(now - lookedAt, MOST_MS);
  lookedAt = now;
}

/** Looks every second while the page is in view and somebody wants to know. */
function arm() {
  // Without the Navigation API only looking tells that a script has turned the page.
  const wants = !document.hidden && [...flows].some((one) => !window.navigation || isStaying(one));
  if (wants === !!ticking) return;
  clearInterval(ticking);
  lookedAt = performance.now();
  ticking = wants && setInterval(tick, 1000);
}

/** Tells whether something can still come of how long the page is in view. */
const isStaying = ({ wanted }) => wanted.dwellSeconds?.some((seconds) => seconds * 1000 > inView);

function tick() {
  look();
  follow();
  for (const one of flows) if (one.wanted.dwellSeconds) say(one, { seconds: Math.floor(inView / 1000) });
  arm();
}

function scrolled() {
  follow();
  const root = document.scrollingElement ?? document.documentElement;
  // Where the page is zoomed, its end is a fraction of a pixel away.
  const seen = Math.min(100, Math.floor((100 * (root.scrollTop + innerHeight + 1)) / root.scrollHeight));
  if (!(seen > percent)) return;
  percent = seen;
  for (const one of flows) if (one.wanted.scrollPercent) say(one, { percent });
}

function clicked(event) {
  if (event.type === "auxclick" && event.button !== 1) return;
  follow();
  // The whole way up, out of every shadow root that is open.
  const way = event.composedPath().filter((node) => node instanceof Element);
  const link = way.find((node) => node.matches("a[href],area[href]"));
  for (const one of flows) {
    const selectors = (one.wanted.records ?? []).flatMap(({ selector }) => selector ?? []);
    const measure = { clicked: selectors.filter((selector) => way.some((node) => finds(selector, node))) };
    if (link && one.wanted.downloads) {
      const address = link.href.baseVal ?? link.href;
      measure.saves = link.hasAttribute("download");
      if (measure.saves || /^https?:/.test(address)) measure.file = link.download || address;
    }
    if (measure.clicked.length || measure.file) say(one, measure);
  }
}

/** Tells whether a selector finds an element; one that is no selector finds nothing. */
function finds(selector, element) {
  try {
    return element.matches(selector);
  } catch {
    return false;
  }
}

/** Says a measure to a flow, and keeps at once what came of it: the page may be about to go. */
function say(one, measure) {
  if (one.flow.watch(JSON.stringify({ path, ...measure }))) keep(one, false);
}

/** Keeps what is remembered, with what other tabs have kept meanwhile. */
function keep(one, arrived) {
  if (!one.wanted.remember || !one.allowed || navigator.globalPrivacyControl) return;
  try {
    const fresh = one.flow.watch(JSON.stringify({ kept: localStorage.getItem(KEY) ?? "", arrived }));
    if (fresh) localStorage.setItem(KEY, fresh);
  } catch {
    // No place to keep it, or a full one: what was kept before stays, and the visit is of this page.
  }
}

/** The most pages without a flow that are kept until a flow takes them in. */
const MOST_PASSED = 100;

let hasPassed = false;

/**
 * Keeps that the visitor, who allows it, was on this page, which has no flow: nobody here knows what that means, so it
 * stands beside what is remembered until the next flow takes it in.
 */
export function pass() {
  if (hasPassed || flows.size || navigator.globalPrivacyControl) return;
  hasPassed = true;
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? '{"version":1}');
    if (kept.version !== 1) return;
    const passed = Array.isArray(kept.passed) ? kept.passed : [];
    kept.passed = [...passed, { t: Date.now(), path: location.pathname }].slice(-MOST_PASSED);
    localStorage.setItem(KEY, JSON.stringify(kept));
  } catch {
    // What can't be read is left to a flow, which drops it; where there is no place, nothing is kept.
  }
}

/** Another tab has taken it away: the visitor allows it no longer. */
function forgotten({ key, newValue }) {
  if ((key !== KEY && key !== null) || newValue !== null) return;
  for (const one of flows) {
    if (!one.wanted.remember) continue;
    one.allowed = false;
    one.flow.consent(false);
  }
}
