// The static server as a browser, and as somebody less friendly, meets it.
import assert from "node:assert/strict";
import { request } from "node:http";
import { connect } from "node:net";
import { spawn } from "node:child_process";
import { after, before, test } from "node:test";
import { checkout, serve } from "./harness.mjs";

/** @type {Awaited<ReturnType<typeof serve>>} */
let server;
before(async () => { server = await serve(); });
after(() => server.close());

/** Sends a path exactly as written; `fetch` would tidy it first. */
function ask(path, { method = "GET", headers = {} } = {}) {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(server.origin);
    const sent = request({ hostname, port, path, method, headers }, (answer) => {
      const parts = [];
      answer.on("data", (part) => parts.push(part));
      answer.on("end", () => resolve({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(parts) }));
    });
    sent.on("error", reject);
    sent.end();
  });
}

/** Writes raw bytes and returns all that comes back until the server closes or falls silent. */
function shout(bytes) {
  return new Promise((resolve) => {
    const { hostname, port } = new URL(server.origin);
    const parts = [];
    const socket = connect(Number(port), hostname, () => socket.end(bytes));
    socket.setTimeout(2000, () => socket.destroy());
    socket.on("data", (part) => parts.push(part));
    socket.on("error", () => {});
    socket.on("close", () => resolve(Buffer.concat(parts).toString("latin1")));
  });
}

test("the root leads to the page", async () => {
  const answer = await ask("/");
  assert.equal(answer.status, 302);
  assert.equal(answer.headers.location, "/www/");
});

test("each kind of file has its media type", async () => {
  for (const [path, type] of [
    ["/www/", "text/html;charset=utf-8"],
    ["/www/app.js", "text/javascript;charset=utf-8"],
    ["/www/style.css", "text/css;charset=utf-8"],
    ["/pkg/trial_prescreen_bg.wasm", "application/wasm"],
    ["/pkg/trials.json", "application/json"],
  ]) {
    const answer = await ask(path);
    assert.equal(answer.status, 200, path);
    assert.equal(answer.headers["content-type"], type, path);
  }
});

test("every answer carries the guarding headers", async () => {
  for (const path of ["/", "/www/", "/nowhere", "/www/app.js"]) {
    const { headers } = await ask(path);
    assert.match(headers["content-security-policy"], /^default-src 'none';.*trusted-types 'none'$/, path);
    assert.equal(headers["x-content-type-options"], "nosniff", path);
    assert.equal(headers["referrer-policy"], "no-referrer", path);
    assert.match(headers["permissions-policy"], /camera=\(\), microphone=\(\), geolocation=\(\), interest-cohort=\(\)/, path);
    assert.equal(headers["cache-control"], "no-cache", path);
  }
});

test("the single file keeps its own policy", async () => {
  const { headers } = await ask("/pkg/prescreen.html");
  assert.doesNotMatch(headers["content-security-policy"], /script-src|default-src|style-src/);
});

test("a file that has not changed is not sent again", async () => {
  const first = await ask("/www/app.js");
  const again = await ask("/www/app.js", { headers: { "If-None-Match": first.headers.etag } });
  assert.equal(again.status, 304);
  assert.equal(again.body.length, 0);
  const other = await ask("/www/app.js", { headers: { "If-None-Match": '"another"' } });
  assert.equal(other.status, 200);
});

test("HEAD sends headers alone, and nothing can be written", async () => {
  const head = await ask("/www/app.js", { method: "HEAD" });
  assert.equal(head.status, 200);
  assert.equal(head.body.length, 0);
  for (const method of ["POST", "PUT", "DELETE", "PATCH"]) {
    const answer = await ask("/www/app.js", { method });
    assert.equal(answer.status, 405, method);
    assert.equal(answer.headers.allow, "GET, HEAD", method);
  }
});

test("nothing outside www/ and pkg/ is sent", async () => {
  for (const path of [
    "/Cargo.toml", "/.git/config", "/www/../Cargo.toml", "/www/%2e%2e/Cargo.toml", "/www/..%2fCargo.toml",
    "/www/%2e%2e%5cCargo.toml", "//etc/passwd", "/www//etc/passwd", "/www/%00", "/www/%", "/pkg/", "/www/nowhere.html",
    `/www/${"a".repeat(5000)}`, `/www/${"a/".repeat(500)}`,
  ]) {
    assert.equal((await ask(path)).status, 404, path);
  }
});

test("garbage does not stop the server", async () => {
  for (const bytes of ["\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "\0\0\xff\xfe", "GET /\xff HTTP/1.1\r\nHost: a\r\n\r\n",
    "GET http://elsewhere/www/ HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", "POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n"]) {
    assert.doesNotMatch(await shout(Buffer.from(bytes, "latin1")), /^HTTP\/1\.\d 200/, JSON.stringify(bytes));
  }
  assert.equal((await ask("/www/")).status, 200);
});

test("a port in use is said, and the next free one is taken", async () => {
  const taken = Number(new URL(server.origin).port);
  const [program, ...leading] = process.env.XTASK ? [process.env.XTASK] : ["cargo", "xtask"];
  const second = spawn(program, [...leading, "serve", "--port", String(taken)], {
    cwd: checkout,
    env: { ...process.env, CARGO_MANIFEST_DIR: `${checkout}xtask` },
  });
  let said = "";
  let address = "";
  second.stderr.on("data", (part) => { said += part; });
  await new Promise((resolve) => second.stdout.on("data", (part) => { address += part; if (address.includes("\n")) resolve(); }));
  second.kill();
  assert.match(said, new RegExp(`Port ${taken} is in use`));
  assert.match(address, /http:\/\/127\.0\.0\.1:(\d+)\//);
  assert.ok(!address.includes(`:${taken}/`));
});
