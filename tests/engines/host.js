// A page around the widget that records all that a page can, before the widget's own script has run,
// and tries all that a page may try. What it finds out stands in `record` and in what `pry` gives.

/** @type {string[][]} kind, and what was learnt */
window.record = [];
const note = (kind, what) => window.record.push([kind, String(what)]);

// What the script of the widget closes, this page opens.
const attach = Element.prototype.attachShadow;
Element.prototype.attachShadow = function attachShadow(init) {
  return attach.call(this, { ...init, mode: "open" });
};

const EVENTS = [
  "keydown", "keyup", "keypress", "beforeinput", "input", "change", "compositionstart", "submit", "reset", "invalid", "select", "selectionchange",
  "click", "auxclick", "dblclick", "contextmenu", "pointerdown", "pointerup", "pointermove", "mousedown", "mouseup", "mousemove", "touchstart", "touchend", "wheel",
  "focus", "blur", "focusin", "focusout", "copy", "cut", "paste", "dragstart", "drop", "scroll", "resize", "hashchange", "popstate", "storage", "securitypolicyviolation",
  "prescreen-result",
];
for (const type of EVENTS) {
  window.addEventListener(type, (event) => note(type, `${event.target?.nodeName ?? "window"} ${event.key ?? ""}${event.data ?? ""}${event.detail && typeof event.detail === "object" ? JSON.stringify(event.detail) : ""}`), true);
}
window.addEventListener("message", ({ data }) => note("message", JSON.stringify(data)), true);
new PerformanceObserver((list) => {
  for (const { entryType, name } of list.getEntries()) note(entryType, name);
}).observe({ entryTypes: ["resource", "mark", "measure"] });
document.addEventListener("DOMContentLoaded", () => {
  const element = document.createElement("trial-prescreen");
  // The page says what it wants by its address.
  for (const [name, value] of new URLSearchParams(location.search)) {
    if (name === "oracle") {
      const script = Object.assign(document.createElement("script"), { type: "application/json" });
      script.append(window.oracle);
      element.append(script);
    } else element.setAttribute(name, value);
  }
  // Its size is that of the frame, and nothing is to scroll unless that grows.
  element.style.display = "block";
  document.body.style.margin = "0";
  document.body.append(element, Object.assign(document.createElement("input"), { id: "own" }));
  new ResizeObserver(([{ contentRect }]) => note("height", Math.round(contentRect.height))).observe(element);
  new MutationObserver((changes) => note("change", changes.length)).observe(document.body, { subtree: true, childList: true, characterData: true });
});

const frames = () => {
  const file = document.querySelector("trial-prescreen").shadowRoot.querySelector("iframe").contentWindow;
  return { file, inner: file[0] };
};

/** Everything that can be read at any time, or the name of the error that stands before it. */
window.pry = () => {
  const { file, inner } = frames();
  const tries = {
    "frames of the page": () => window.length,
    "document of the file": () => file.document,
    "document inside": () => inner.document,
    "address inside": () => inner.location.href,
    "a field inside": () => inner.document.querySelector("input").value,
    "name inside": () => inner.name,
    "history inside": () => inner.history.length,
    "frames inside": () => inner.length,
    "fields of the page": () => document.querySelectorAll("input").length,
    "selected text": () => String(getSelection()),
    "focused element": () => document.activeElement.nodeName,
    "focused in the root": () => document.querySelector("trial-prescreen").shadowRoot.activeElement?.nodeName,
    "stored things": () => localStorage.length + sessionStorage.length + document.cookie.length,
    "own address": () => location.pathname,
  };
  return Object.fromEntries(Object.entries(tries).map(([what, read]) => {
    try {
      return [what, String(read())];
    } catch (error) {
      return [what, error.name];
    }
  }));
};

/** A question that a page would like to have answered, dressed up as a study. */
window.oracle = JSON.stringify({
  schema: 1, id: "ORACLE", title: { en: "Older than thirty?" }, status: "enrolling", last_checked: "2026-11-21", countries: ["SE"], places: ["Lund"],
  sponsor: "This page", contact: { en: "Nobody." }, source: { name: "This page", record: "ORACLE" },
  criteria: [{ id: "I1", kind: "inclusion", text: "Older than 30.", rule: { at_least: { measure: "age", value: 30, unit: "a" } } }],
  measures: {},
});

/** Hands the oracle in, and asks for the result, in every way that a message can; the last word ends it. */
window.ask = () => {
  const { file, inner } = frames();
  const words = [{ prescreen: "definitions", text: window.oracle }, { prescreen: "result" }, { prescreen: "tell" }, { prescreen: "ready" }, { prescreen: "height" }, "last"];
  for (const frame of [file, inner]) for (const word of words) frame.postMessage(word, "*");
};
