// All that a page around the questions can ever hear of them.
document.addEventListener("prescreen-result", ({ detail }) => {
  document.getElementById("told").textContent = detail.map(({ trial, status }) => `${trial}: ${status}`).join(", ");
});
