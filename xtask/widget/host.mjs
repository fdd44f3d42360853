// A static host on this machine, as a good one would be: everything compressed beforehand as well as
// it goes, brotli to who takes it and gzip to who does not.
import { createServer } from "node:http";
import { extname } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const TYPES = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".png": "image/png" };
const BEST = { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 22 } };

/**
 * @param {Map<string, Buffer>} files by path
 * @returns what was sent since the last call of `sent`, besides where it listens
 */
export async function host(files) {
  const ready = new Map(
    await Promise.all([...files].map(async ([path, raw]) => /** @type {const} */ ([path, { raw, br: await promisify(brotliCompress)(raw, BEST), gzip: await promisify(gzip)(raw, { level: 9 }) }]))),
  );
  let asked = [];
  const server = createServer(({ url, headers }, response) => {
    const path = decodeURIComponent(new URL(url ?? "/", "http://host").pathname);
    const file = ready.get(path);
    asked.push(path);
    if (!file) {
      response.writeHead(404).end();
      return;
    }
    const encoding = /\bbr\b/.test(String(headers["accept-encoding"])) ? "br" : "gzip";
    response.writeHead(200, { "content-type": TYPES[extname(path)], "content-encoding": encoding, "content-length": file[encoding].length });
    response.end(file[encoding]);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(null)));
  return {
    origin: `http://127.0.0.1:${/** @type {import("node:net").AddressInfo} */ (server.address()).port}`,
    /** Requests and bytes of the bodies since the last time; what was not there is named. */
    sent() {
      const paths = asked;
      asked = [];
      const bytes = (kind) => paths.reduce((sum, path) => sum + (ready.get(path)?.[kind].length ?? 0), 0);
      return { requests: paths.length, raw: bytes("raw"), br: bytes("br"), gzip: bytes("gzip"), absent: paths.filter((path) => !ready.has(path)) };
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
