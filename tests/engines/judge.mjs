// The judge of what leaves: answers every name with an address of its own, and writes down each name
// that is looked up, each connection, each request and each datagram. What a script is told about its
// attempt does not count here.
//
// In the sealed network of `network.mjs` everything is heard that leaves a browser at all. In the usual
// network only what is addressed to a door of the judge is, over TCP.
import { spawn } from "node:child_process";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { createServer as createHttpServer } from "node:http";
import { createServer as createTcpServer } from "node:net";
import { createInterface } from "node:readline";
import { SEALED_NETWORK } from "./network.mjs";

/** Whether name look-ups and datagrams are heard. */
export const hearsAll = Boolean(process.env[SEALED_NETWORK]);

/** What can be heard of a door, from the least to the most. */
export const MARKS = ["name", "datagram", "connection", "request"];

// Addresses as of anywhere in the world: browsers treat private ones differently.
const FAR = "5.5";
/** Where browsers tell their neighbours what they are called. */
const LOCAL = "(local network)";
/** Where the judge speaks to itself. */
const ECHO = `${FAR}.255.255`;

/** Everything but the talk between driver and browser, which is this machine's own business. */
const FOREIGN = "not dst net 127.0.0.0/8 and not ip6 dst host ::1 and (udp or (tcp[tcpflags] & (tcp-syn|tcp-ack) = tcp-syn) or (ip6 and tcp))";

const A = 1;

/** @typedef {{name: string, host: string, ip: string}} Door host is what an address names: with its port, if any */

export class Judge {
  /** @type {Map<string, Set<string>>} what was heard of each name */
  #heard = new Map();
  /** @type {string[]} all that was said in names, addresses and bodies of requests */
  words = [];
  /** Pages that may be asked of any door without counting as a way out, by their paths. @type {{[path: string]: string}} */
  pages = {};
  /** @type {Map<string, string>} */
  #nameOf = new Map([["224.0.0.251", LOCAL]]);
  /** @type {Map<string, Door>} */
  #doors = new Map();
  #closers = [];
  #onEcho = () => {};
  #echoPort = 9;

  /** @param {{[path: string]: string}} [pages] */
  static async start(pages = {}) {
    const judge = new Judge();
    judge.pages = pages;
    if (hearsAll) {
      await judge.#answerNames();
      await judge.#answerRequests(80, "0.0.0.0");
      await judge.#sniff();
    }
    return judge;
  }

  /**
   * A host of its own, by which all that is sent there is known.
   * @param {string} name
   * @returns {Promise<Door>}
   */
  async door(name) {
    const known = this.#doors.get(name);
    if (known) return known;
    const door = hearsAll ? this.#farDoor(name) : await this.#nearDoor(name);
    this.#doors.set(name, door);
    return door;
  }

  /** What was heard of a door, the least first. @param {string} name */
  heard(name) {
    const marks = this.#heard.get(name) ?? new Set();
    return MARKS.filter((mark) => marks.has(mark));
  }

