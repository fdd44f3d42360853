/** What a page does before it can say a word: its look, the words, the language, the engine. */

import { addressed } from "./address.js";
import { startLanguage } from "./languages.js";
import { loadEngine, loadLocales } from "./load.js";
import { applyLook } from "./look.js";
import { useLocales } from "./words.js";

/** Gives what the address says. Throws where WebAssembly is missing or forbidden. */
export async function openPage() {
  const said = addressed();
  applyLook(said);
  const [locales] = await Promise.all([loadLocales(), loadEngine()]);
  useLocales(locales);
  startLanguage(said.language);
  return said;
}
