// The package as npm brings it to somebody: into an empty folder, for Node, a bundler and TypeScript.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "trial-prescreen-"));
after(() => rmSync(folder, { recursive: true }));

const run = (program, ...options) => execFileSync(program, options, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
const tool = (name, ...options) => run(join(root, "node_modules/.bin", name), ...options);

const [packed] = JSON.parse(run("npm", "pack", join(root, "pkg"), "--json", "--offline"));
writeFileSync(join(folder, "package.json"), '{ "private": true, "type": "module" }');
// There is nothing to fetch: the package needs no other.
run("npm", "install", packed.filename, "--offline", "--no-audit", "--no-fund");
const installed = join(folder, "node_modules/trial-prescreen");
const manifest = JSON.parse(readFileSync(join(installed, "package.json"), "utf8"));

test("it holds every file of pkg/ and depends on nothing", () => {
  assert.deepEqual(readdirSync(installed).toSorted(), readdirSync(join(root, "pkg")).toSorted());
  assert.deepEqual([manifest.dependencies, manifest.scripts, manifest.license], [undefined, undefined, "MIT OR Apache-2.0"]);
  assert.deepEqual(readdirSync(join(folder, "node_modules")).filter((name) => !name.startsWith(".")), ["trial-prescreen"]);
});

test("its checksums are those of its files, and its bill of materials has a licence text for each part", () => {
  const sums = readFileSync(join(installed, "CHECKSUMS"), "utf8").trimEnd().split("\n").map((line) => line.split("  "));
  assert.deepEqual(sums.map(([, name]) => name), readdirSync(installed).filter((name) => name !== "CHECKSUMS").toSorted());
  for (const [sum, name] of sums) assert.equal(createHash("sha256").update(readFileSync(join(installed, name))).digest("hex"), sum, name);
  const { metadata, components } = JSON.parse(readFileSync(join(installed, "bill-of-materials.json"), "utf8"));
  assert.deepEqual([metadata.component.name, metadata.component.version], [manifest.name, manifest.version]);
  const notices = readFileSync(join(installed, "NOTICES.txt"), "utf8");
  for (const { name, version, hashes } of components) if (hashes) assert.ok(notices.includes(`${name} ${version} (`), name);
});

test("every way in leads to a file, and what has effects says so", () => {
  const files = readdirSync(installed);
  const targets = Object.values(manifest.exports).flatMap((one) => (typeof one === "string" ? [one] : Object.values(one)));
  for (const target of [...targets, manifest.types, ...manifest.sideEffects]) assert.ok(files.includes(target.slice(2)), target);
  writeFileSync(join(folder, "element.js"), 'import "trial-prescreen/trial-prescreen.js";');
  assert.match(tool("esbuild", "element.js", "--bundle"), /customElements/, "an import for its effect alone is kept");
});

test("the example for Node runs as it stands", () => {
  cpSync(join(root, "examples/node/screen.mjs"), join(folder, "screen.mjs"));
  const lines = run(process.execPath, "screen.mjs").trim().split("\n");
  assert.equal(lines.length, 6);
  assert.match(lines.join("\n"), /^NCT05061030 ruled_out I2$/m);
  assert.match(lines.at(-1), /^next: [a-z_0-9]+$/);
});

test("the example for a bundler becomes one file that runs by itself", () => {
  cpSync(join(root, "examples/bundler/main.js"), join(folder, "main.js"));
  const { scripts } = JSON.parse(readFileSync(join(root, "examples/bundler/package.json"), "utf8"));
  const [program, ...options] = scripts.build.split(" ");
  tool(program, ...options, "--log-level=warning");
  const alone = join(folder, "alone");
  mkdirSync(alone);
  cpSync(join(folder, "bundle.js"), join(alone, "bundle.mjs"));
  assert.match(run(process.execPath, join(alone, "bundle.mjs")), /^.+: ruled_out\n$/);
});

for (const [module, resolution] of [["nodenext", "nodenext"], ["esnext", "bundler"]]) {
  test(`a program in strict TypeScript compiles (${resolution})`, () => {
    cpSync(join(root, "tests/unit/package/consumer.ts"), join(folder, "consumer.ts"));
    // skipLibCheck is off by default: the declarations themselves are looked at too.
    const options = { strict: true, noEmit: true, target: "es2022", module, moduleResolution: resolution, lib: ["es2022", "dom"], types: [], exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions: options, files: ["consumer.ts"] }));
    try {
      tool("tsc");
    } catch (error) {
      assert.fail(error.stdout);
    }
  });
}
