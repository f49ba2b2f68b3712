/**
 * The workload: 50 rules over 20 attributes and 100 events; and a function that gives its score, as
 * somebody writes it by hand for this one config.
 *
 * Runs in Node and in a page. Whoever changes a rule changes it in both places; the benchmark asserts
 * that everybody gives the same score before it measures.
 */

/** The time that all leads are scored for. */
export const NOW = 1_768_478_400_000;

const HOUR = 3_600_000;
const FULL = 2 ** 20;

/** Q20 weights by hours of age, as the core tabulates them. */
const halfLife = (days) => Array.from({ length: 17520 }, (_, hour) => Math.round(FULL * 2 ** (-hour / (24 * days))));
const linear = (days) => Array.from({ length: 24 * days }, (_, hour) => Math.round(FULL * (1 - hour / (24 * days))));
const within = (days) => Array.from({ length: 24 * days }, () => FULL);

/** Every way of fading that the rules use. */
export const FADING = {
  half7: { setting: { halfLifeDays: 7 }, table: halfLife(7) },
  half14: { setting: { halfLifeDays: 14 }, table: halfLife(14) },
  half30: { setting: { halfLifeDays: 30 }, table: halfLife(30) },
  linear45: { setting: { linearDays: 45 }, table: linear(45) },
  within30: { setting: { withinDays: 30 }, table: within(30) },
  none: { setting: {}, table: null },
};

/** The 20 rules that count: kind, path (with * for all that begin so), name, points, fading, cap. */
export const COUNTING = [
  ["page", "/pricing*", null, 6, "half7", 30],
  ["page", "/docs*", null, 2, "half14", 12],
  ["page", "/blog*", null, 1, "half30", 8],
  ["page", "/careers", null, -5, "within30", 20],
  ["page", null, null, 1, "linear45", 15],
  ["page", "/security", null, 4, "half14", 12],
  ["download", null, "guide", 8, "half30", 24],
  ["download", null, "case-study", 10, "half30", 30],
  ["download", null, null, 2, "linear45", 10],
  ["product", null, "trial-started", 12, "within30", 24],
  ["product", null, "project-created", 15, "half14", 45],
  ["product", null, null, 1, "half7", 9],
  ["webinar", null, null, 9, "half30", 27],
  ["mail", null, "opened", 1, "half7", 6],
  ["mail", null, "clicked", 3, "half14", 15],
  ["mail", null, "unsubscribed", -20, "none", 40],
  ["dwell", null, "120", 2, "half14", 10],
  ["scroll", null, "75", 1, "half14", 5],
  ["call", null, null, 11, "none", 33],
  ["chat", null, null, 4, "within30", 16],
];

const v = (name) => ({ var: `answers.${name}` });

/** The 30 rules with a condition, and what they are worth. */
export const CONDITIONS = [
  [{ "===": [v("role"), "cto"] }, 12], [{ "===": [v("role"), "cfo"] }, 10], [{ "===": [v("role"), "student"] }, -30],
  [{ in: [v("department"), ["engineering", "operations"]] }, 6], [{ "===": [v("department"), "sales"] }, -2],
  [{ ">=": [v("employees"), 1000] }, 12], [{ "<=": [50, v("employees"), 999] }, 8], [{ "<": [v("employees"), 10] }, -6],
  [{ ">": [v("revenue"), 5000000] }, 9], [{ in: [v("country"), ["DE", "AT", "CH"]] }, 7],
  [{ in: [v("country"), ["FR", "NL", "SE", "DK"]] }, 4], [{ "===": [v("industry"), "finance"] }, 6],
  [{ "===": [v("industry"), "health"] }, 5], [{ in: [v("industry"), ["software", "media"]] }, 8],
  [{ and: [{ "===": [v("cloud"), "aws"] }, { ">": [v("spend"), 10000] }] }, 11],
  [{ or: [{ "===": [v("cloud"), "gcp"] }, { "===": [v("cloud"), "azure"] }] }, 5],
  [{ ">=": [v("spend"), 50000] }, 9], [{ "===": [v("timing"), "quarter"] }, 12], [{ "===": [v("timing"), "someday"] }, -8],
  [{ "===": [v("budget"), "approved"] }, 15], [{ "===": [v("customer"), true] }, -10], [{ "!": [v("partner")] }, 1],
  [{ and: [{ "===": [v("role"), "cto"] }, { ">=": [v("employees"), 200] }] }, 10], [{ ">": [v("team"), 20] }, 5],
  [{ "<=": [3, v("team"), 20] }, 3], [{ "===": [v("plan"), "enterprise"] }, 13], [{ "===": [v("plan"), "free"] }, -3],
  [{ in: [v("source"), ["referral", "event"]] }, 6], [{ ">": [v("visits"), 5] }, 4], [{ "===": [v("language"), "en"] }, 1],
];

