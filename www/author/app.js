/** The page for who brings a trial: its text, what is wrong with it, how it looks, and the ways to take it along. */

import { version } from "../../pkg/trial_prescreen.js";
import { byId } from "../dom.js";
import { createLanguageSwitch } from "../languages.js";
import { openPage } from "../open.js";
import { say, word } from "../words.js";
import { createCases } from "./cases.js";
import { createEditor } from "./editor.js";
import { createPreview } from "./preview.js";
import { createProblems } from "./problems.js";
import { readDefinition } from "./read.js";
import { fileOf } from "./snippets.js";
import { createTake } from "./take.js";

/** Milliseconds without a key before the text is looked at. */
const PAUSE = 400;
/** Where a look takes long, the pause is so many times as long: typing comes first. */
const REST = 3;

// When it fails, the text of the page that says so stays where it is.
start().catch(() => {});

async function start() {
  await openPage();
  run();
  byId("loading").remove();
  byId("author").hidden = false;
}

function run() {
  let reading = readDefinition("");
  let timer = 0;
  let took = 0;
  const editor = createEditor(() => fileOf(String(reading.definition?.id ?? ""), "json"), () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(look, Math.max(PAUSE, took * REST));
  });
  const problems = createProblems(byId("problems"), byId("sum"), editor.go);
  const preview = createPreview();
  const cases = createCases(editor.go);
  const take = createTake();

  say(byId("name"), "page.name");
  say(byId("title"), "author.title");
  say(byId("lead"), "author.lead");
  say(byId("translated"), "page.translated");
  say(byId("privacy"), "author.privacy");
  say(byId("problems-title"), "author.problems");
  say(byId("version"), () => word("page.version", version()));
  createLanguageSwitch(byId("languages"), speakAnew);
  speakAnew();
  // Browsers bring typed text back after a reload.
  window.addEventListener("pageshow", look);

  function look() {
    const began = performance.now();
    reading = readDefinition(editor.text());
    draw();
    took = performance.now() - began;
  }

  function draw() {
    problems.draw(reading, editor.text().trim() === "");
    preview.use(reading.definition);
    cases.use(reading);
    take.use(reading.definition);
  }

  function speakAnew() {
    document.title = word("page.title", { title: word("author.title") });
    draw();
  }
}
