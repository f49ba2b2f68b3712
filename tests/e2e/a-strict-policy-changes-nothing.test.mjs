import assert from "node:assert/strict";
import { assertAccessible, scene } from "./stage.mjs";
import { ANNA_ANSWERS, arrive, assertScored, fillGuide } from "./visitor.mjs";

scene("under Trusted Types and style-src 'none' the form is filled, sent and in the database", async ({ open, page, receiver }) => {
  await page.addInitScript(() => {
    window.refusals = [];
    document.addEventListener("securitypolicyviolation", (event) => window.refusals.push(`${event.violatedDirective} ${event.blockedURI}`));
  });
  await open("/strict-csp.html");
  const flow = page.locator("leadlet-flow");
  await arrive(flow, "What brings you here?");
  // The page itself must be as strict as it says, or this proves nothing.
  const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute("content");
  for (const directive of ["default-src 'none'", "script-src 'self' 'wasm-unsafe-eval'", "style-src 'none'", "require-trusted-types-for 'script'", "connect-src 'self'"]) {
    assert.ok(policy.split("; ").includes(directive), directive);
  }
  await fillGuide(flow);
  await arrive(flow, "Let us look at your bill together");
  assert.deepEqual(await page.evaluate(() => window.refusals), [], "the browser refused nothing");
  const lead = await receiver.onlyLead();
  assert.deepEqual(lead.body.answers, ANNA_ANSWERS);
  assertScored(lead);
});

scene("the flow is styled although the page may not be", async ({ open, page }) => {
  await open("/strict-csp.html");
  const flow = page.locator("leadlet-flow");
  await arrive(flow, "What brings you here?");
  const styled = await flow.getByRole("button", { name: "Continue" }).evaluate((button) => {
    const { borderRadius, backgroundColor } = getComputedStyle(button);
    return { borderRadius, backgroundColor };
  });
  assert.notEqual(styled.borderRadius, "0px");
  assert.equal(styled.backgroundColor, "rgb(52, 81, 178)");
  await assertAccessible(page, "strict policy");
});
