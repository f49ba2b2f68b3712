import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { assertAccessible, scene, settle, waitFor } from "./stage.mjs";
import { arrive, assertScored, choose, press, write } from "./visitor.mjs";

scene("a newcomer sends a first lead and reads it in the inbox", async ({ open, receiver }) => {
  const page = await open("/");
  const flow = page.locator("leadlet-flow");
  await arrive(flow, "What would you use it for?");
  await choose(flow, "My site", "Landing pages for clients");
  await write(flow, "Email", "newcomer@site.example");
  await press(flow, "Send my first lead");
  await arrive(flow, "That was a lead");
  const lead = await receiver.onlyLead();
  assert.deepEqual(lead.body.answers, { use: "client", email: "newcomer@site.example" });
  assertScored(lead);
  assert.equal(lead.score, 60);
  assert.equal(new URL(await flow.getByRole("link", { name: "Read it in the inbox" }).getAttribute("href"), page.url()).pathname, "/inbox");
  await open("/inbox");
  await page.getByText("newcomer@site.example").first().waitFor();
  await page.getByText("Builds landing pages for clients").first().waitFor();
});

scene("every page of www is linked from the gallery, and no link is dead", async ({ open, page }) => {
  const pages = (await readdir(new URL("../../www/", import.meta.url))).filter((name) => name.endsWith(".html") && name !== "index.html");
  const linked = new Set();
  for (const address of ["/", ...pages.map((name) => `/${name}`)]) {
    await page.route("**/leadlet/**", (route) => route.fulfill({ contentType: "text/javascript", body: "" }));
    await open(address);
    const links = await page.locator("a[href]").evaluateAll((all) => all.map((link) => link.href));
    for (const link of links) {
      const url = new URL(link);
      if (url.origin !== new URL(page.url()).origin || linked.has(url.pathname)) continue;
      linked.add(url.pathname);
      const reply = await page.request.get(url.pathname);
      assert.equal(reply.status(), 200, `${address} links to ${url.pathname}`);
    }
    const fragments = links.filter((link) => link.startsWith(page.url().split("#")[0] + "#")).map((link) => new URL(link).hash.slice(1));
    for (const id of fragments) assert.equal(await page.locator(`[id="${id}"]`).count(), 1, `${address} has #${id}`);
  }
  assert.deepEqual(pages.filter((name) => !linked.has(`/${name}`)), []);
});

scene("the snippet is copied by its button", async ({ open, context, receiver }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: receiver.origin });
  const page = await open("/");
  await page.getByRole("button", { name: "Copy" }).click();
  await page.getByText("Copied.").waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.equal(copied, '<script async src="/leadlet/leadlet.js"></script>\n<leadlet-flow src="/ebook.json"></leadlet-flow>');
});

const STATIC = ["/", "/form.html", "/two-flows.html", "/every-field.html", "/templates.html", "/late.html", "/far.html", "/pricing.html", "/privacy.html", "/terms.html", "/inbox"];

for (const [look, options] of [
  ["light", { colorScheme: "light" }],
  ["dark", { colorScheme: "dark" }],
  ["360 px", { viewport: { width: 360, height: 740 } }],
]) {
  scene(`every page passes axe and fits its window: ${look}`, options, async ({ open, page }) => {
    for (const address of STATIC) {
      await open(address);
      if (await page.locator("leadlet-flow, [data-leadlet]").count()) await waitFor(page, "ready");
      await settle(page);
      const { wide, room } = await page.evaluate(() => ({ wide: document.documentElement.scrollWidth, room: document.documentElement.clientWidth }));
      assert.ok(wide <= room, `${address} is ${wide} px wide in a window of ${room} px`);
      await assertAccessible(page, `${address}, ${look}`);
    }
  });
}
