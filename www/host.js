/**
 * The page around the sealed file, if there is one: what it may hand in before the first answer, and
 * the little that it is ever told. Answers are not among it.
 */

/** @typedef {import("../pkg/trial_prescreen.js").TrialDefinition} TrialDefinition */

/** The frame lies in the file, and the file in the page; where the file is on top, there is no page. */
const host = window.parent === window || window.parent.parent === window.parent ? null : window.parent.parent;

/** Longer texts are no definitions. */
export const LONGEST = 2_000_000;
/** A height tells how much there is to read, and is told in steps that say no more. */
const STEP = 240;
const PAUSE = 600;

export const isEmbedded = host !== null;

/** @param {object} message */
function tell(message) {
  // The page's origin is none of our business, and nothing here is secret from it.
  host?.postMessage(message, "*");
}

/**
 * The page's own definitions: asked for once, taken once.
 * @returns {Promise<TrialDefinition[]>}
 */
export function ownDefinitions() {
  return new Promise((resolve, reject) => {
    if (host === null) {
      reject(new Error("no page around"));
      return;
    }
    /** @param {MessageEvent} event */
    function take({ source, data }) {
      if (source !== host || data?.prescreen !== "definitions" || typeof data.text !== "string" || data.text.length > LONGEST) return;
      window.removeEventListener("message", take);
      try {
        const definitions = JSON.parse(data.text);
        resolve(Array.isArray(definitions) ? definitions : [definitions]);
      } catch (error) {
        reject(error);
      }
    }
    window.addEventListener("message", take);
    tell({ prescreen: "ready" });
  });
}

/**
 * Only what the person has seen and pressed for.
 * @param {{trial: string, status: string}[]} results
 */
export function tellResult(results) {
  tell({ prescreen: "result", results });
}

/** In coarse steps, at rest, and never while something is being typed. */
export function tellHeight() {
  let told = 0;
  let waiting = false;
  const measure = () => {
    waiting = false;
    const typing = document.activeElement instanceof HTMLInputElement && document.activeElement.type === "text";
    if (typing) return;
    const height = Math.ceil(document.documentElement.getBoundingClientRect().height / STEP) * STEP;
    if (height === told) return;
    told = height;
    tell({ prescreen: "height", height });
  };
  const schedule = () => {
    if (!waiting) window.setTimeout(measure, PAUSE);
    waiting = true;
  };
  new ResizeObserver(schedule).observe(document.body);
  document.addEventListener("focusout", schedule);
  schedule();
}
