// The examples without a bundler, from a static server of a few lines as anybody may have one.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, normalize } from "node:path";
import { after, before, test } from "node:test";
import { checkout, launch, open } from "./harness.mjs";

const MEDIA = { ".html": "text/html", ".js": "text/javascript", ".json": "application/json", ".wasm": "application/wasm" };
let server;
let browser;

before(async () => {
  server = createServer(async ({ url }, answer) => {
    const path = normalize(new URL(url, "http://x").pathname).replace(/\/$/, "/index.html");
    const file = /^\/(examples|pkg)\//.test(path) ? await readFile(checkout + path.slice(1)).catch(() => null) : null;
    answer.writeHead(file ? 200 : 404, { "content-type": MEDIA[extname(path)] ?? "text/plain" }).end(file);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  browser = await launch();
});
after(async () => {
  await browser?.close();
  server?.close();
});

for (const [name, text] of [
  ["module", /NCT05061030: ruled_out\s[^]*NCT07523100: undecided\s[^]*eGFR: \d+ mL\/min/],
  ["worker", /Confirmed worsening: CDW on 2020-06-01/],
]) {
  test(`examples/${name} runs in a page as it stands`, async () => {
    const { page, log, close } = await open(browser, `http://127.0.0.1:${server.address().port}/examples/${name}/`);
    await page.waitForFunction((source) => new RegExp(source).test(document.body.innerText), text.source);
    // Only the icon that every browser asks for is not there.
    assert.deepEqual(log.errors.filter((line) => !/favicon|404/.test(line)), []);
    await close();
  });
}
