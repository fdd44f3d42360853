import init, { progression } from "../../pkg/trial_prescreen.js";

// Messages that come before the engine is there wait for it.
const ready = init();

self.addEventListener("message", async ({ data }) => {
  await ready;
  self.postMessage(progression(data).events.map(({ event_type: type, date }) => `${type} on ${date}`));
});
