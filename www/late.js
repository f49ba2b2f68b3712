/**
 * What a page may do before Leadlet has loaded, and after.
 * The first line is the stub of the documentation; every call below it waits in the queue.
 */
window.leadlet = window.leadlet || function () { (leadlet.q = leadlet.q || []).push(arguments); };

leadlet("mount", "#called", "/configs/webinar.json", { view: "form" });

for (const name of ["ready", "step", "submit", "queued", "delivered", "outcome", "error"]) {
  leadlet("on", name, (event) => {
    const line = document.createElement("li");
    line.textContent = event.type + " from " + (event.target.closest("[id]")?.id ?? "a flow without a name");
    document.getElementById("heard").append(line);
  });
}

document.addEventListener("DOMContentLoaded", () => {
  document.getElementById("insert").addEventListener("click", () => {
    const flow = document.createElement("div");
    flow.id = "inserted";
    flow.dataset.leadlet = "/configs/quote.json";
    const room = document.getElementById("room");
    room.replaceChildren(flow);
    room.hidden = false;
    leadlet("scan");
  });
});
