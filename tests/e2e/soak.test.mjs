// A short soak: the shipped page through hundreds of changed answers keeps no more than it did.
// `cargo xtask soak` is the long one.
import assert from "node:assert/strict";
import { test } from "node:test";
import { growth } from "../../xtask/soak/judge.mjs";
import { soak } from "../../xtask/soak/run.mjs";

const CHANGES = 800;
/** Looking at memory takes longer than the changes between two looks. */
const READINGS = 2;

test("hundreds of changed answers leave nothing behind", async () => {
  const { readings, kinds, errors } = await soak(CHANGES, { readings: READINGS });
  assert.deepEqual(errors, []);
  assert.deepEqual(growth(readings), []);
  for (const kind of ["radio", "checkbox", "number", "unit", "date", "entry added", "language", "study", "way"]) {
    assert.ok(kinds[kind] > 0, `no ${kind} among ${JSON.stringify(kinds)}`);
  }
});

test("what grows is told", () => {
  const reading = (changes, nodes) => ({ changes, seconds: changes, heap: 3_000_000, nodes, listeners: 500, documents: 2, wasm: 1_000_000 });
  assert.deepEqual(growth([reading(10, 5000), reading(20, 5001)]), []);
  assert.match(growth([reading(10, 5000), reading(20, 6000)]).join(), /^nodes: 6000 after 20 changes/);
});
