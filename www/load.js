/** Where the engine, the trials and the words come from: data blocks in the single file, files beside the page otherwise. */

import init, { initSync } from "../pkg/trial_prescreen.js";

/** @typedef {import("../pkg/trial_prescreen.js").TrialDefinition} TrialDefinition */
/** @typedef {import("./words.js").Words} Words */

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
 * @param {string[]} further addresses of files with more words; the single file has them all in one block
 * @returns {Promise<Words>}
 */
export async function loadWords(...further) {
  const all = await Promise.all(["locales/en.json", ...further].map((address) => loadJson("words-en", address)));
  return /** @type {Words} */ (Object.assign({}, ...all));
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
