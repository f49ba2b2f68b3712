/** Shows what the flow of this page says of its score so far. */
document.querySelector("#ask").addEventListener("click", async () => {
  const handle = document.querySelector("#watched").flow;
  const score = handle && await handle.score();
  const lines = score ? [...score.reasons, `Unknown: ${score.unknown.join(", ")}`, ...score.ahead] : ["The flow is not there yet."];
  document.querySelector("#said").textContent = lines.join("\n");
});