/** The 20 attributes. */
export const ATTRIBUTES = [
  "role", "department", "employees", "revenue", "country", "industry", "cloud", "spend", "timing", "budget",
  "customer", "partner", "team", "plan", "source", "visits", "language", "currency", "tool", "note",
];

/** The config. */
export const config = {
  version: 1,
  id: "bench",
  steps: [{ id: "all", fields: ATTRIBUTES.map((name) => ({ name, type: "hidden" })) }],
  scoring: {
    rules: [
      ...CONDITIONS.map(([condition, points], number) => ({ id: `is${number}`, points, if: condition })),
      ...COUNTING.map(([event, path, name, points, fading, max], number) => ({
        id: `did${number}`, points, max, ...FADING[fading].setting,
        count: { event, ...(path && { path }), ...(name && { name }) },
        ...(event === "mail" && { group: "mail" }),
      })),
    ],
    groups: [{ id: "mail", min: -30, max: 12 }],
    dimensions: [{ id: "fit", min: -50, max: 60 }, { id: "engagement", min: -40, max: 60 }],
  },
  outcomes: [{ id: "end", title: "Thank you" }],
};

/** A stream of whole numbers, the same for the same seed (mulberry32). */
export function numbers(seed) {
  return (end) => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % end;
  };
}

/** Draws the facts of a lead with so many attributes known and so many events. */
export function lead(below, events = 100) {
  const pick = (from) => from[below(from.length)];
  const values = {
    role: pick(["cto", "cfo", "lead", "student", "clerk"]), department: pick(["engineering", "sales", "operations", "legal"]),
    employees: below(3000), revenue: below(9000000), country: pick(["DE", "FR", "US", "CH", "SE", "JP"]),
    industry: pick(["finance", "health", "software", "media", "trade"]), cloud: pick(["aws", "gcp", "azure", "none"]),
    spend: below(80000), timing: pick(["quarter", "year", "someday"]), budget: pick(["approved", "planned", "none"]),
    customer: below(4) === 0, partner: below(3) === 0, team: below(40), plan: pick(["free", "pro", "enterprise"]),
    source: pick(["search", "referral", "event", "ad"]), visits: below(12), language: pick(["en", "de", "fr"]),
    currency: pick(["EUR", "USD"]), tool: pick(["sheet", "suite"]), note: "called twice, wrote once",
  };
  const kinds = ["page", "page", "page", "page", "download", "product", "webinar", "mail", "mail", "dwell", "scroll", "call", "chat", "other"];
  const event = () => {
    const kind = pick(kinds);
    const made = { t: NOW - below(60 * 24) * HOUR - below(HOUR), kind };
    if (kind === "page") made.path = pick(["/pricing", "/pricing/eu", "/docs/start", "/blog/one", "/careers", "/", "/security", "/about"]);
    if (kind === "download") made.name = pick(["guide", "case-study", "list"]);
    if (kind === "product") made.name = pick(["trial-started", "project-created", "invited"]);
    if (kind === "mail") made.name = pick(["opened", "clicked", "unsubscribed", "sent"]);
    if (kind === "dwell") made.name = pick(["30", "120"]);
    if (kind === "scroll") made.name = pick(["50", "75"]);
    return made;
  };
  return { now: NOW, answers: values, events: Array.from({ length: events }, event) };
}

const { half7, half14, half30, linear45, within30 } = Object.fromEntries(Object.entries(FADING).map(([name, { table }]) => [name, table]));
const cap = (sum, most) => Math.floor((Math.max(-most * FULL, Math.min(most * FULL, sum)) + FULL / 2) / FULL);
const clamp = (sum, least, most) => Math.max(least, Math.min(most, sum));

