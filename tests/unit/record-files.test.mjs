import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateRawSync } from "node:zlib";
import { readRecordFile } from "../../www/record/files.js";
import { zip } from "../archive.mjs";

async function read(contents, name = "record.json") {
  const handed = [];
  const file = new File([contents], name);
  try {
    await readRecordFile(file, { onResource: (one) => handed.push(one), onProgress: () => {}, isStopped: () => false });
    return handed;
  } catch (error) {
    assert.equal(error.name, "FileProblem", error.stack);
    return error.code;
  }
}

const patient = { resourceType: "Patient", id: "p" };
const weight = { resourceType: "Observation", id: "w" };
const bundle = { resourceType: "Bundle", type: "collection", entry: [{ fullUrl: "urn:uuid:1", resource: patient }, { resource: weight }, { request: {} }, null] };
const both = [{ fullUrl: "urn:uuid:1", resource: patient }, { fullUrl: undefined, resource: weight }];

test("a bundle is handed in entry by entry, and one resource by itself", async () => {
  assert.deepEqual(await read(JSON.stringify(bundle)), both);
  assert.deepEqual(await read(`\ufeff${JSON.stringify(patient)}`), [{ resource: patient }]);
});

test("lines are resources, by the name of the file or by the look of them", async () => {
  const lines = `${JSON.stringify(patient)}\n\n${JSON.stringify(weight)}\n`;
  for (const name of ["export.ndjson", "export.txt"]) assert.deepEqual(await read(lines, name), [{ resource: patient }, { resource: weight }], name);
  assert.deepEqual(await read(JSON.stringify(bundle, null, 2), "pretty.json"), both);
});

test("an archive gives its records and nothing else", async () => {
  const files = { "apple_health_export/export.xml": "<x/>", "apple_health_export/clinical-records/Observation-1.json": JSON.stringify(weight), "__MACOSX/._a.json": "junk", "b/bulk.ndjson": `${JSON.stringify(patient)}\n` };
  for (const how of [{}, { stored: true }, { comment: "a comment that holds PK\u0005\u0006 as well" }]) {
    assert.deepEqual(await read(zip(files, how), "export.zip"), [{ resource: weight }, { resource: patient }]);
  }
  assert.equal(await read(zip({ "a.txt": "x" }), "a.zip"), "archive_without_records");
});

test("a health card is unpacked, whatever its signature; a broken one is refused", async () => {
  const payload = deflateRawSync(JSON.stringify({ vc: { credentialSubject: { fhirBundle: bundle } } })).toString("base64url");
  assert.deepEqual(await read(JSON.stringify({ verifiableCredential: [`e30.${payload}.xx`] })), both);
  for (const card of ["e30.%%%.x", "e30..x", "", 7, `e30.${Buffer.from("zzz").toString("base64url")}.x`]) assert.equal(await read(JSON.stringify({ verifiableCredential: [card] })), "broken", String(card));
  assert.equal(await read(JSON.stringify({ verifiableCredential: [] })), "broken");
});

test("what is no record gets its own sentence", async () => {
  for (const [contents, code, name] of [
    ["", "empty"],
    ["{", "broken"],
    ['{"resourceType": "Bundle", "entry": [', "broken"],
    ["3", "no_record"],
    ["null", "no_record"],
    ["[]", "no_record"],
    ['{"a": 1}', "no_record"],
    ['<?xml version="1.0"?><ClinicalDocument xmlns="urn:hl7-org:v3"/>', "c_cda"],
    ["<html></html>", "xml"],
    ["%PDF-1.7", "pdf"],
    ["shlink:/eyJ1cmwi", "link"],
    ["shc:/5676", "link"],
    [`${JSON.stringify(patient)}\n{"broken`, "broken", "x.ndjson"],
    [Buffer.from("PK\u0003\u0004 and then nothing that an archive has"), "broken"],
  ]) assert.equal(await read(contents, name), code, String(contents).slice(0, 40));
});

test("a bomb is given up while it unpacks", async () => {
  const zeros = Buffer.alloc(64_000_000);
  assert.equal(await read(zip({ "bomb.json": zeros }), "bomb.zip"), "too_large");
  // A lie about the size changes nothing.
  const lying = zip({ "bomb.json": zeros });
  lying.writeUInt32LE(10, lying.length - 22 - 46 - "bomb.json".length + 24);
  assert.equal(await read(lying, "bomb.zip"), "too_large");
});

test("a file of 200 MB is refused unread where it is one text, and lines are read one by one", async () => {
  let [touched, handed] = [0, 0];
  const big = (name, start) => ({ name, size: 200_000_000, slice: (from, to) => new Blob([start.slice(from, to)]), text: () => (touched += 1), stream: () => new Blob([start]).stream() });
  const reading = { onResource: () => (handed += 1), onProgress: () => {}, isStopped: () => false };
  await assert.rejects(readRecordFile(big("a.json", '{"resourceType": "Bundle",'), reading), { code: "too_large" });
  assert.deepEqual([touched, handed], [0, 0]);
  await readRecordFile(big("a.ndjson", `${JSON.stringify(weight)}\n`), reading);
  assert.equal(handed, 1);
});

test("cut off anywhere, an archive is refused and nothing more happens", async () => {
  const whole = zip({ "a.json": JSON.stringify(weight), "b.json": JSON.stringify(patient) });
  for (let length = 1; length < whole.length; length += 7) {
    const result = await read(whole.subarray(0, length), "cut.zip");
    assert.ok(["broken", "archive_without_records", "no_record"].includes(result), `${length}: ${JSON.stringify(result)}`);
  }
});

test("a reader that is stopped hands in no more", async () => {
  const handed = [];
  const many = { resourceType: "Bundle", entry: Array.from({ length: 1000 }, () => ({ resource: weight })) };
  await readRecordFile(new File([JSON.stringify(many)], "a.json"), { onResource: (one) => handed.push(one), onProgress: () => {}, isStopped: () => handed.length >= 3 });
  assert.equal(handed.length, 3);
});
