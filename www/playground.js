/**
 * A config on the left, its flow in the middle, its score on the right.
 *
 * Whatever stands in the field is shown as it is: a faulty config shows its faults where its flow would be.
 * The score is what `handle.score()` says, asked again after every answer.
 */
/** Fetched while the page is still being read. */
const widget = import("/leadlet/leadlet.esm.js");

const TEMPLATES = [
  ["ebook-download", "E-book"], ["checklist", "Checklist"], ["template-pack", "Template pack"],
  ["webinar-registration", "Webinar"], ["free-tool", "Free tool"], ["roi-calculator", "ROI calculator"],
  ["price-quote", "Price quote"], ["personality-quiz", "Personality quiz"], ["graded-quiz", "Graded quiz"],
  ["bant-qualification", "BANT"], ["champ-qualification", "CHAMP"], ["meddic-qualification", "MEDDIC"],
  ["demo-request", "Demo request"], ["service-upgrade", "Service upgrade"],
];

/** How long nothing is typed before the flow follows. */
const PAUSE_MS = 400;

const place = (id) => document.getElementById(id);
const [field, room, state, template] = ["config", "room", "state", "template"].map(place);

let handle;
let shown = 0;

/** Fills a list, or a paragraph where there is nothing to list. */
function list(id, lines, nothing) {
  const items = (lines.length ? lines : [nothing]).map((line) => {
    const item = document.createElement("li");
    item.textContent = line;
    if (line.startsWith("−")) item.className = "less";
    if (!lines.length) item.className = "soft";
    return item;
  });
  place(id).replaceChildren(...items);
}

/** Says what the score is made of. */
async function tell() {
  const turn = ++shown;
  const asked = handle;
  const score = await asked?.score().catch(() => null);
  if (turn !== shown || asked !== handle) return;
  place("total").textContent = score ? String(score.score) : "–";
  const told = score ? [
    ["Stage", score.stage.toUpperCase()], ["Temperature", score.temperature], ["Grade", score.grade],
    ["Funnel", score.funnel?.toUpperCase() ?? "none"],
    ["Route", score.route ? score.route.to + (score.route.slaMinutes === null ? "" : `, within ${score.route.slaMinutes} min`) : "none"],
  ] : [];
  place("told").replaceChildren(...told.flatMap(([name, value]) => {
    const [term, words] = [document.createElement("dt"), document.createElement("dd")];
    term.textContent = name;
    words.textContent = value;
    return [term, words];
  }));
  list("why", score?.reasons ?? [], score ? "Nothing has given points yet." : "There is no flow to score.");
  place("unknown").textContent = score?.unknown.join(", ") || "Nothing.";
  list("ahead", score?.ahead ?? [], "Nothing that one step would do.");
}

/** Shows the flow of what stands in the field. */
async function show() {
  handle?.destroy();
  handle = undefined;
  // Anything else would be taken for an address.
  if (!field.value.trim().startsWith("{")) {
    state.textContent = "A config is a JSON object: it begins with {.";
    return tell();
  }
  state.textContent = "";
  const { mount } = await widget;
  // Another change may have come while it was fetched.
  handle?.destroy();
  handle = mount?.(room, field.value);
  if (!handle) return;
  for (const name of ["answer", "step", "score", "ready"]) handle.on(name, tell);
  handle.on("error", ({ detail }) => {
    const count = detail.diagnostics?.length;
    state.textContent = count ? `${count === 1 ? "One fault" : `${count} faults`}: see where the flow would be.` : detail.message;
  });
  await handle.ready.catch(() => {});
  return tell();
}

/** Puts a template's config into the field. */
async function begin(name) {
  const response = await fetch(`/configs/${name}.json`);
  field.value = response.ok ? await response.text() : "{}";
  await show();
}

let waiting;
field.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(show, PAUSE_MS);
});
for (const [name, words] of TEMPLATES) template.append(new Option(words, name));
template.addEventListener("change", () => {
  location.hash = template.value;
});
place("copy").addEventListener("click", async () => {
  await navigator.clipboard.writeText(field.value).then(() => { state.textContent = "Copied."; }, () => field.select());
});
function follow() {
  const name = location.hash.slice(1);
  template.value = TEMPLATES.some(([known]) => known === name) ? name : TEMPLATES[0][0];
  begin(template.value);
}
addEventListener("hashchange", follow);
follow();
