// The sealed file inside of other people's pages: every example, and what such a page can learn.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { axe, checkout, open, site } from "./harness.mjs";
import { begin } from "./person.mjs";

const here = site();

async function visit(example, prepare = async () => {}) {
  const opened = await open(here.browser, "about:blank");
  await prepare(opened.page);
  await opened.page.goto(`${here.origin}/www/examples/${example}.html`);
  return { ...opened, inner: (place = 0) => innermost(opened.page, place) };
}

/** A page that was there first can open what the script closes. */
const prying = (page) =>
  page.addInitScript(() => {
    const attach = Element.prototype.attachShadow;
    Element.prototype.attachShadow = function attachShadow(init) {
      return attach.call(this, { ...init, mode: "open" });
    };
  });

/** Types with the keyboard: what is seen by nobody else is seen by nobody at all. */
async function type(page, field, text) {
  await field.focus();
  await page.keyboard.type(text);
}

/** The frame with the questions, inside of the sealed file, inside of the page. */
async function innermost(page, place = 0) {
  for (let tries = 0; tries < 200; tries += 1) {
    const files = page.mainFrame().childFrames();
    const frame = files[place]?.childFrames()[0];
    if (frame && (await frame.locator("#choose:visible, #prescreen:visible, #list:visible, #one:visible").count().catch(() => 0)) > 0) return frame;
    await page.waitForTimeout(50);
  }
  throw new Error("no questions in the frame");
}

test("the script is small, ASCII, and has the digest that pages are to name", () => {
  const script = readFileSync(`${checkout}pkg/trial-prescreen.js`, "utf8");
  assert.match(script, /^[\x00-\x7f]*$/);
  assert.ok(script.length < 6000, `${script.length}`);
  const { "trial-prescreen.js": named } = JSON.parse(readFileSync(`${checkout}pkg/integrity.json`, "utf8"));
  assert.equal(named, `sha256-${createHash("sha256").update(script).digest("base64")}`);
  const [file] = /prescreen\.[0-9a-f]{16}\.html/.exec(script) ?? [];
  assert.deepEqual(readFileSync(`${checkout}pkg/${file}`), readFileSync(`${checkout}pkg/prescreen.html`));
});

test("the script runs under its published digest, and not under another", async () => {
  const { "trial-prescreen.js": integrity } = JSON.parse(readFileSync(`${checkout}pkg/integrity.json`, "utf8"));
  for (const [digest, runs] of [[integrity, true], [integrity.replace(/.{4}$/, "AAA="), false]]) {
    const html = readFileSync(`${checkout}www/examples/one.html`, "utf8").replace('trial-prescreen.js"', `trial-prescreen.js" integrity="${digest}"`);
    const { page, close } = await visit("one", (fresh) => fresh.route("**/examples/one.html", (route) => route.fulfill({ contentType: "text/html", body: html })));
    await page.waitForLoadState();
    assert.equal(await page.evaluate(() => customElements.get("trial-prescreen") !== undefined), runs, digest);
    await close();
  }
});

test("one tag puts the questions of a trial into a page", async () => {
  const { inner, log, close } = await visit("one");
  const frame = await inner();
  assert.match(await frame.locator("h1").innerText(), /diabetes/i);
  assert.equal(await frame.locator("#choose").isVisible(), false);
  await begin(frame, "me");
  assert.equal(await frame.locator("#result").isVisible(), true);
  assert.deepEqual([log.errors, log.violations], [[], []]);
  await close();
});

test("several trials, and a calculator, are chosen by attributes", async () => {
  const several = await visit("several");
  const frame = await several.inner();
  await begin(frame, "me");
  assert.deepEqual(await frame.locator(".card").evaluateAll((cards) => cards.map((card) => card.getAttribute("data-trial"))), ["NCT06920433", "NCT06737380"]);
  await several.close();
  const one = await visit("calculator");
  const calculator = await one.inner();
  assert.match(await calculator.locator("h1").innerText(), /CKD-EPI/);
  assert.deepEqual([one.log.errors, one.log.violations], [[], []]);
  await one.close();
});

test("themes and a colour of the page's own reach the frame, and stay readable", async () => {
  const { inner, close } = await visit("look");
  const look = (frame) => frame.evaluate(() => [document.documentElement.dataset.theme, getComputedStyle(document.body).backgroundColor, getComputedStyle(document.querySelector(".eyebrow")).color]);
  assert.deepEqual(await look(await inner(0)), ["dark", "rgb(18, 24, 27)", "rgb(224, 123, 57)"]);
  const [theme, ground] = await look(await inner(1));
  assert.deepEqual([theme, ground], ["contrast", "rgb(255, 255, 255)"]);
  for (const place of [0, 1]) assert.deepEqual(await axe(await inner(place)), []);
  await close();
});

