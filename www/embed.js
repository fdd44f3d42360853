/**
 * <trial-prescreen>: frames the sealed file in a page that need not be trusted. This script is all
 * that runs there, and it never sees an answer.
 */

// The build puts in the names of the sealed files, by their digests.
// @ts-ignore
const FILES = { prescreen: /** @type {string} */ (PRESCREEN), calculators: /** @type {string} */ (CALCULATORS) };
const HERE = /** @type {HTMLScriptElement | null} */ (document.currentScript)?.src ?? document.baseURI;
const DEFAULT_HEIGHT = "min(46rem, 90vh)";
const SESSION = ["trial", "calculator", "src", "lang", "theme", "accent", "tell"];

class TrialPrescreen extends HTMLElement {
  static observedAttributes = [...SESSION, "height"];

  #root = this.attachShadow({ mode: "closed" });
  /** @type {HTMLIFrameElement | null} */
  #frame = null;
  #waiting = false;
  /** What a script has handed in. @type {string | null} */
  #own = null;
  /** @param {MessageEvent} event */
  #listen = (event) => this.#hear(event);
  /** @param {SecurityPolicyViolationEvent} event */
  #refused = (event) => this.#explain(event);

  /**
   * A definition from a script of the page: where Trusted Types rule, it may fill no script element.
   * @param {object | null} definition
   */
  set definition(definition) {
    this.#own = definition && JSON.stringify(definition);
    if (this.isConnected) this.#schedule();
  }

  connectedCallback() {
    // Set before this script had run, it hides the property above.
    if (Object.hasOwn(this, "definition")) {
      const { definition } = /** @type {{definition?: object | null}} */ (this);
      delete (/** @type {{definition?: object | null}} */ (this).definition);
      this.definition = definition ?? null;
    }
    window.addEventListener("message", this.#listen);
    document.addEventListener("securitypolicyviolation", this.#refused);
    // The children of an element may not have been read yet.
    this.#schedule();
  }

  disconnectedCallback() {
    window.removeEventListener("message", this.#listen);
    document.removeEventListener("securitypolicyviolation", this.#refused);
    this.#root.replaceChildren();
    this.#frame = null;
  }

  /**
   * @param {string} name
   * @param {string | null} before
   * @param {string | null} after
   */
  attributeChangedCallback(name, before, after) {
    if (!this.isConnected || before === after) return;
    if (name === "height") this.#size(this.getAttribute("height") ?? "");
    else this.#schedule();
  }

  /** Several changes make one new session, which has no answers. */
  #schedule() {
    if (this.#waiting) return;
    this.#waiting = true;
    queueMicrotask(() => {
      this.#waiting = false;
      if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", () => this.#start(), { once: true });
      else this.#start();
    });
  }

  #start() {
    if (!this.isConnected) return;
    const frame = document.createElement("iframe");
    frame.title = this.getAttribute("label") ?? (this.hasAttribute("calculator") ? "Calculator" : "Trial prescreen");
    frame.loading = "lazy";
    frame.referrerPolicy = "no-referrer";
    // An origin of its own even where the file lies beside the page.
    frame.setAttribute("sandbox", "allow-scripts allow-modals allow-downloads");
    frame.style.cssText = "display:block;width:100%;border:0;border-radius:10px";
    frame.src = this.#address();
    this.#frame = frame;
    this.#root.replaceChildren(frame);
    this.#size(this.getAttribute("height") ?? "");
  }

  #address() {
    const calculator = this.getAttribute("calculator");
    const said = new URLSearchParams();
    const trials = (this.getAttribute("trial") ?? "").split(/[\s,]+/).filter(Boolean);
    if (calculator === null && trials.length > 0) said.set("trials", trials.join(","));
    if (calculator === null && this.#isOwn()) said.set("own", "");
    for (const name of ["lang", "theme"]) if (this.getAttribute(name)) said.set(name, this.getAttribute(name) ?? "");
    const accent = /^#?([0-9a-f]{6})$/i.exec(this.getAttribute("accent") ?? "")?.[1];
    if (accent) said.set("accent", accent);
    if (this.hasAttribute("tell")) said.set("tell", "");
    if (this.getAttribute("height") === "auto") said.set("grow", "");
    const file = new URL(calculator === null ? FILES.prescreen : FILES.calculators, HERE);
    const id = calculator === null ? "" : calculator.replace(/[^\w]/g, "");
    file.hash = [id, said.toString()].filter(Boolean).join("&");
    return file.href;
  }

  #isOwn() {
    return this.hasAttribute("src") || this.#inline() !== null;
  }

  /** A definition that stands in the page, or came from its script. */
  #inline() {
    return this.#own ?? this.querySelector(':scope > script[type="application/json"]')?.textContent ?? null;
  }

  /** @param {string} height any length; "auto" follows the content in steps */
  #size(height) {
    if (!this.#frame) return;
    this.#frame.style.height = DEFAULT_HEIGHT;
    if (height !== "" && height !== "auto") this.#frame.style.height = /^\d+$/.test(height) ? `${height}px` : height;
  }

  /** Only the frame inside of our own file speaks here. @param {MessageEvent} event */
  #hear({ source, data }) {
    const inner = this.#frame?.contentWindow?.[0];
    if (!inner || source !== inner) return;
    if (data?.prescreen === "ready") this.#hand(inner);
    else if (data?.prescreen === "height" && this.getAttribute("height") === "auto" && this.#frame) {
      this.#frame.style.height = `${Math.max(240, Math.min(Number(data.height) || 0, 20000))}px`;
    } else if (data?.prescreen === "result" && Array.isArray(data.results)) {
      this.dispatchEvent(new CustomEvent("prescreen-result", { bubbles: true, detail: data.results }));
    }
  }

  /** @param {Window} inner */
  async #hand(inner) {
    const inline = this.#inline();
    const address = this.getAttribute("src");
    try {
      const text = inline ?? (address === null ? null : await (await fetch(new URL(address, document.baseURI))).text());
      // The frame has no origin that could be named.
      if (text !== null) inner.postMessage({ prescreen: "definitions", text }, "*");
    } catch {
      this.#say(`The study at ${address} could not be loaded.`);
    }
  }

  /** @param {SecurityPolicyViolationEvent} event */
  #explain({ effectiveDirective, blockedURI }) {
    if (!this.#frame || !["frame-src", "child-src", "default-src"].includes(effectiveDirective)) return;
    const { origin } = new URL(this.#frame.src);
    if (!blockedURI.startsWith(origin) && !this.#frame.src.startsWith(blockedURI)) return;
    this.#say(`For the owner of this page: its content security policy forbids this frame. Please add ${origin} to frame-src.`);
  }

  /** What the page itself holds for this case, and why it is shown. @param {string} text */
  #say(text) {
    const line = document.createElement("p");
    line.textContent = text;
    this.#root.replaceChildren(document.createElement("slot"), line);
    this.#frame = null;
  }
}

// A script that is included twice defines it once.
if (!customElements.get("trial-prescreen")) customElements.define("trial-prescreen", TrialPrescreen);
