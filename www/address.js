/** What an address may say: which trials or which calculator, in which language, and how the page looks. Never an answer. */

/** @typedef {{first: string, trials: string[], language: string, theme: string, accent: string, own: boolean, tell: boolean, grow: boolean}} Addressed */

/**
 * The frame of a single file has the address of the file as its base.
 * @param {string} [hash]
 * @returns {Addressed}
 */
export function addressed(hash = new URL(document.baseURI).hash) {
  const said = new URLSearchParams(hash.slice(1));
  const [first = ""] = hash.slice(1).split("&");
  return {
    first,
    trials: (said.get("trials") ?? "").split(",").filter((id) => /^[\w-]+$/.test(id)),
    language: said.get("lang") ?? "",
    theme: said.get("theme") ?? "",
    accent: said.get("accent") ?? "",
    own: said.has("own"),
    tell: said.has("tell"),
    grow: said.has("grow"),
  };
}
