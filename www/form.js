/**
 * Tells Leadlet what the visitor does on the landing page: rules of the config count it.
 * The first line makes the calls safe before the loader is there; they wait in the queue.
 */
window.leadlet = window.leadlet || function () { (leadlet.q = leadlet.q || []).push(arguments); };

document.addEventListener("click", (click) => {
  const link = click.target.closest("[data-visit-kind]");
  if (link) leadlet("record", { kind: link.dataset.visitKind, name: link.dataset.visitName });
});
