import type { Locale } from "./fhir.js";
/** By language: "en", "he", "sv", "zh-Hans". */
declare const locales: { [language: string]: Locale };
export default locales;