test("the language of the attribute is spoken, from right to left too, and another one begins anew", async () => {
  const { page, inner, log, close } = await visit("lang");
  const spoken = async (place) => (await inner(place)).evaluate(() => [document.documentElement.lang, document.documentElement.dir]);
  assert.deepEqual(await spoken(0), ["sv", "ltr"]);
  await page.locator("trial-prescreen").nth(1).scrollIntoViewIfNeeded();
  assert.deepEqual(await spoken(1), ["he", "rtl"]);
  assert.match(await (await inner(0)).locator("h1").innerText(), /typ 1-diabetes/);
  assert.deepEqual([log.errors, log.violations], [[], []]);
  await begin(await inner(0), "me");
  await page.evaluate(() => document.querySelector("trial-prescreen").setAttribute("lang", "zh-Hans"));
  await page.waitForTimeout(300);
  // The new frame is the last one now.
  assert.deepEqual(await spoken(1), ["zh-Hans", "ltr"]);
  assert.equal(await (await inner(1)).locator("#people input:checked").count(), 0);
  await close();
});

test("without scripts, the page's own words stand there with the contact, and nothing else", async () => {
  const { page, close } = await open(here.browser, `${here.origin}/www/examples/fallback.html`, { javaScriptEnabled: false });
  assert.equal(await page.locator("#fallback").isVisible(), true);
  assert.match(await page.locator("body").innerText(), /Per-Ola Carlsson/);
  assert.equal(await page.locator("iframe").count(), 0);
  await close();
  const file = await open(here.browser, `${here.origin}/pkg/prescreen.html`, { javaScriptEnabled: false });
  const frame = file.page.frames()[1];
  assert.match(await frame.locator("body").innerText(), /The questions need JavaScript[^]*Per-Ola Carlsson/);
  await file.close();
});

test("a colour that nobody could read is not taken", async () => {
  const { page, inner, close } = await visit("calculator");
  await inner();
  await page.evaluate(() => {
    const [first] = document.querySelectorAll("trial-prescreen");
    first.setAttribute("theme", "dark");
    first.setAttribute("accent", "#222222");
  });
  await page.waitForTimeout(300);
  const frame = await inner();
  assert.equal(await frame.evaluate(() => getComputedStyle(document.querySelector(".eyebrow")).color), "rgb(127, 208, 218)");
  await close();
});

test("two on one page do not disturb each other, and the one far down waits to be near", async () => {
  const { page, inner, close } = await visit("two");
  await page.evaluate(() => { document.getElementById("far").style.height = "20000px"; });
  const first = await inner(0);
  assert.equal(await first.locator("h1").count(), 1);
  await page.locator("trial-prescreen").nth(1).scrollIntoViewIfNeeded();
  const second = await inner(1);
  assert.match(await second.locator("h1").innerText(), /EDSS/);
  await close();
});

test("taken out and put back, it begins anew with no answer", async () => {
  const { page, inner, close } = await visit("one");
  const frame = await inner();
  await begin(frame, "me");
  await page.evaluate(() => {
    const element = document.querySelector("trial-prescreen");
    const parent = element.parentElement;
    element.remove();
    parent.append(element);
  });
  await page.waitForTimeout(300);
  const again = await inner();
  assert.equal(await again.locator("#people input:checked").count(), 0);
  await close();
});

for (const example of ["own-file", "own-inline"]) {
  test(`a study of the page's own is asked about: ${example}`, async () => {
    const { inner, log, close } = await visit(example);
    const frame = await inner();
    assert.match(await frame.locator("h1").innerText(), /walking study of this site/);
    await begin(frame, "me");
    assert.match(await frame.locator("#asked").innerText(), /Do you like to walk\?/);
    assert.deepEqual([log.errors, log.violations], [[], []]);
    await close();
  });
}

test("a script hands in a definition as a property, before or after the element is defined, and where Trusted Types rule", async () => {
  const own = readFileSync(`${checkout}www/examples/own.json`, "utf8");
  const policy = "<meta http-equiv=\"Content-Security-Policy\" content=\"require-trusted-types-for 'script'; trusted-types 'none'\">";
  const page = (script) => `<!doctype html>${policy}<title>Own</title><trial-prescreen id="own"></trial-prescreen>${script}`;
  const tag = '<script src="../../pkg/trial-prescreen.js"></script>';
  const set = `<script>document.getElementById("own").definition = ${own};</script>`;
  for (const script of [set + tag, tag + set]) {
    const { inner, log, close } = await visit("own-inline", (fresh) => fresh.route("**/examples/own-inline.html", (route) => route.fulfill({ contentType: "text/html", body: page(script) })));
    const frame = await inner();
    assert.match(await frame.locator("h1").innerText(), /walking study of this site/);
    assert.deepEqual([log.errors, log.violations], [[], []]);
    await close();
  }
});

test("a definition that cannot be read is refused in words", async () => {
  const wrong = (page) => page.route("**/own.json", (route) => route.fulfill({ body: '{"schema": 1, "id": "X"}' }));
  const { page, close } = await visit("own-file", wrong);
  await page.waitForTimeout(1500);
  const frame = page.mainFrame().childFrames()[0].childFrames()[0];
  assert.match(await frame.locator("#loading").innerText(), /rules of this study could not be read/);
  await close();
});