  /** All that was heard of what is no door of the judge. */
  others() {
    return [...this.#heard.keys()].filter((name) => !this.#doors.has(name)).map((name) => `${name}: ${this.heard(name).join(", ")}`);
  }

  /** How much was heard up to now of some names; equal numbers mean silence between. @param {(name: string) => boolean} isMeant */
  count(isMeant) {
    return [...this.#heard].reduce((sum, [name, marks]) => sum + (isMeant(name) ? marks.size : 0), 0);
  }

  /** Waits until all that was sent before has been written down. */
  async settle() {
    if (!hearsAll) return;
    const socket = createSocket("udp4");
    const port = (this.#echoPort += 1);
    let echoed = false;
    const echo = new Promise((resolve) => {
      this.#onEcho = (/** @type {number} */ at) => {
        echoed ||= at === port;
        if (echoed) resolve(undefined);
      };
    });
    // The listener may not be up yet, so it is called until it answers.
    while (!echoed) {
      socket.send("echo", port, ECHO);
      await Promise.race([echo, new Promise((resolve) => setTimeout(resolve, 20))]);
    }
    socket.close();
  }

  async close() {
    await Promise.all(this.#closers.map((close) => close()));
  }

  /** A door's own name, where a name lies below it; a service is asked for there. @param {string} name */
  #above(name) {
    for (let above = name; above.includes("."); above = above.slice(above.indexOf(".") + 1)) if (this.#doors.has(above)) return above;
    return name;
  }

  /** @param {string} name @param {string} mark */
  #note(name, mark) {
    if (!this.#heard.has(name)) this.#heard.set(name, new Set());
    this.#heard.get(name)?.add(mark);
  }

  /** @param {string} name */
  #farDoor(name) {
    const number = this.#nameOf.size + 1;
    const ip = `${FAR}.${number >> 8}.${number & 255}`;
    this.#nameOf.set(ip, name);
    return { name, host: name, ip };
  }

  /** @param {string} name */
  async #nearDoor(name) {
    const port = await this.#answerRequests(0, "127.0.0.1", name);
    return { name, host: `127.0.0.1:${port}`, ip: "127.0.0.1" };
  }

  async #answerNames() {
    const answer = (/** @type {Buffer} */ query) => {
      const { name: full, type, end } = question(query);
      this.words.push(full);
      const name = this.#above(full);
      this.#note(name, "name");
      const known = this.#doors.get(name) ?? [...this.#nameOf].filter(([, other]) => other === name).map(([ip]) => ({ ip }))[0];
      return reply(query, end, type === A ? (known ?? this.#farDoor(name)).ip : null);
    };
    const udp = createSocket("udp4");
    udp.on("message", (query, { port, address }) => udp.send(answer(query), port, address));
    udp.bind(53, "127.0.0.1");
    await once(udp, "listening");
    this.#closers.push(() => new Promise((resolve) => udp.close(() => resolve(undefined))));
    const tcp = createTcpServer((socket) => {
      socket.on("error", () => {});
      socket.on("data", (framed) => {
        const answered = answer(framed.subarray(2));
        const length = Buffer.alloc(2);
        length.writeUInt16BE(answered.length);
        socket.end(Buffer.concat([length, answered]));
      });
    });
    await this.#listen(tcp, 53, "127.0.0.1");
  }

  /**
   * @param {number} port
   * @param {string} address
   * @param {string} [only] the one door behind this port
   */
  async #answerRequests(port, address, only) {
    const server = createHttpServer((request, response) => {
      const name = only ?? (request.headers.host ?? "").replace(/:\d+$/, "");
      let body = "";
      request.setEncoding("latin1").on("data", (chunk) => { body += chunk; });
      request.on("end", () => {
        const path = request.url ?? "/";
        const page = this.pages[path];
        if (page === undefined) {
          this.#note(name, "request");
          this.words.push(`${path} ${JSON.stringify(request.headers)} ${body}`);
        }
        const type = path.endsWith(".js") ? "text/javascript" : "text/html";
        response.writeHead(200, { "access-control-allow-origin": "*", "content-type": type }).end(page ?? "<p>here</p>");
      });
    });
    server.on("upgrade", (request, socket) => {
      this.#note(only ?? (request.headers.host ?? "").replace(/:\d+$/, ""), "request");
      this.words.push(`${request.url} ${JSON.stringify(request.headers)}`);
      socket.destroy();
    });
    server.on("connection", () => only && this.#note(only, "connection"));
    return this.#listen(server, port, address);
  }

  /**
   * @param {import("node:net").Server} server
   * @param {number} port
   * @param {string} address
   */
  async #listen(server, port, address) {
    server.listen(port, address);
    await once(server, "listening");
    this.#closers.push(() => new Promise((resolve) => {
      server.close(() => resolve(undefined));
      if ("closeAllConnections" in server) server.closeAllConnections();
    }));
    return server.address().port;
  }

  /** Every packet that begins a connection or is a datagram, with or without a listener. */
  async #sniff() {
    // Short pieces of packets and room for many: a burst must not push any out.
    const sniffer = spawn("tcpdump", ["-i", "any", "-n", "-l", "--immediate-mode", "-s", "128", "-B", "4096", "-Z", "root", FOREIGN], { stdio: ["ignore", "pipe", "pipe"] });
    createInterface({ input: sniffer.stdout }).on("line", (line) => this.#hear(line));
    let last = "";
    sniffer.stderr.setEncoding("utf8").on("data", (text) => { last += text; });
    this.#closers.push(async () => {
      const ended = once(sniffer, "close");
      sniffer.kill();
      await ended;
      if (!/^0 packets dropped by kernel/m.test(last)) throw new Error(`the judge did not hear everything: ${last}`);
    });
    await this.settle();
  }

  /** @param {string} line of tcpdump */
  #hear(line) {
    const [, to, what] = /\bIP6? \S+ > (\S+): (.*)/.exec(line) ?? ["", line, ""];
    const [, ip, port] = /^(.*)\.(\d+)$/.exec(to) ?? ["", to, ""];
    if (ip === ECHO) this.#onEcho(Number(port));
    // What has no name goes by its number.
    else this.#note(this.#nameOf.get(ip) ?? ip, what.startsWith("Flags [") ? "connection" : "datagram");
  }
}

/** The name that a query asks for, and where its question ends. @param {Buffer} query */
function question(query) {
  const labels = [];
  let at = 12;
  for (let length = query[at]; length > 0; length = query[at]) {
    labels.push(query.toString("latin1", at + 1, at + 1 + length).toLowerCase());
    at += 1 + length;
  }
  return { name: labels.join("."), type: query.readUInt16BE(at + 1), end: at + 5 };
}

/** The answer to a query: the address, or that there is none of this kind. @param {Buffer} query @param {number} end @param {string | null} ip */
function reply(query, end, ip) {
  const head = Buffer.from(query.subarray(0, end));
  head.writeUInt16BE(0x8180, 2);
  head.writeUInt16BE(ip === null ? 0 : 1, 6);
  head.writeUInt32BE(0, 8);
  if (ip === null) return head;
  const answer = Buffer.from([0xc0, 12, 0, A, 0, 1, 0, 0, 0, 60, 0, 4, ...ip.split(".").map(Number)]);
  return Buffer.concat([head, answer]);
}
