/** Puts the snippet beside a "Copy" button on the clipboard, and says so. */
for (const button of document.querySelectorAll("[data-copy]")) {
  const said = button.parentElement.querySelector("[role=status]");
  button.addEventListener("click", async () => {
    const text = document.getElementById(button.dataset.copy).textContent;
    try {
      await navigator.clipboard.writeText(text);
      said.textContent = "Copied.";
    } catch {
      said.textContent = "This browser keeps the clipboard closed here: select the text and copy it.";
    }
  });
  button.hidden = false;
}
