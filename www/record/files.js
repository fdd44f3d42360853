/** From the files that a person chooses to FHIR resources, one after another, with room for the page to breathe. */

import { cardBundles, isHealthCard } from "./health-card.js";
import { isZip, TooLarge, zipEntries } from "./zip.js";

/** @typedef {{fullUrl?: unknown, resource: unknown}} Handed */
/** @typedef {{onResource: (handed: Handed) => void, onProgress: (done: number, whole: number) => void, isStopped: () => boolean}} Reading */

/** One JSON text has to fit into memory several times over. */
const LARGEST_TEXT = 64_000_000;
/** A single resource, as a line or as a file in an archive. */
const LARGEST_RESOURCE = 4_000_000;
/** Of all that an archive unpacks to. */
const LARGEST_ARCHIVE = 256_000_000;
/** More files in an archive are no record of one person. */
const MOST_ENTRIES = 100_000;
/** So long may the page wait for its next frame. */
const BREATH = 12;

/** A file that cannot be used; its code is the key of the sentence that says why. */
export class FileProblem extends Error {
  name = "FileProblem";
  /** @param {string} code */
  constructor(code) {
    super(code);
    this.code = code;
  }
}

/** Lets the page draw and listen from time to time. */
function breather() {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < BREATH) return;
    await new Promise((resolve) => setTimeout(resolve, 0));
    last = performance.now();
  };
}

/**
 * Hands in every resource of a file, or throws a `FileProblem`.
 * @param {File} file
 * @param {Reading} reading
 */
export async function readRecordFile(file, reading) {
  try {
    if (file.size === 0) throw new FileProblem("empty");
    if (await isZip(file)) return await readArchive(file, reading);
    const start = await file.slice(0, 4096).text();
    if (/^\s*(\ufeff)?</.test(start)) throw new FileProblem(/ClinicalDocument|urn:hl7-org:v3/.test(start) ? "c_cda" : "xml");
    if (start.startsWith("%PDF")) throw new FileProblem("pdf");
    if (/^\s*shlink:|^\s*shc:/i.test(start)) throw new FileProblem("link");
    if (isLines(file, start)) return await readLines(file, reading);
    if (file.size > LARGEST_TEXT) throw new FileProblem("too_large");
    await handIn(parsed(await file.text()), reading);
  } catch (error) {
    if (error instanceof FileProblem) throw error;
    throw new FileProblem(error instanceof TooLarge ? "too_large" : "broken");
  }
}

/**
 * Whether each line is a resource of its own: as its name says, or because the first line is one.
 * @param {File} file
 * @param {string} start
 */
function isLines({ name }, start) {
  if (/\.ndjson$/i.test(name)) return true;
  const [first = "", next] = start.split("\n").filter((line) => line.trim() !== "");
  if (!next?.trimStart().startsWith("{")) return false;
  try {
    JSON.parse(first);
    return true;
  } catch {
    return false;
  }
}

/** @param {string} text */
function parsed(text) {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ""));
  } catch {
    throw new FileProblem("broken");
  }
}

/**
 * @param {File} file
 * @param {Reading} reading
 */
async function readLines(file, { onResource, onProgress, isStopped }) {
  const breathe = breather();
  const reader = file.stream().getReader();
  const decoder = new TextDecoder();
  let [rest, done] = ["", 0];
  for (;;) {
    const chunk = await reader.read();
    rest += chunk.done ? decoder.decode() : decoder.decode(chunk.value, { stream: true });
    const lines = rest.split("\n");
    rest = chunk.done ? "" : lines.pop() ?? "";
    if (rest.length > LARGEST_RESOURCE) throw new FileProblem("too_large");
    for (const line of lines) {
      if (line.trim() === "") continue;
      onResource({ resource: parsed(line) });
      await breathe();
      if (isStopped()) return void (await reader.cancel());
    }
    if (chunk.done) return;
    done += chunk.value.byteLength;
    onProgress(done, file.size);
  }
}

/**
 * Apple Health and portals: one resource a file, among much else.
 * @param {File} file
 * @param {Reading} reading
 */
async function readArchive(file, { onResource, onProgress, isStopped }) {
  const entries = await zipEntries(file, (name) => /\.(json|ndjson)$/i.test(name) && !/(^|\/)(__MACOSX\/|\.)/.test(name));
  if (entries.length === 0) throw new FileProblem("archive_without_records");
  if (entries.length > MOST_ENTRIES) throw new FileProblem("too_large");
  const breathe = breather();
  let unpacked = 0;
  for (const [place, entry] of entries.entries()) {
    const text = await entry.read(LARGEST_RESOURCE);
    unpacked += text.length;
    if (unpacked > LARGEST_ARCHIVE) throw new FileProblem("too_large");
    const resources = /\.ndjson$/i.test(entry.name) ? text.split("\n").filter((line) => line.trim() !== "").map(parsed) : [parsed(text)];
    for (const resource of resources) await handIn(resource, { onResource, onProgress: () => {}, isStopped });
    onProgress(place + 1, entries.length);
    await breathe();
    if (isStopped()) return;
  }
}

/**
 * A bundle entry by entry, a card's bundles, or one resource.
 * @param {any} found
 * @param {Reading} reading
 * @returns {Promise<void>}
 */
async function handIn(found, reading) {
  if (isHealthCard(found)) {
    for (const bundle of await cardBundles(found)) await handIn(bundle, reading);
    return;
  }
  if (typeof found !== "object" || found === null) throw new FileProblem("no_record");
  if (found.resourceType !== "Bundle") {
    if (typeof found.resourceType !== "string") throw new FileProblem("no_record");
    reading.onResource({ resource: found });
    return;
  }
  const breathe = breather();
  const entries = Array.isArray(found.entry) ? found.entry : [];
  for (const [place, entry] of entries.entries()) {
    if (typeof entry?.resource === "object" && entry.resource !== null) reading.onResource({ fullUrl: entry.fullUrl, resource: entry.resource });
    if (place % 256 === 0) reading.onProgress(place, entries.length);
    await breathe();
    if (reading.isStopped()) return;
  }
}
