/** SMART Health Cards: a signed file whose payload is a small record. The signature is not checked: the person brings the file, and nobody else relies on it. */

import { textOf } from "./zip.js";

/** Unpacked, a card holds a few kilobytes. */
const LARGEST = 1_000_000;

/** @param {unknown} found */
export function isHealthCard(found) {
  return typeof found === "object" && found !== null && "verifiableCredential" in found;
}

/**
 * The FHIR bundles of the cards in a file.
 * @param {unknown} found
 * @returns {Promise<unknown[]>}
 */
export async function cardBundles(found) {
  const { verifiableCredential: cards } = /** @type {{verifiableCredential?: unknown}} */ (found);
  if (!Array.isArray(cards) || cards.length === 0 || cards.length > 100) throw new RangeError("no cards");
  return Promise.all(cards.map(cardBundle));
}

/** @param {unknown} card a compact JWS: header, payload and signature in base64url */
async function cardBundle(card) {
  const [, payload = ""] = typeof card === "string" ? card.split(".") : [];
  const packed = Uint8Array.from(atob(payload.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
  const { vc } = JSON.parse(await textOf(new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw")), LARGEST));
  const bundle = vc?.credentialSubject?.fhirBundle;
  if (typeof bundle !== "object" || bundle === null) throw new RangeError("no record in the card");
  return bundle;
}
