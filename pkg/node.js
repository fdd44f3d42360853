// The engine for Node, which fetches no files: it is read here, so that `await init()` finds it there
// already and one program runs in both places.
import { readFileSync } from "node:fs";
import { initSync } from "./trial_prescreen.js";

initSync({ module: readFileSync(new URL("./trial_prescreen_bg.wasm", import.meta.url)) });

export * from "./trial_prescreen.js";
export { default } from "./trial_prescreen.js";
