/**
 * Shows one template at a time beside the list: the one the address names behind its #, else the first.
 *
 * Each flow is an element of its own, and the one before it is taken out of the page: no answer goes
 * from one template to the next.
 */
window.leadlet = window.leadlet || function () { (leadlet.q = leadlet.q || []).push(arguments); };

const links = [...document.querySelectorAll("[data-template]")];
const title = document.getElementById("try-title");
const files = document.getElementById("files");
const room = document.getElementById("room");

/** Makes a link to a file of the template. */
function fileLink(address, words) {
  const link = document.createElement("a");
  link.href = address;
  link.textContent = words;
  return link;
}

/** Shows the template that the address names. */
function show() {
  const link = links.find(({ dataset }) => "#" + dataset.template === location.hash) ?? links[0];
  const { template } = link.dataset;
  for (const other of links) {
    if (other === link) other.setAttribute("aria-current", "true");
    else other.removeAttribute("aria-current");
  }
  title.textContent = link.textContent;
  document.title = `${link.textContent}: a template of Leadlet`;
  files.replaceChildren(
    "Its files: ",
    fileLink(`/configs/${template}.json`, `${template}.json`),
    " and ",
    fileLink(`/configs/${template}.cases.json`, "the visits it is tested with"),
    ".",
  );
  const flow = document.createElement("leadlet-flow");
  flow.setAttribute("src", `/configs/${template}.json`);
  room.replaceChildren(flow);
  leadlet("scan");
}

/** Brings the template into view where the list has pushed it out. */
function bringIntoView() {
  const { top } = title.getBoundingClientRect();
  if (top < 0 || top > innerHeight / 2) title.scrollIntoView();
}

for (const link of links) {
  link.addEventListener("click", (click) => {
    if (click.button !== 0 || click.metaKey || click.ctrlKey || click.shiftKey || click.altKey) return;
    // The address changes without a jump to the link's own place in the list.
    click.preventDefault();
    if (location.hash !== link.hash) history.pushState(null, "", link.hash);
    show();
    bringIntoView();
  });
}
addEventListener("popstate", show);
show();
