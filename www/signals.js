/**
 * The owner's side of "What a visit tells": asks for leave, and shows what the flow says of its score so far.
 *
 * A site would hear from its own consent banner whether the visitor allows it. This one takes what stands in
 * the address, so that it keeps nothing by itself: `?leave=yes` goes along from page to page.
 */
window.leadlet = window.leadlet || function () { (leadlet.q = leadlet.q || []).push(arguments); };

const asked = new URLSearchParams(location.search).get("leave");

function give(leave) {
  leadlet("consent", leave);
  document.querySelector("#leave").textContent = leave ? "You are remembered on this device." : "Nothing is kept on this device.";
  for (const link of document.querySelectorAll('a[href^="/signals"]')) {
    link.search = leave ? "?leave=yes" : "";
  }
}

if (asked === "yes") give(true);
document.querySelector("#allow")?.addEventListener("click", () => give(true));
document.querySelector("#refuse")?.addEventListener("click", () => give(false));
document.querySelector("#project")?.addEventListener("click", () => {
  leadlet("record", { kind: "product", name: "trial-project-created", props: { seats: 12, plan: "team" } });
});

document.querySelector("#ask")?.addEventListener("click", async () => {
  const handle = document.querySelector("#watched").flow;
  const score = handle && await handle.score();
  const lines = score ? [...score.reasons, `Unknown: ${score.unknown.join(", ")}`, ...score.ahead] : ["The flow is not there yet."];
  document.querySelector("#said").textContent = lines.join("\n");
});
