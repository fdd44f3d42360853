// The few figures that a README shows.

const rate = (number) => (number >= 1e6 ? `${(number / 1e6).toFixed(1)} million` : number >= 1e4 ? `${Math.round(number / 1e3)} thousand` : `${(number / 1e3).toFixed(1)} thousand`);
const kilo = (bytes) => `${Math.round(bytes / 1000)} KB`;
const whole = (number) => Math.round(number).toLocaleString("en-US");

/** @param {{[figure: string]: number}} f */
export function headlines(f) {
  const wrong = (engine) => whole(f[`wrong_unknown_${engine}`]);
  const rows = [
    [`of ${whole(f.unknown_criteria)} criteria that nobody can know, told as met or not met`, `**${f.wrong_unknown}**`, `CQL ${wrong("cql")}, fhirpath.js ${wrong("fhirpath")}, SurveyJS ${wrong("surveyjs")}, json-logic-js ${wrong("json_logic")}`],
    [`of ${whole(f.decidable)} that can be known, decided`, whole(f.decided), `CQL ${whole(f.cql_decided)}`],
    ["people a second, 25 rules, every reason, through the API", rate(f.reasons_per_second), `CQL ${rate(f.cql_per_second)}, SurveyJS ${rate(f.surveyjs_per_second)}, fhirpath.js ${rate(f.fhirpath_per_second)}, without reasons`],
    ["trials a second, one person before 1,000 of them", rate(f.trials_per_second_1000), `json-logic-engine ${rate(f.json_logic_engine_per_second)}`],
    ["visits a second, confirmed worsening", rate(f.progression_native), f.progression_pymsprog ? `pymsprog ${rate(f.progression_pymsprog)}` : ""],
    ["whole widget, brotli, four languages", kilo(f.prescreen_brotli), `SurveyJS ${kilo(f.bytes_surveyjs)}, LHC-Forms ${kilo(f.bytes_lhc)}, with the same questions in one language`],
    ["first question on a slow phone and network", `${(f.first_slow / 1000).toFixed(1)} s`, `SurveyJS ${(f.first_slow_surveyjs / 1000).toFixed(1)} s, LHC-Forms ${(f.first_slow_lhc / 1000).toFixed(1)} s`],
  ];
  return ["| | here | others |", "|---|---|---|", ...rows.map((row) => `| ${row.join(" | ")} |`)].join("\n");
}
