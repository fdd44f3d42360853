// Runs the tests of this folder, each file in a network of its own that has no way out: there, all
// that a browser sends to anybody is heard. Where the machine does not permit such a network, the
// tests run in the usual one, and it is said what they cannot judge then.
//
//   node tests/engines/run.mjs [part of a file's name ...]
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { IMPOSSIBLE, SEALED_NETWORK } from "./network.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const wanted = process.argv.slice(2);
const files = readdirSync(here)
  .filter((name) => name.endsWith(".test.mjs") && (wanted.length === 0 || wanted.some((part) => name.includes(part))))
  .map((name) => `${here}${name}`)
  .toSorted();

const run = (program, args, env = {}) => spawnSync(program, args, { stdio: "inherit", env: { ...process.env, ...env } }).status ?? 1;
const test = (file) => ["--test", "--test-reporter=spec", file];

/**
 * Only root may have a network of its own right away; others must be the root of their own users first.
 * Processes are apart as well, so that no browser outlives its test.
 */
const alone = [...(process.getuid?.() === 0 ? [] : ["--user", "--map-root-user"]), "--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc", "--"];

function inSealedNetwork(file) {
  const inside = [process.execPath, `${here}network.mjs`, process.execPath, ...test(file)];
  return run("unshare", [...alone, ...inside], { [SEALED_NETWORK]: "1" });
}

const failed = [];
for (const file of files) {
  let status = run("unshare", [...alone, process.execPath, `${here}network.mjs`]) === 0 ? inSealedNetwork(file) : IMPOSSIBLE;
  if (status === IMPOSSIBLE) {
    console.log("NO NETWORK OF ITS OWN on this machine (unshare, ip, mount and tcpdump are needed, and the right to use them):");
    console.log("only connections and requests over HTTP are judged now; no name look-ups, no datagrams.");
    status = run(process.execPath, test(file), { [SEALED_NETWORK]: "" });
  }
  if (status !== 0) failed.push(file.slice(here.length));
}
if (files.length === 0) failed.push("no such file");
if (failed.length > 0) console.log(`failed: ${failed.join(", ")}`);
process.exitCode = failed.length === 0 ? 0 : 1;