/** The score of a lead, written by hand for this config and nothing else. */
export function byHand(lead, now) {
  const a = lead.answers;
  let fit = 0;
  if (a.role === "cto") fit += 12;
  else if (a.role === "cfo") fit += 10;
  else if (a.role === "student") fit -= 30;
  if (a.department === "engineering" || a.department === "operations") fit += 6;
  else if (a.department === "sales") fit -= 2;
  if (a.employees >= 1000) fit += 12;
  else if (a.employees >= 50 && a.employees <= 999) fit += 8;
  else if (a.employees < 10) fit -= 6;
  if (a.revenue > 5000000) fit += 9;
  if (a.country === "DE" || a.country === "AT" || a.country === "CH") fit += 7;
  else if (a.country === "FR" || a.country === "NL" || a.country === "SE" || a.country === "DK") fit += 4;
  if (a.industry === "finance") fit += 6;
  else if (a.industry === "health") fit += 5;
  else if (a.industry === "software" || a.industry === "media") fit += 8;
  if (a.cloud === "aws" && a.spend > 10000) fit += 11;
  if (a.cloud === "gcp" || a.cloud === "azure") fit += 5;
  if (a.spend >= 50000) fit += 9;
  if (a.timing === "quarter") fit += 12;
  else if (a.timing === "someday") fit -= 8;
  if (a.budget === "approved") fit += 15;
  if (a.customer === true) fit -= 10;
  if (!a.partner) fit += 1;
  if (a.role === "cto" && a.employees >= 200) fit += 10;
  if (a.team > 20) fit += 5;
  else if (a.team >= 3) fit += 3;
  if (a.plan === "enterprise") fit += 13;
  else if (a.plan === "free") fit -= 3;
  if (a.source === "referral" || a.source === "event") fit += 6;
  if (a.visits > 5) fit += 4;
  if (a.language === "en") fit += 1;

  let pricing = 0, docs = 0, blog = 0, careers = 0, pages = 0, security = 0, guide = 0, study = 0, downloads = 0;
  let trial = 0, project = 0, product = 0, webinar = 0, opened = 0, clicked = 0, gone = 0, dwell = 0, scroll = 0, call = 0, chat = 0;
  for (const event of lead.events) {
    const age = now - event.t;
    const hour = age > 0 ? Math.floor(age / HOUR) : 0;
    switch (event.kind) {
      case "page": {
        const path = event.path;
        pages += linear45[hour] ?? 0;
        if (path.startsWith("/pricing")) pricing += 6 * (half7[hour] ?? 0);
        else if (path.startsWith("/docs")) docs += 2 * (half14[hour] ?? 0);
        else if (path.startsWith("/blog")) blog += half30[hour] ?? 0;
        else if (path === "/careers") careers -= 5 * (within30[hour] ?? 0);
        else if (path === "/security") security += 4 * (half14[hour] ?? 0);
        break;
      }
      case "download":
        downloads += 2 * (linear45[hour] ?? 0);
        if (event.name === "guide") guide += 8 * (half30[hour] ?? 0);
        else if (event.name === "case-study") study += 10 * (half30[hour] ?? 0);
        break;
      case "product":
        product += half7[hour] ?? 0;
        if (event.name === "trial-started") trial += 12 * (within30[hour] ?? 0);
        else if (event.name === "project-created") project += 15 * (half14[hour] ?? 0);
        break;
      case "webinar":
        webinar += 9 * (half30[hour] ?? 0);
        break;
      case "mail":
        if (event.name === "opened") opened += half7[hour] ?? 0;
        else if (event.name === "clicked") clicked += 3 * (half14[hour] ?? 0);
        else if (event.name === "unsubscribed") gone -= 20 * FULL;
        break;
      case "dwell":
        if (event.name === "120") dwell += 2 * (half14[hour] ?? 0);
        break;
      case "scroll":
        if (event.name === "75") scroll += half14[hour] ?? 0;
        break;
      case "call":
        call += 11 * FULL;
        break;
      case "chat":
        chat += 4 * (within30[hour] ?? 0);
        break;
    }
  }
  const mail = clamp(cap(opened, 6) + cap(clicked, 15) + cap(gone, 40), -30, 12);
  const engagement = cap(pricing, 30) + cap(docs, 12) + cap(blog, 8) + cap(careers, 20) + cap(pages, 15) + cap(security, 12) +
    cap(guide, 24) + cap(study, 30) + cap(downloads, 10) + cap(trial, 24) + cap(project, 45) + cap(product, 9) +
    cap(webinar, 27) + mail + cap(dwell, 10) + cap(scroll, 5) + cap(call, 33) + cap(chat, 16);
  return clamp(clamp(fit, -50, 60) + clamp(engagement, -40, 60), 0, 100);
}

/** Adds up what engines find rule by rule: conditions that hold, then counts in Q20. */
export function addUp(held, counts) {
  let fit = 0;
  for (let rule = 0; rule < held.length; rule++) if (held[rule]) fit += CONDITIONS[rule][1];
  let engagement = 0, mail = 0;
  for (let rule = 0; rule < counts.length; rule++) {
    const points = cap(counts[rule], COUNTING[rule][5]);
    if (COUNTING[rule][0] === "mail") mail += points;
    else engagement += points;
  }
  return clamp(clamp(fit, -50, 60) + clamp(engagement + clamp(mail, -30, 12), -40, 60), 0, 100);
}

/** The weight of an event for a rule that counts, in Q20; for engines, which have no tables. */
export function weightOf(fading, t, now) {
  const { table } = FADING[fading];
  return table ? table[Math.max(0, Math.floor((now - t) / HOUR))] ?? 0 : FULL;
}
