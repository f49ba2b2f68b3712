/**
 * What a test may ask of a page, whatever flow is on it: what was said, and whether it rests.
 */

/** Notes every `leadlet:*` event of every page, before any of its own scripts run. */
export function noteEvents() {
  const names = ["ready", "step", "answer", "score", "submit", "queued", "delivered", "outcome", "error"];
  window.heard = [];
  for (const name of names) {
    document.addEventListener("leadlet:" + name, (event) => {
      let detail;
      try {
        detail = JSON.parse(JSON.stringify(event.detail ?? null));
      } catch {
        detail = "(cannot be written as JSON)";
      }
      window.heard.push({ name, detail, target: event.target.closest("[id]")?.id ?? event.target.localName });
    });
  }
}

/** Gives what the page's flows have said, as `[{ name, detail, target }]`. */
export const heard = (page) => page.evaluate(() => window.heard);

/** Waits until some flow has said `name`, `times` times. */
export async function waitFor(page, name, times = 1) {
  await page.waitForFunction(([wanted, count]) => window.heard.filter((event) => event.name === wanted).length >= count, [name, times]);
  return (await heard(page)).filter((event) => event.name === name);
}

/** Waits until nothing in the document or in a flow is moving. */
export async function settle(page) {
  await page.evaluate(async () => {
    const roots = [document];
    for (const element of document.querySelectorAll("*")) if (element.shadowRoot) roots.push(element.shadowRoot);
    const moving = roots.flatMap((root) => root.getAnimations()).filter((animation) => {
      const timing = animation.effect?.getComputedTiming();
      return timing && Number.isFinite(timing.endTime);
    });
    await Promise.all(moving.map((animation) => animation.finished.catch(() => {})));
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  });
}
