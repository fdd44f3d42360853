/** Themes, and the accent colour of a host, as far as text in it stays readable. */

const THEMES = ["light", "dark", "auto", "contrast"];
/** The grounds of both themes, as in style.css. */
const GROUNDS = { light: "#f8f7f4", dark: "#12181b" };
const USUAL = { light: "#0b5a66", dark: "#7fd0da" };
const INKS = { light: "#ffffff", dark: "#0a2226" };
/** The least contrast of text, by WCAG 2.2 AA. */
const READABLE = 4.5;

/** @param {{theme: string, accent: string}} look */
export function applyLook({ theme, accent }) {
  const root = document.documentElement;
  if (THEMES.includes(theme)) root.dataset.theme = theme;
  if (!/^[0-9a-f]{6}$/i.test(accent) || theme === "contrast") return;
  const [light, dark] = /** @type {("light" | "dark")[]} */ (["light", "dark"]).map((name) => (contrast(`#${accent}`, GROUNDS[name]) >= READABLE ? `#${accent}` : USUAL[name]));
  root.style.setProperty("--accent", `light-dark(${light}, ${dark})`);
  root.style.setProperty("--accent-ink", `light-dark(${inkOn(light ?? "")}, ${inkOn(dark ?? "")})`);
}

/** @param {string} colour */
function inkOn(colour) {
  return contrast(colour, INKS.light) >= contrast(colour, INKS.dark) ? INKS.light : INKS.dark;
}

/**
 * @param {string} one
 * @param {string} other
 */
export function contrast(one, other) {
  const [light = 1, dark = 1] = [one, other].map(luminance).toSorted((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

/** @param {string} colour */
function luminance(colour) {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
