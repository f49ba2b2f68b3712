/**
 * Leads as a widget posts them, for the pages that show leads: with reasons for and against, a model's, and
 * something unknown. No receiver has the config of theirs.
 */
export function hotLead(number) {
  const reason = (points, words) => ({ rule: words.toLowerCase().replaceAll(" ", "-"), dimension: "fit", points, reason: words });
  return {
    leadId: `019a1b2c-3d4e-7f60-8a9b-${String(number).padStart(12, "0")}`,
    version: 1,
    config: { id: "cloud-cost-guide", hash: "0".repeat(64) },
    locale: "en",
    submittedAt: 1795000002000,
    answers: { email: `ada${number}@example.com`, role: "head", seats: 250 },
    consents: [],
    events: [],
    attribution: { utm: { source: "letter" }, landing: "/guide" },
    visitor: { device: "desktop" },
    outcome: "call",
    score: {
      score: 55, stage: "mql", temperature: "warm",
      route: { to: "marketing", slaMinutes: 1440 },
      rubrics: { bant: { dimensions: { need: { level: 2 }, timing: null, budget: null } } },
      contributions: [reason(40, "Heads a team"), reason(-15, "Free mail"), reason(20, "Asked for a price"), reason(10, "Read the guide")],
      missing: ["answers.country"], gates: [],
      p: 0.560355, logit: 0.242601512,
      model: {
        base: -1.386294361,
        contributions: [
          { fact: "answers.role", logit: 0.866433975, reason: "Your role: head" },
          { fact: "answers.seats", logit: 1.074378129, reason: "Seats: over 100" },
          { fact: "events.page.n30d", logit: -0.311916231, reason: "Pages viewed: up to 1" },
        ],
      },
      now: 1795000002000,
    },
  };
}
