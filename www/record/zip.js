/** The entries of a zip archive, found by its directory and unpacked one at a time by the browser. Nothing unpacked may be larger than it is allowed to be. */

/** @typedef {{name: string, size: number, read: (most: number) => Promise<string>}} Entry */

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
/** The end of an archive: 22 bytes, and a comment of at most 65,535. */
const TAIL = 22 + 0xffff;
/** More bytes of directory than this are no health record. */
const MOST_DIRECTORY = 32_000_000;
const [STORED, DEFLATED] = [0, 8];

/** @param {Blob} blob @param {number} from @param {number} to */
const view = async (blob, from, to) => new DataView(await blob.slice(from, to).arrayBuffer());

/** @param {Blob} file */
export async function isZip(file) {
  return file.size >= 22 && (await view(file, 0, 4)).getUint32(0, true) === LOCAL;
}

/**
 * @param {Blob} file
 * @param {(name: string) => boolean} wanted
 * @returns {Promise<Entry[]>}
 */
export async function zipEntries(file, wanted) {
  const tailStart = Math.max(0, file.size - TAIL);
  const tail = await view(file, tailStart, file.size);
  let end = tail.byteLength - 22;
  while (end >= 0 && tail.getUint32(end, true) !== END) end -= 1;
  if (end < 0) throw new RangeError("no end of the archive");
  const [length, start] = [tail.getUint32(end + 12, true), tail.getUint32(end + 16, true)];
  if (length > MOST_DIRECTORY || start + length > file.size) throw new RangeError("no directory");
  const directory = await view(file, start, start + length);
  /** @type {Entry[]} */
  const entries = [];
  const decoder = new TextDecoder();
  for (let at = 0; at + 46 <= length; ) {
    if (directory.getUint32(at, true) !== CENTRAL) throw new RangeError("a broken directory");
    const [method, packed, size] = [directory.getUint16(at + 10, true), directory.getUint32(at + 20, true), directory.getUint32(at + 24, true)];
    const [nameLength, extra, comment, local] = [directory.getUint16(at + 28, true), directory.getUint16(at + 30, true), directory.getUint16(at + 32, true), directory.getUint32(at + 42, true)];
    if (at + 46 + nameLength > length) throw new RangeError("a broken directory");
    const name = decoder.decode(new Uint8Array(directory.buffer, at + 46, nameLength));
    at += 46 + nameLength + extra + comment;
    if (wanted(name) && (method === STORED || method === DEFLATED)) entries.push({ name, size, read: (most) => unpack(file, local, packed, method, most) });
  }
  return entries;
}

/**
 * @param {Blob} file
 * @param {number} local where the entry begins
 * @param {number} packed
 * @param {number} method
 * @param {number} most bytes unpacked
 */
async function unpack(file, local, packed, method, most) {
  const head = await view(file, local, local + 30);
  if (head.byteLength < 30 || head.getUint32(0, true) !== LOCAL) throw new RangeError("a broken entry");
  const start = local + 30 + head.getUint16(26, true) + head.getUint16(28, true);
  const body = file.slice(start, start + packed);
  return textOf(method === STORED ? body.stream() : body.stream().pipeThrough(new DecompressionStream("deflate-raw")), most);
}

/**
 * The text of a stream, which is given up once it is larger than it may be.
 * @param {ReadableStream<Uint8Array>} stream
 * @param {number} most
 */
export async function textOf(stream, most) {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let text = "";
  for (let size = 0; ; ) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    size += value.byteLength;
    if (size > most) {
      await reader.cancel();
      throw new TooLarge();
    }
    text += decoder.decode(value, { stream: true });
  }
}

/** More than anybody's record holds. */
export class TooLarge extends Error {
  name = "TooLarge";
}
