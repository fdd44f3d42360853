// What three engines let out, as it was measured: anything else, more or less, is a failure. Where an
// engine learns to refuse more, or less, this is the table to change, and the one in docs/privacy.md.

/** The outcomes, by the most that was heard; see `MARKS` in `judge.mjs`. */
export const OUTCOMES = { nothing: "refused", name: "name looked up", datagram: "datagram sent", connection: "connected", request: "request reached" };

/** What an engine does not do even in a page without a policy. */
export const NEVER = {
  chromium: ["prerender", "a link that merely stands there", "report of a violation"],
  firefox: [
    "prerender", "manifest", "speculation rules: prefetch", "speculation rules, put together", "fetch put off", "payment method",
    "identity provider", "report of a violation", "ping of a link",
  ],
  webkit: [
    "prefetch", "prerender", "manifest", "compression dictionary", "speculation rules: prefetch", "speculation rules, put together",
    "a link that merely stands there", "a link that is pressed upon", "fetch put off", "WebTransport", "payment method", "identity provider", "icon", "XSLT import",
    "WebRTC: STUN by number", "WebRTC: STUN by name", "WebRTC: TURN", "WebRTC: TURN over TLS", "WebRTC: a peer", "report of a violation",
    "navigation interface",
  ],
};

const CALLS = {
  "WebRTC: STUN by number": "datagram",
  "WebRTC: STUN by name": "datagram",
  "WebRTC: TURN": "datagram",
  "WebRTC: TURN over TLS": "connection",
  "WebRTC: a peer": "datagram",
};

/** What leaves the sealed widget, in each of its places; all else is refused. */
export const LEAVES = {
  chromium: {
    preconnect: "connection",
    "dns-prefetch": "name",
    "a link that is pressed upon": "connection",
    "child frame": "connection",
    "its own navigation": "connection",
    "replacing itself": "connection",
    "navigation interface": "connection",
    "refresh by markup": "connection",
    link: "connection",
    "link to a file": "connection",
    ...CALLS,
  },
  firefox: {
    preconnect: "connection",
    "dns-prefetch": "name",
    "a link that merely stands there": "name",
    "a link that is pressed upon": "connection",
    ...CALLS,
  },
  webkit: {
    preconnect: "connection",
    "dns-prefetch": "name",
    "link to a new page": "connection",
  },
};
