import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { groupNames, groupOf, inReadingOrder, LAST_GROUP } from "../../www/groups.js";
import { partsOf } from "../../www/items.js";
import { WITH_UPPER_LIMIT } from "../../www/asked.js";

const source = (name) => readFileSync(new URL(`../../${name}`, import.meta.url), "utf8");
/** A measure's id with the rest of its row. */
const rows = source("src/catalogue/rows.rs").split(/^    Row::/m).slice(1).map((row) => ({ id: /"(\w+)"/.exec(row)?.[1] ?? "", row }));
const ids = rows.map(({ id }) => id);

test("every measure of the catalogue stands in exactly one group", () => {
  assert.ok(ids.length > 100 && ids.every((id) => /^[a-z0-9_]+$/.test(id)), "the rows can be read");
  const grouped = [...source("www/groups.js").matchAll(/"(\w+)"/g)].map(([, name]) => name).filter((name) => !groupNames.includes(name));
  assert.deepEqual(grouped.toSorted(), ids.toSorted());
  for (const id of ids) assert.notEqual(groupOf(id), LAST_GROUP, id);
});

test("a measure that a trial brings along comes last", () => {
  assert.equal(groupOf("hla_b27"), LAST_GROUP);
  assert.deepEqual(inReadingOrder(["hla_b27", "pregnant", "sex", "another"]), ["sex", "pregnant", "hla_b27", "another"]);
});

test("the results that take an upper limit are those of the catalogue", () => {
  assert.deepEqual(WITH_UPPER_LIMIT.toSorted(), rows.filter(({ row }) => row.includes(".limited(")).map(({ id }) => id).toSorted());
});

test("what a laboratory tells stands after what a person can notice", () => {
  const items = [...source("src/formula/sledai_2k.rs").matchAll(/^    "(\w+)",$/gm)].map(([, item]) => item);
  assert.equal(items.length, 24);
  const [[first, noticed], [second, tested]] = partsOf("sledai_2k_items", items);
  assert.deepEqual([first, noticed.length, second, tested.length], ["noticed", 16, "tested", 8]);
  assert.deepEqual([...noticed, ...tested].toSorted(), items.toSorted());
  assert.deepEqual(partsOf("acr_1997_items", ["malar_rash", "ana"]), [[null, ["malar_rash", "ana"]]]);
});
