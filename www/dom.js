/** Small helpers for building the page without markup strings. */

/** @typedef {{[name: string]: string | number | boolean | null}} Attributes */

let lastId = 0;

/** @param {string} stem */
export function freshId(stem) {
  lastId += 1;
  return `${stem}-${lastId}`;
}

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Attributes} [attributes] false and null leave the attribute out
 * @param {(Node | string | null)[]} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false && value !== null) element.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children) if (child !== null) element.append(child);
  return element;
}

/**
 * @param {string} text
 * @param {() => void} onPress
 * @param {Attributes} [attributes]
 */
export function button(text, onPress, attributes = {}) {
  const element = el("button", { type: "button", ...attributes }, text);
  element.addEventListener("click", onPress);
  return element;
}

/**
 * Out of context, as screen readers list them, "Day" or "I don't know" says nothing: the
 * legends around it go before its label. Radio buttons are named by their group already.
 * @param {HTMLElement} input
 * @param {HTMLElement} outermost the fieldset whose legend comes first
 */
export function nameByLegends(input, outermost) {
  const label = outermost.querySelector(`label[for="${input.id}"]`) ?? input.closest("label")?.querySelector("span");
  if (!label || input.getAttribute("type") === "radio") return;
  /** @type {Element[]} */
  const names = [label];
  for (let at = input.closest("fieldset"); at && outermost.contains(at); at = at.parentElement?.closest("fieldset") ?? null) {
    names.unshift(...at.querySelectorAll(":scope > legend"));
  }
  for (const name of names) name.id ||= freshId("name");
  input.setAttribute("aria-labelledby", names.map(({ id }) => id).join(" "));
}

/**
 * Describes an input: by what is wrong with it, if anything, and by its own hint.
 * @param {HTMLElement} input
 * @param {HTMLElement | null} [error]
 * @param {HTMLElement} [hint] remembered from the first time
 */
export function describe(input, error = null, hint) {
  if (hint) input.dataset.hint = hint.id ||= freshId("hint");
  const ids = [error?.id, input.dataset.hint].filter(Boolean).join(" ");
  if (ids) input.setAttribute("aria-describedby", ids);
  else input.removeAttribute("aria-describedby");
}

/**
 * An element of index.html; missing means that the file and the script do not belong together.
 * @param {string} id
 */
export function byId(id) {
  const element = document.getElementById(id);
  if (!element) throw new Error(`no element #${id}`);
  return element;
}

/**
 * Writes only what changed, so that a screen reader does not hear the same words twice.
 * @param {Element} element
 * @param {string} text
 */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

const SHAPES = {
  pass: "M5 12.5l4.5 4.5L19 7.5",
  fail: "M6.5 6.5l11 11M17.5 6.5l-11 11",
  unknown: "M8.5 9a3.5 3.5 0 1 1 5 3.2c-1 .5-1.5 1.1-1.5 2.3M12 18.2v.3",
  study_tests: "M9.5 4h5M10.5 4v5.5L5.8 18a1.6 1.6 0 0 0 1.4 2.4h9.6A1.6 1.6 0 0 0 18.2 18L13.5 9.5V4M8 15h8",
  not_screenable: "M12 11.5a3.7 3.7 0 1 0 0-7.4 3.7 3.7 0 0 0 0 7.4M4.8 20a7.2 7.2 0 0 1 14.4 0",
};

/** @typedef {keyof typeof SHAPES} Icon */

/**
 * A drawing that always stands beside a word and is therefore hidden from screen readers.
 * @param {Icon} name
 */
export function icon(name) {
  const namespace = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(namespace, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("focusable", "false");
  const path = document.createElementNS(namespace, "path");
  path.setAttribute("d", SHAPES[name]);
  svg.append(path);
  return svg;
}
