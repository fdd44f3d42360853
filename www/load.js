/** Where the engine, the trials and the words come from: data blocks in the single file, files beside the page otherwise. */

import init, { initSync } from "../pkg/trial_prescreen.js";

/** @typedef {import("../pkg/trial_prescreen.js").TrialDefinition} TrialDefinition */
/** @typedef {import("./words.js").Words} Words */

/** What the name of a block with words begins with. */
const WORDS = "words-";

/** @param {string} id */
function dataBlock(id) {
  return document.getElementById(id)?.textContent ?? null;
}

/**
 * @param {string} id of the data block
 * @param {string} address of the file
 * @returns {Promise<unknown>}
 */
async function loadJson(id, address) {
  const block = dataBlock(id);
  if (block !== null) return JSON.parse(block);
  const response = await fetch(new URL(address, import.meta.url));
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response.json();
}

/** @returns {Promise<TrialDefinition[]>} */
export async function loadTrials() {
  return /** @type {TrialDefinition[]} */ (await loadJson("trials", "../pkg/trials.json"));
}

/**
 * The words by language; the single file has a block for each, which is left as text until it is read.
 * @returns {Promise<Map<string, string | Words>>}
 */
export async function loadLocales() {
  const blocks = [...document.querySelectorAll(`script[id^="${WORDS}"]`)];
  if (blocks.length > 0) return new Map(blocks.map(({ id, textContent }) => [id.slice(WORDS.length), textContent ?? ""]));
  return new Map(Object.entries(/** @type {{[language: string]: Words}} */ (await loadJson("locales", "../pkg/locales.json"))));
}

/** Starts the engine, or throws where WebAssembly is missing or forbidden. */
export async function loadEngine() {
  const block = dataBlock("wasm");
  if (block === null) {
    await init();
    return;
  }
  // A letter for every byte, from "?" on: markup leaves those alone, and brotli sees through them.
  const bytes = Uint8Array.from(block, (letter) => letter.charCodeAt(0) - 0x3f);
  initSync({ module: await WebAssembly.compile(bytes) });
}
