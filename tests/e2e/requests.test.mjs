// How many requests a page sends until it stands there complete: a budget, held by count.
import assert from "node:assert/strict";
import { test } from "node:test";
import { open, questionFrame, site } from "./harness.mjs";
import { begin } from "./person.mjs";

const here = site();
const paths = (log) => log.requests.map(({ url }) => new URL(url)).filter(({ protocol }) => protocol.startsWith("http")).map(({ pathname }) => pathname);

for (const [file, shown] of [["prescreen", "#prescreen"], ["calculators", "#list"]]) {
  test(`the sealed ${file}.html is one request, and none follows`, async () => {
    const { page, log, close } = await open(here.browser, `${here.origin}/pkg/${file}.html#trials=NCT05061030`);
    const frame = await questionFrame(page);
    await frame.locator(shown).waitFor();
    if (file === "prescreen") await begin(frame, "me");
    await page.waitForLoadState("networkidle");
    assert.deepEqual(paths(log), [`/pkg/${file}.html`]);
    await close();
  });
}

test("an embed is two requests: its script, and the frame", async () => {
  const html = '<!doctype html><html lang="en"><title>Host</title><link rel="icon" href="data:,"><trial-prescreen trial="NCT05061030"></trial-prescreen><script src="/pkg/trial-prescreen.js"></script></html>';
  const { page, log, close } = await open(here.browser, "about:blank");
  await page.route("**/host.html", (route) => route.fulfill({ contentType: "text/html", body: html }));
  await page.goto(`${here.origin}/host.html`);
  const innermost = () => page.frames().find((frame) => frame.parentFrame()?.parentFrame());
  for (let tries = 0; tries < 200 && !innermost(); tries += 1) await page.waitForTimeout(50);
  await begin(innermost(), "me");
  await page.waitForLoadState("networkidle");
  const [itself, script, frame, ...more] = paths(log);
  assert.equal(itself, "/host.html");
  assert.equal(script, "/pkg/trial-prescreen.js");
  assert.match(frame, /^\/pkg\/prescreen\.[0-9a-f]{16}\.html$/);
  assert.deepEqual(more, []);
  await close();
});
