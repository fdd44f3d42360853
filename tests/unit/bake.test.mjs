// One trial of one's own in the single file, and in a page: no text of it can get out of its place.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { bake, dataText, escaped, withoutTests } from "../../www/author/bake.js";
import { fileOf, snippets } from "../../www/author/snippets.js";

const root = new URL("../../", import.meta.url);
const read = (name) => readFileSync(new URL(name, root), "utf8");
const single = read("pkg/prescreen.html");
const sixth = JSON.parse(read("www/examples/sixth.json"));

const nasty = "</script></noscript><!--<script>' \" & &amp; &#39; </iframe> $& $1 \\u003c \u2028 \ud800 \u0000 >";
const hostile = { ...sixth, id: nasty, title: { en: nasty }, contact: { sv: nasty }, criteria: [{ id: nasty, kind: "inclusion", text: nasty, rule: { judgement: {} } }] };

/** The document inside of the file, as a browser reads the attribute. */
function insideOf(file) {
  const from = file.indexOf("srcdoc='") + "srcdoc='".length;
  const to = file.indexOf("'", from);
  assert.equal(file.slice(to), "'></iframe>\n</body>\n</html>\n", "the attribute ends where it ended");
  return file.slice(from, to).replaceAll("&#39;", "'").replaceAll("&amp;", "&");
}

function blockOf(inside, id) {
  const [, text] = inside.split(`id="${id}">`);
  return JSON.parse(text.slice(0, text.indexOf("</script")));
}

for (const [name, trial] of [["the guide's trial", sixth], ["a hostile trial", hostile]]) {
  test(`${name}: the file holds it alone, and is the same otherwise`, () => {
    const [before, after] = [single, bake(single, trial)].map(insideOf);
    assert.deepEqual(blockOf(after, "trials"), JSON.parse(JSON.stringify([withoutTests(trial)])));
    for (const language of ["en", "sv", "zh-Hans", "he"]) {
      assert.deepEqual(blockOf(after, `words-${language}`), { ...blockOf(before, `words-${language}`), trials: {} });
    }
    const count = (text, part) => text.split(part).length;
    for (const part of ["<script", "</script", "<noscript", "</noscript", "<!--", "<iframe"]) assert.equal(count(after, part), count(before, part), part);
    // The policy names the one script that is there by its digest.
    const [, script] = /<script type="module">([^]*?)<\/script>/.exec(after);
    assert.ok(after.includes(`'sha256-${createHash("sha256").update(script).digest("base64")}'`));
    const policies = (text) => text.match(/<meta http-equiv="Content-Security-Policy"[^>]*>/g);
    assert.deepEqual(policies(after), policies(before));
    const [, fallback] = /<noscript>([^]*?)<\/noscript>/.exec(after);
    assert.ok(fallback.includes(`<li>${escaped(`${trial.criteria[0].id} ${trial.criteria[0].text}`)}</li>`));
    // The script itself knows how to order those that ship.
    assert.ok(!after.replace(script, "").includes("NCT05061030"));
  });
}

test("a file that is another than expected is refused", () => {
  for (const file of ["", "<html></html>", single.replace('id="trials"', 'id="other"'), single.replaceAll("<noscript>", "")]) assert.throws(() => bake(file, sixth), /single file/);
});

test("data say the same without a letter that markup reads", () => {
  const text = dataText(hostile);
  assert.doesNotMatch(text, /[<>&']/);
  assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(hostile)));
});

test("the tests and the schema's address of a definition stay with who writes it", () => {
  const { cases, ...rest } = sixth;
  assert.deepEqual(withoutTests({ $schema: "x", ...sixth }), rest);
});

test("the lines for a page name folder, digest and trial, and no text closes them early", () => {
  const page = { address: "/pkg", integrity: "sha256-abc=", fallback: "Ask <us>" };
  const { byFile, inline } = snippets(sixth, page);
  assert.equal(byFile, '<script src="/pkg/trial-prescreen.js" integrity="sha256-abc=" defer></script>\n<trial-prescreen src="DEMO-RA-006.json"><p>Ask &#60;us&#62;</p></trial-prescreen>\n');
  const [, block] = /<trial-prescreen>\n<script type="application\/json">([^]*?)<\/script>/.exec(inline);
  assert.deepEqual(JSON.parse(block), withoutTests(sixth));
  const bad = snippets(hostile, { ...page, address: '"><script>/' });
  assert.equal(bad.inline.split("</script>").length, 3);
  assert.ok(bad.byFile.startsWith('<script src="&#34;&#62;&#60;script&#62;/trial-prescreen.js"'));
  for (const [address, start] of [["", 'src="trial-prescreen.js" integrity="sha256-abc=" defer'], ["/", 'src="/trial-prescreen.js" integrity'], ["a//", 'src="a/trial-prescreen.js" integrity'], ["https://x.org/p", 'src="https://x.org/p/trial-prescreen.js" integrity="sha256-abc=" crossorigin="anonymous" defer']]) {
    assert.ok(snippets(sixth, { ...page, address }).byFile.startsWith(`<script ${start}`), address);
  }
});

test("an id gives the name of a file, whatever it is", () => {
  for (const [id, name] of [["NCT05061030", "NCT05061030.json"], ["", "trial.json"], ["../../etc", "etc.json"], ["a b/\u05d0", "a-b-.json"]]) assert.equal(fileOf(id, "json"), name);
});
