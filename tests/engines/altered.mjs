// Copies of the checkout's pages with a script of ours beside the widget's own. The policy is the shipped
// one; only the digest of its one script is that of the longer script.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkout } from "../e2e/harness.mjs";

const OPENING = '<script type="module">';

/** The inner document stands in an attribute of the outer one. @param {string} text */
const inAttribute = (text) => text.replaceAll("&", "&amp;").replaceAll("'", "&#39;");
const outOfAttribute = (/** @type {string} */ text) => text.replaceAll("&#39;", "'").replaceAll("&amp;", "&");
const digest = (/** @type {string} */ text) => `sha256-${createHash("sha256").update(text).digest("base64")}`;

/**
 * A sealed file with more in its script.
 * @param {string} html
 * @param {{before?: string, after?: string}} more
 */
export function withScript(html, { before = "", after = "" }) {
  assert.doesNotMatch(before + after, /[^\x00-\x7f]|<\/script/, "this would not survive in the file");
  const from = html.lastIndexOf(OPENING) + OPENING.length;
  const until = html.indexOf("</script>", from);
  const script = outOfAttribute(html.slice(from, until));
  const longer = `${before}\n${script}\n${after}`;
  assert.equal(html.split(digest(script)).length - 1, 2, "both policies name the one script");
  return (html.slice(0, from) + inAttribute(longer) + html.slice(until)).replaceAll(digest(script), digest(longer));
}

/**
 * A folder with `www/` and `pkg/`, as `cargo xtask serve` takes one.
 * @param {{before?: string, after?: string}} more for the script of each sealed file
 * @param {string[]} pages of this folder, which come to lie in `www/`
 */
export function alteredCheckout(more, pages = []) {
  const folder = mkdtempSync(join(tmpdir(), "altered-"));
  for (const part of ["www", "pkg"]) cpSync(join(checkout, part), join(folder, part), { recursive: true });
  mkdirSync(join(folder, "xtask"));
  for (const name of readdirSync(join(folder, "pkg"))) {
    const file = join(folder, "pkg", name);
    if (name.endsWith(".html")) writeFileSync(file, withScript(readFileSync(file, "utf8"), more));
  }
  for (const page of pages) cpSync(new URL(page, import.meta.url), join(folder, "www", page));
  return { root: `${folder}/`, remove: () => rmSync(folder, { recursive: true }) };
}
