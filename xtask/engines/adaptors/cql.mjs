// CQL: the text beside this file, compiled to ELM when the comparison starts, then run by
// cql-execution. Every parameter is passed: an omitted one would not be null but its own definition.
import { readFileSync } from "node:fs";
import { peer, peerByImport, versionOf } from "../peers.mjs";
import { AS_OF, dayBefore, withRelapseCount } from "../people.mjs";
import { COUNT } from "../reference.mjs";

/** The types of the language, which the compiler wants as a model; none of their elements is used here. */
const TYPES = ["Any", "Boolean", "Integer", "Long", "Decimal", "String", "DateTime", "Date", "Time", "Quantity", "Ratio", "Code", "Concept", "Vocabulary", "ValueSet", "CodeSystem"];
const MODEL = `<modelInfo xmlns="urn:hl7-org:elm-modelinfo:r1" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" name="System" version="1.0.0" url="urn:hl7-org:elm-types:r1" targetQualifier="system">${TYPES.map((type) => `<typeInfo xsi:type="SimpleTypeInfo" name="System.${type}"${type === "Any" ? "" : ' baseType="System.Any"'}/>`).join("")}</modelInfo>`;

async function compile(text) {
  const { CqlTranslator, LibraryManager, ModelManager, createModelInfoProvider, stringAsSource } = await peerByImport("@cqframework/cql/cql-to-elm");
  const models = new ModelManager();
  models.modelInfoLoader.registerModelInfoProvider(createModelInfoProvider(() => stringAsSource(MODEL)));
  const translator = CqlTranslator.fromText(text, new LibraryManager(models));
  const errors = translator.errors.asJsReadonlyArrayView();
  if (errors.length > 0) throw new Error(`CQL: ${errors.join("; ")}`);
  return JSON.parse(translator.toJson());
}

export async function load() {
  const cql = peer("cql-execution");
  const elm = await compile(readFileSync(new URL("rules.cql", import.meta.url), "utf8"));
  const executor = new cql.Executor(new cql.Library(elm));
  const unknown = Object.fromEntries(elm.library.parameters.def.map(({ name }) => [name, null]));
  const day = (days) => (days === undefined ? null : cql.Date.parse(dayBefore(days)));

  function of(person) {
    const { anti_cd20_days: antibody, vaccine_days: vaccine, ...rest } = withRelapseCount(person);
    return { ...unknown, ...rest, last_anti_cd20: day(antibody), last_vaccine: day(vaccine), asOf: cql.Date.parse(AS_OF) };
  }

  const run = (parameters) => executor.withParameters(parameters).exec(new cql.PatientSource([]));
  const read = ({ unfilteredResults: all }) => Array.from({ length: COUNT }, (_, place) => all[place]);
  const name = `cql-execution ${versionOf("cql-execution")}`;
  return [{ id: "cql", name, async: true, of, run, read }];
}
