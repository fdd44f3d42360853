// The hand that answers: it goes into the page as text, so it uses nothing from around it. It knows the
// page as a person does, by what can be seen and pressed, and nothing of what lies behind.

/**
 * @param {number} seed the same seed gives the same presses, as long as the page shows the same
 */
export function hand(seed) {
  /** Out of a thousand presses, so many are for another language, as many for the other way to be asked, and for another study. */
  const SELDOM = 10;
  /** The study that it looks at, and one that asks for lists of medicines. */
  const STUDY = "NCT05061030";
  const WITH_LISTS = "NCT06920433";
  /** More entries than these are too many for one answer. */
  const MOST_ENTRIES = 3;
  const NUMBERS = ["", "0", "1", "4", "12", "18", "35", "48", "60", "75", "92", "110", "135", "180", "250", "0.2", "0,35", "1.4", "7.5", "9999", "x"];
  const DAYS = ["", "1", "12", "28", "31"];
  const YEARS = ["", "1958", "1990", "2012", "2024", "2025", "2026", "85"];
  const NAMES = ["", "prednisolone", "methotrexate", "rituximab", "teriflunomide", "insulin", "Prednisolon 5 mg", "something else"];
  /** Presses that change no answer. */
  const BESIDE = ["language", "study", "way", "step", "press"];

  let state = seed;
  // Mulberry32: small, and good enough to choose buttons.
  function random() {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
  const pick = (list) => list[Math.floor(random() * list.length)];
  const another = (list, than) => pick(list.filter((one) => one !== than));
  const shown = (node) => node.closest("[hidden]") === null;
  const all = (selector) => [...document.querySelectorAll(selector)].filter(shown);

  const { port1, port2 } = new MessageChannel();
  let goOn = () => {};
  port1.onmessage = () => goOn();
  /** The page answers some changes after the event, by a timer of no length: ours, set later, ends later. */
  async function processed() {
    await new Promise((resolve) => { setTimeout(resolve, 0); });
    // A chain of timers would be slowed down; a message is none.
    await new Promise((resolve) => {
      goOn = () => resolve(null);
      port2.postMessage(null);
    });
  }

  const tell = (node, ...types) => {
    for (const type of types) node.dispatchEvent(new Event(type, { bubbles: true }));
  };
  function press(node) {
    node.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true }));
    node.focus();
    node.dispatchEvent(new PointerEvent("pointerup", { bubbles: true }));
    node.click();
  }
  function type(input, text) {
    input.focus();
    input.value = text;
    tell(input, "input", "change");
    input.blur();
  }
  function choose(select, value) {
    select.focus();
    select.value = value;
    tell(select, "input", "change");
  }

  const entries = (field) => field.querySelectorAll(".rows > li").length;

  /** Changes one control of a field and says what kind of change that was; nothing where it has none to offer. */
  function change(field) {
    const full = entries(field) >= MOST_ENTRIES;
    const controls = [...field.querySelectorAll("input, select, button")]
      .filter(shown)
      .filter((one) => !(one.type === "radio" && one.checked))
      .filter((one) => !(full && one.matches(".answer > .options > button")));
    // Each kind as often as the others: else it would be radio buttons, of which there are most.
    const wanted = pick([...new Set(controls.map(({ type: one }) => one))]);
    const control = pick(controls.filter(({ type: one }) => one === wanted));
    if (!control) return null;
    if (control.type === "radio" || control.type === "checkbox") {
      press(control);
      return control.type;
    }
    if (control.tagName === "BUTTON") {
      const before = entries(field);
      press(control);
      const more = entries(field) - before;
      return more > 0 ? "entry added" : more < 0 ? "entry removed" : "press";
    }
    if (control.tagName === "SELECT") {
      choose(control, another([...control.options].map(({ value }) => value), control.value));
      return /^(unit|month|precision)-/.exec(control.id)?.[1].replace("month", "date") ?? "list";
    }
    const [kind, texts] = control.matches(".digits2") ? ["date", DAYS] : control.matches(".digits4") ? ["date", YEARS] : control.matches(".drug") ? ["medicine", NAMES] : ["number", NUMBERS];
    type(control, another(texts, control.value));
    return kind;
  }

  /** Changes the choice of studies as a person does. @param {string[]} ids */
  function study(...ids) {
    press(document.querySelector("#change"));
    for (const box of document.querySelectorAll("#choose-list input[name=trial]")) {
      if (box.checked !== ids.includes(box.value)) press(box);
    }
    press(document.querySelector("#choose-go"));
  }
  let elsewhere = false;

  /** One press or typed text, whatever the page offers. */
  function act() {
    const chance = random() * 1000;
    if (chance < SELDOM) {
      press(pick(all("#languages button[aria-pressed=false]")));
      return "language";
    }
    if (chance < 2 * SELDOM) {
      press(document.querySelector("#way"));
      return "way";
    }
    if (chance < 3 * SELDOM) {
      elsewhere = !elsewhere;
      study(elsewhere ? WITH_LISTS : STUDY);
      return "study";
    }
    // What speaks against a study hides the rest of the questions; this hand wants to see them all.
    const [hidden] = all("#groups > .note button");
    if (hidden && shown(document.querySelector("#groups"))) {
      press(hidden);
      return "press";
    }
    const steps = all("#guide-nav button");
    const fields = all("#groups fieldset[data-measure]");
    if (steps.length > 0 && (fields.length === 0 || random() < 0.3)) {
      press(pick(steps));
      return "step";
    }
    // Most have nothing but radio buttons; so the others, and the few with lists, come up more often than by chance.
    const rare = pick([".rows", "input:not([type=radio]), select", "input, select, button"]);
    const some = fields.filter((field) => field.querySelector(rare));
    return (fields.length > 0 && change(pick(some.length > 0 ? some : fields))) || "press";
  }

  /** Gives all questions that are asked the same answers: no entries, no text, the last button of each row. */
  async function same() {
    const presses = async (node) => {
      press(node);
      await processed();
    };
    // Twice: an answer may bring up questions.
    for (let round = 0; round < 2; round += 1) {
      for (const field of all("#groups fieldset[data-measure]")) {
        for (const box of field.querySelectorAll("input[type=checkbox]:checked")) await presses(box);
        const list = field.querySelector(".rows");
        // An entry that is taken away could be put back, and is kept for that; a blank one is not.
        if (list) await presses(field.querySelector(".answer > .options > button"));
        while (list?.firstElementChild) await presses([...list.firstElementChild.querySelectorAll("button")].at(-1));
        for (const input of field.querySelectorAll("input[type=text]")) {
          if (input.value !== "") type(input, "");
        }
        for (const select of field.querySelectorAll("select")) {
          if (select.selectedIndex !== 0) choose(select, select.options[0].value);
        }
        const names = new Set([...field.querySelectorAll("input[type=radio]")].filter(shown).map(({ name }) => name));
        for (const name of names) {
          const last = [...field.querySelectorAll(`input[name="${name}"]`)].at(-1);
          if (!last.checked) await presses(last);
        }
        await processed();
      }
    }
  }

  return {
    /**
     * Changes so many answers, each of which the page has processed before the next comes.
     * @param {number} changes
     * @returns {Promise<{[kind: string]: number}>} how many of each kind, and what was pressed besides
     */
    async answer(changes) {
      /** @type {{[kind: string]: number}} */
      const kinds = {};
      for (let done = 0; done < changes;) {
        const kind = act();
        await processed();
        kinds[kind] = (kinds[kind] ?? 0) + 1;
        if (!BESIDE.includes(kind)) done += 1;
        const failed = document.querySelector("#failed")?.textContent;
        if (failed) throw new Error(`the page gave up after ${kind}: ${failed}`);
      }
      return kinds;
    },
    /** The same studies, language, way and answers every time, so that one moment can be compared with another. */
    async rest() {
      press(all("#languages button")[0]);
      if (all("#guide-nav").length > 0) press(document.querySelector("#way"));
      await processed();
      for (const ids of [[STUDY, WITH_LISTS], [STUDY]]) {
        study(...ids);
        await processed();
        await same();
      }
      elsewhere = false;
      document.activeElement?.blur();
      await processed();
    },
  };
}
