// Brings the engines that ours is compared with: the versions and digests of `peers/package-lock.json`,
// theirs and those of everything they depend on, without running any of their scripts.
import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";

const source = new URL("peers/", import.meta.url);
const folder = new URL("../../target/peers/engines/", import.meta.url);
const LISTS = ["package.json", "package-lock.json"];

const text = (name, from) => readFileSync(new URL(name, from), "utf8");
const { dependencies } = JSON.parse(text("package.json", source));
/** Name and version of each. */
export const versions = dependencies;
export const versionOf = (name) => dependencies[name];

/** Installs them on the first use, and after a change of the lists. */
export function install() {
  // Written by npm when everything is in its place.
  const done = existsSync(new URL("node_modules/.package-lock.json", folder));
  if (done && LISTS.every((name) => text(name, folder) === text(name, source))) return;
  mkdirSync(folder, { recursive: true });
  for (const name of LISTS) copyFileSync(new URL(name, source), new URL(name, folder));
  execFileSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: fileURLToPath(folder), stdio: ["ignore", "ignore", "inherit"] });
}

const require = createRequire(new URL("package.json", folder));
/** What a package exports by `require`. */
export const peer = require;

/** The same, of a package that is modules alone. */
export const peerByImport = (name) => import(pathToFileURL(require.resolve(name)).href);