test("a page whose policy forbids the frame is told what to allow, and shows its own words", async () => {
  const { page, close } = await visit("forbidden", prying);
  await page.getByText(/add http:\/\/127\.0\.0\.1:\d+ to frame-src/).waitFor();
  assert.equal(await page.locator("#fallback").isVisible(), true);
  await close();
});

test("a strict policy of the page is enough for the script and the frame", async () => {
  const { inner, log, close } = await visit("strict");
  assert.match(await (await inner()).locator("h1").innerText(), /diabetes/i);
  assert.deepEqual([log.errors, log.violations], [[], []]);
  await close();
});

test("the height follows in steps that say little, and never while something is typed", async () => {
  const { page, inner, close } = await visit("grow");
  const frame = await inner();
  await page.waitForTimeout(1200);
  const height = () => page.evaluate(() => document.querySelector("trial-prescreen").getBoundingClientRect().height);
  const before = await height();
  assert.equal(Math.round(before) % 240, 0, `${before}`);
  await type(page, frame.locator("input[type=text]").first(), "60");
  await type(page, frame.locator("input[type=text]").nth(2), "abc");
  await page.waitForTimeout(1200);
  assert.equal(await height(), before, "the focus is still in a field");
  await close();
});

test("the page is told the result once, in the words that the person saw, and only after a press", async () => {
  const { page, inner, close } = await visit("tell");
  const frame = await inner();
  await begin(frame, "me");
  assert.equal(await page.locator("#told").innerText(), "nothing yet");
  assert.match(await frame.locator("#tell").innerText(), /knows none of your answers[^]*NCT05061030: undecided/);
  await frame.getByRole("button", { name: "Tell this page the result" }).click();
  await page.waitForTimeout(100);
  assert.equal(await page.locator("#told").innerText(), "NCT05061030: undecided");
  assert.equal(await frame.getByRole("button", { name: "Tell this page the result" }).count(), 0);
  await close();
});

test("a page that records all it can learns of no answer", async () => {
  const { page, inner, log, close } = await visit("one", prying);
  await page.evaluate(() => {
    window.heard = [];
    const note = (what) => (event) => window.heard.push([what, event.type, event.key ?? "", JSON.stringify(event.data ?? null)]);
    for (const type of ["keydown", "keyup", "input", "change", "click", "pointerdown", "focusin", "copy", "message", "hashchange", "popstate", "storage"]) window.addEventListener(type, note("window"), true);
    for (const type of ["input", "change", "click", "prescreen-result"]) document.querySelector("trial-prescreen").addEventListener(type, note("element"), true);
  });
  const frame = await inner();
  const before = log.requests.length;
  await begin(frame, "me");
  await type(page, frame.locator("#asked input[type=text]:visible").first(), "31");
  await frame.locator("#asked input[type=radio]").first().check();
  await page.waitForTimeout(800);
  const learnt = await page.evaluate(() => {
    const element = document.querySelector("trial-prescreen");
    const attempts = {};
    const attempt = (name, read) => {
      try {
        attempts[name] = String(read());
      } catch (error) {
        attempts[name] = error.name;
      }
    };
    // Only a page that opened the script's own root gets so far.
    const outer = element.shadowRoot.querySelector("iframe").contentWindow;
    attempt("frames", () => window.frames.length);
    attempt("document", () => outer.document);
    attempt("inner document", () => outer.frames[0].document);
    attempt("inner location", () => outer.frames[0].location.href);
    attempt("values", () => [...document.querySelectorAll("input")].length);
    attempt("storage", () => localStorage.length + sessionStorage.length + document.cookie.length);
    return { attempts, heard: window.heard, history: history.length, text: document.body.innerText };
  });
  assert.deepEqual(learnt.attempts, { frames: "0", document: "SecurityError", "inner document": "SecurityError", "inner location": "SecurityError", values: "0", storage: "0" });
  // The press that moved the focus into the frame is the page's own to see, and nothing after it.
  assert.deepEqual(learnt.heard.filter(([, type]) => !["focusin"].includes(type)), []);
  assert.doesNotMatch(learnt.text, /31/);
  assert.equal(log.requests.length, before, "nothing was sent");
  await close();
});

test("a page cannot hand in another definition once there are answers", async () => {
  const { page, inner, close } = await visit("one", prying);
  const frame = await inner();
  await begin(frame, "me");
  const title = await frame.locator("h1").innerText();
  await page.evaluate(() => {
    const text = JSON.stringify({ schema: 1, id: "ORACLE" });
    const outer = document.querySelector("trial-prescreen").shadowRoot.querySelector("iframe").contentWindow;
    outer.frames[0].postMessage({ prescreen: "definitions", text }, "*");
  });
  await page.waitForTimeout(200);
  assert.equal(await frame.locator("h1").innerText(), title);
  await page.evaluate(() => document.querySelector("trial-prescreen").setAttribute("trial", "NCT07523100"));
  await page.waitForTimeout(300);
  const fresh = await inner();
  assert.equal(await fresh.locator("#people input:checked").count(), 0, "a new session, without answers");
  await close();
});
