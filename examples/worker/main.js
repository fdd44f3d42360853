// Long lists are worked through beside the page, which stays quick meanwhile.
const worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });

worker.addEventListener("message", ({ data }) => {
  document.querySelector("output").textContent = data.join(", ");
});
worker.postMessage([
  { date: "2020-01-01", edss: 2 },
  { date: "2020-06-01", edss: 3 },
  { date: "2020-10-01", edss: 3 },
]);
