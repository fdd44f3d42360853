import type { TrialDefinition } from "./trial_prescreen.js";
declare const trials: TrialDefinition[];
export default trials;
