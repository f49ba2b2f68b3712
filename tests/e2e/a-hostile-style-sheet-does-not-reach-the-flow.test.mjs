import assert from "node:assert/strict";
import { assertAccessible, scene, settle } from "./stage.mjs";
import { ANNA, ANNA_ANSWERS, answerNeed, arrive, assertScored, choose, fillGuide } from "./visitor.mjs";

/** What the page would be with manners: the same place for the flow, and nothing else. */
const FRIENDLY = "body { margin: 0; padding: 24px; } body > :not(leadlet-flow) { display: none; }";

/** Reads every computed property and the place of every element of the flow. */
const portrait = (flow) => flow.evaluate((host) => {
  const left = host.getBoundingClientRect();
  const of = (element) => {
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    const properties = {};
    for (const name of style) if (!name.startsWith("--")) properties[name] = style.getPropertyValue(name);
    // A page can write before and after the host itself: it is an element of the page.
    for (const pseudo of ["::before", "::after"]) {
      const { content, display } = getComputedStyle(element, pseudo);
      properties[pseudo] = ["none", "normal"].includes(content) || display === "none" ? "absent" : content;
    }
    return {
      name: `${element.localName} ${element.getAttribute("part") ?? ""} ${element.textContent.trim().slice(0, 30)}`,
      box: [box.x - left.x, box.y - left.y, box.width, box.height].map((n) => Math.round(n * 10) / 10),
      properties,
    };
  };
  return [host, ...host.shadowRoot.querySelectorAll("*")].filter((element) => !["style", "script"].includes(element.localName)).map(of);
});

/** Goes through the first steps to the fullest one. */
async function toTheFullestStep(flow) {
  await answerNeed(flow);
  await arrive(flow, "About your company");
  await choose(flow, "Your role", ANNA.role);
  await flow.getByLabel("Yearly cloud budget").waitFor();
}

scene("every element of the flow has the style and the place it has on a friendly page", async ({ open, page }) => {
  let css = FRIENDLY;
  await page.route("**/hostile.css", async (route) => (css ? route.fulfill({ contentType: "text/css", body: css }) : route.continue()));
  const flow = page.locator("leadlet-flow");
  const portraits = {};
  const pictures = {};
  for (const [mood, sheet] of [["friendly", FRIENDLY], ["hostile", ""]]) {
    css = sheet;
    await open("/hostile.html");
    await toTheFullestStep(flow);
    await page.evaluate(() => document.activeElement.shadowRoot?.activeElement?.blur());
    await page.mouse.move(0, 0);
    await settle(page);
    portraits[mood] = await portrait(flow);
    pictures[mood] = await flow.screenshot({ animations: "disabled" });
  }
  assert.ok(portraits.friendly.length > 20, "there is something to compare");
  assert.deepEqual(portraits.hostile.map(({ name }) => name), portraits.friendly.map(({ name }) => name));
  const differences = portraits.friendly.flatMap(({ name, box, properties }, index) => {
    const other = portraits.hostile[index];
    const styles = Object.keys(properties).filter((key) => properties[key] !== other.properties[key])
      .map((key) => `${name}: ${key} is ${other.properties[key]}, was ${properties[key]}`);
    return String(box) === String(other.box) ? styles : [`${name}: box is ${other.box}, was ${box}`, ...styles];
  });
  assert.deepEqual(differences.slice(0, 30), [], `${differences.length} differences; the first of them`);
  assert.ok(pictures.hostile.equals(pictures.friendly), "the two pictures are the same, byte for byte");
});

scene("under a hostile style sheet the form is filled, sent and in the database", async ({ open, page, receiver }) => {
  await open("/hostile.html");
  assert.equal(await page.locator("h1").isVisible(), false, "the page itself has lost");
  const flow = page.locator("leadlet-flow");
  await fillGuide(flow);
  await arrive(flow, "Let us look at your bill together");
  const lead = await receiver.onlyLead();
  assert.deepEqual(lead.body.answers, ANNA_ANSWERS);
  assertScored(lead);
});

scene("the hostile page's flow passes axe", async ({ open, page }) => {
  await open("/hostile.html");
  await toTheFullestStep(page.locator("leadlet-flow"));
  // The page has hidden its own headings and landmarks: only the flow is examined.
  await assertAccessible(page, "hostile", "leadlet-flow");
});
