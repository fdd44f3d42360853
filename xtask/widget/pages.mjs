// The pages that are compared, each with where it shows what: ours as it ships, and other programs'
// with the same questions.
import { readFileSync } from "node:fs";
import { asked, everyTrial, version } from "./asked.mjs";
import { lhc } from "./lhc.mjs";
import { peer, versionOf } from "./peers.mjs";
import { surveyjs } from "./surveyjs.mjs";

/**
 * @typedef {object} Page
 * @property {string} name
 * @property {string} address on the host
 * @property {boolean} sealed whether the questions are in a frame of their own
 * @property {string} first the first control that a person can use
 * @property {string | null} begin what is to be pressed before the questions are there
 * @property {string} questions an expression for the ids of all questions that are built and, of others' pages, shown
 * @property {(id: string) => string} number the text field of a number
 * @property {(id: string, value: string) => string} choice what is pressed to choose
 * @property {(id: string, value: string) => string} chosen what is there once it is chosen
 */

/** Theirs counts where it has a box; ours is built before it is shown, which waits for earlier answers. */
const shown = (ids, node) => `${JSON.stringify(ids)}.filter((id) => ${node}?.getClientRects().length > 0)`;

const ours = {
  name: `Trial Prescreen ${version}`,
  sealed: true,
  first: "#people input",
  begin: '#people input[value="me"]',
  questions: '[...document.querySelectorAll("#groups .question > [data-measure]")].map((node) => node.dataset.measure)',
  number: (id) => `[data-measure="${id}"] input.number`,
  choice: (id, value) => `[data-measure="${id}"] label:has(> input[value="${value}"])`,
  chosen: (id, value) => `[data-measure="${id}"] input[value="${value}"]:checked`,
};

const survey = (ids) => ({
  name: `SurveyJS ${versionOf("survey-core")}`,
  sealed: false,
  first: ".sd-question label",
  begin: null,
  questions: shown(ids, "document.getElementById((survey.getQuestionByName(id) ?? survey.getPanelByName(id))?.id)"),
  number: (id) => `[data-name="${id}-value"] input[type="number"]`,
  choice: (id, value) => `[data-name="${id}"] label:has(> input[value="${value}"])`,
  chosen: (id, value) => `[data-name="${id}"] input[value="${value}"]:checked`,
});

const forms = (ids) => ({
  name: `LHC-Forms ${versionOf("lforms")}`,
  sealed: false,
  first: "lhc-item-question input",
  begin: null,
  questions: shown(ids, "document.getElementById(`label-${id}/1/1`)"),
  number: (id) => `[id="${id}-value/1/1/1"]`,
  choice: (id, value) => `[id="${id}/1/1||${value}"]`,
  chosen: (id, value) => `[id="${id}/1/1||${value}"].ant-radio-wrapper-checked`,
});

/**
 * The pages about some trials, ours first, with the files that the host is to have.
 * @param {string[]} trials
 */
export function pages(trials) {
  const groups = asked(trials);
  const ids = groups.flatMap(({ fields }) => fields.map(({ id }) => id));
  const of = trials.length === everyTrial.length ? "all" : trials.join("-");
  /** @type {Map<string, Buffer>} */
  const files = new Map([["/prescreen.html", readFileSync(new URL("../../pkg/prescreen.html", import.meta.url))]]);
  const other = (folder, { files: parts, html }, page) => {
    files.set(`/${of}/${folder}/index.html`, Buffer.from(html));
    for (const { from, file, as } of parts) files.set(`/${of}/${folder}/${as}`, readFileSync(`${peer(from)}/${file}`));
    return { ...page, address: `/${of}/${folder}/index.html` };
  };
  /** @type {Page[]} */
  const all = [
    { ...ours, address: `/prescreen.html#trials=${trials.join(",")}` },
    other("surveyjs", surveyjs(groups, "SurveyJS"), survey(ids)),
    other("lhc", lhc(groups, "LHC-Forms"), forms(ids)),
  ];
  return { pages: all, files, ids };
}

export { everyTrial };
