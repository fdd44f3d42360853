/** The lines that put a trial of one's own into a page. */

import { dataText, escaped, withoutTests } from "./bake.js";

/** @typedef {import("../../pkg/trial_prescreen.js").TrialDefinition} TrialDefinition */

/**
 * An id as the name of a file.
 * @param {string} id
 * @param {string} ending
 */
export function fileOf(id, ending) {
  return `${id.replace(/[^\w.-]+/g, "-").replace(/^[.-]+/, "") || "trial"}.${ending}`;
}

/**
 * @param {TrialDefinition} definition
 * @param {{address: string, integrity: string, fallback: string}} page where pkg/ lies, the digest of the script, and what stands where the questions cannot be
 */
export function snippets(definition, { address, integrity, fallback }) {
  const folder = address.trim().replace(/([^/])\/*$/, "$1/");
  // A digest of a script from elsewhere is only looked at where that server allows it.
  const foreign = /^(\w+:)?\/\//.test(folder) ? ' crossorigin="anonymous"' : "";
  const script = `<script src="${escaped(`${folder}trial-prescreen.js`)}" integrity="${escaped(integrity)}"${foreign} defer></script>`;
  const plain = `<p>${escaped(fallback)}</p>`;
  return {
    byFile: `${script}\n<trial-prescreen src="${fileOf(definition.id, "json")}">${plain}</trial-prescreen>\n`,
    inline: `${script}\n<trial-prescreen>\n<script type="application/json">${dataText(withoutTests(definition))}</script>\n${plain}\n</trial-prescreen>\n`,
  };
}
