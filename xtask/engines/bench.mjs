// Ours beside other rule engines on the same 25 rules and the same people, in one run: speed, what
// each makes of missing answers, and one person before many trials. Prints Markdown; the progress goes
// to stderr. Fails where complete people are judged otherwise than the rules say.
import { writeFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { LIMITS, definition } from "./limits.mjs";
import { manyTrials } from "./many-trials.mjs";
import { agreement, leftToStudy, sameStatuses, speed, unknowns } from "./one-trial.mjs";
import { whole } from "./markdown.mjs";
import { install, versions } from "./peers.mjs";
import { people } from "./people.mjs";
import { COUNT } from "./reference.mjs";

const PEOPLE = 300;
const SEED = 20_261_126;
const ADAPTORS = ["ours", "kleene", "json-logic", "json-rules", "survey", "cql", "fhirpath"];

const log = (text) => console.error(text);
function fail(text) {
  console.error(text);
  process.exitCode = 1;
}

log("installing the other engines");
install();
const loaded = await Promise.all(ADAPTORS.map(async (name) => (await import(`./adaptors/${name}.mjs`)).load()));
const engines = loaded.flat();
const { check, rules, version } = await import("./adaptors/ours.mjs");
const sets = people(PEOPLE, SEED);

for (const { severity, path, code } of check(rules)) if (severity === "error") fail(`rules.json: ${code} at ${path}`);
if (!isDeepStrictEqual(definition(rules, LIMITS, rules.id), rules)) fail("rules.json and limits.mjs have different limits");

log("comparing what they say of complete people");
const { disagreements, doubts } = await agreement(engines, sets.complete);
for (const disagreement of disagreements) fail(disagreement);
for (const set of Object.values(sets)) if (!(await sameStatuses(engines, set))) fail("screen() and statuses() differ");

log("comparing what they make of missing answers");
const missing = await unknowns(engines, sets.partial);
const left = await leftToStudy(engines, sets.partial);
log("timing one person before one trial");
const fast = await speed(engines, sets.complete);
log("timing one person before many trials");
const many = await manyTrials(sets, log);
if (many.opposites > 0) fail(`${many.opposites} trials are judged otherwise by hand-written JS`);

const loading = many.limit < many.most
  ? `One \`Screener\` takes at most ${whole(many.limit)} of these definitions, so more of them are spread over several.`
  : "All of them stand in one `Screener`.";
const criteria = PEOPLE * COUNT;
const doubted = Object.values(doubts).reduce((sum, count) => sum + count, 0);
const named = Object.entries(doubts).map(([name, count]) => `${count} \`${name}\``).join(", ");
const markdown = `**One person before one trial of ${COUNT} rules.** The ${PEOPLE} people have answered everything, and all engines say the same of their ${whole(criteria)} criteria${doubted > 0 ? `, but ours leaves ${doubted} open by design (${named})` : ""}. The host counts days for the others where they cannot, and computes the creatinine clearance for json-rules-engine; each person is put into the form of each engine before the clock starts, and only ours gives reasons.

${fast.markdown}

**The same people with 15 % of the answers missing.** Of ${whole(criteria)} criteria, ${whole(missing.unknown)} cannot be known and ${whole(missing.decidable)} can, by trying every way in which the missing answers can turn out. CQL and FHIRPath are told that an unknown sex gives no clearance; what throws counts as unknown. Of the unknown criteria ours leaves ${whole(left.criteria)} to tests that the study does itself; where nothing else is open, for ${left.verdicts} people, it finds nothing against them and names the tests, which is counted as neither yes nor no.

${missing.markdown}

**One person before many trials, statuses alone.** The trials are the same rules with other limits; × is how many times as fast as ours, hand-written JS looks at all rules, and json-logic-engine stops at the first that is not met. ${loading}

${many.markdown}`;
console.log(markdown);

const wrong = ({ met, notMet }) => met + notMet;
const rate = (id) => fast.rates[id].rate;
const { reasons, cql, ...others } = missing.counts;
const figures = {
  reasons_per_second: rate("reasons"),
  statuses_per_second: rate("statuses"),
  ...many.figures,
  wrong_unknown: wrong(reasons),
  unknown_criteria: missing.unknown,
  decided: reasons.decided,
  decidable: missing.decidable,
  cql_decided: cql.decided,
  cql_per_second: rate("cql"),
  wrong_unknown_cql: wrong(cql),
  ...Object.fromEntries(Object.keys(others).map((id) => [`${id}_per_second`, rate(id)])),
  ...Object.fromEntries(Object.entries(others).map(([id, sum]) => [`wrong_unknown_${id}`, wrong(sum)])),
};
const { BENCH_RESULT } = process.env;
if (BENCH_RESULT) writeFileSync(BENCH_RESULT, `${JSON.stringify({ versions: { "trial-prescreen": version().engine, ...versions }, markdown, figures }, null, 2)}\n`);
