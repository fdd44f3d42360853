// The script of an attacker who got into the page: a button in it that tries ways out, and one that
// tries every store. A press is a person's own, which opens more than a script alone may.
import { KEEP, READ } from "./stores.mjs";
import { HELPERS, LEAVING, PRESSED, TOGETHER } from "./ways.mjs";

/** Names in quotes, functions as they are written. @param {{[name: string]: Function}} functions */
const spelt = (functions) => `{${Object.entries(functions).map(([name, run]) => `${JSON.stringify(name)}: ${run}`).join(",\n")}}`;

const body = `(() => {
const ${Object.entries(HELPERS).map(([name, run]) => `${name} = ${run}`).join(",\n")};
const WAYS = ${spelt({ ...TOGETHER, ...PRESSED, ...LEAVING })};
const KEEP = ${spelt(KEEP)};
const READ = ${spelt(READ)};
const said = {};
const tell = () => { document.documentElement.dataset.said = JSON.stringify(said); };
const attempt = async (what, run) => {
  said[what] = "no end";
  try {
    const value = await run();
    said[what] = value === undefined || typeof value === "object" ? "done" : String(value);
  } catch (error) {
    said[what] = String(error?.name) + ": " + String(error?.message).slice(0, 200);
  }
  tell();
};
const button = make("button", { id: "hostile", textContent: "hostile" });
button.addEventListener("click", () => {
  const { ways = [], keep = [], read = [] } = JSON.parse(document.documentElement.dataset.orders);
  for (const [way, to] of ways) attempt(way, () => WAYS[way](to));
  for (const [store, word] of keep) attempt(store, () => KEEP[store](word));
  for (const [store, word] of read) attempt(store, () => READ[store](word));
  tell();
});
document.body.prepend(button);
})();`;

export const hostileScript = body;

const page = (/** @type {string} */ contents) => `<!doctype html>\n<meta charset="utf-8">\n<link rel="icon" href="data:,">\n<style>p { margin: 0 }</style>\n${contents}\n`;

/** Pages without any policy, in which the same is tried for comparison: one frames the other, as the widget is framed. */
export const OPEN_PAGES = {
  "/start": page('<iframe src="/start/inside" width="600" height="600"></iframe>'),
  "/start/inside": page(`<h1>open</h1>\n<script type="module">${body}</script>`),
  "/start/worker.js": "",
};
