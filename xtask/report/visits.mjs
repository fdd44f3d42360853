// What a million first visits send: the script and the sealed file, once each.

/** What a gigabyte may cost where it is paid by volume. */
const PRICE = 0.05;

/** @param {{[figure: string]: number}} f */
export function visits(f) {
  const gigabytes = (bytes) => (bytes / 1000).toFixed(1);
  const files = [["`trial-prescreen.js`", "embed"], ["`prescreen.<digest>.html`", "prescreen"]];
  const sum = (kind) => files.reduce((all, [, name]) => all + f[`${name}_${kind}`], 0);
  const rows = files.map(([file, name]) => `| ${file} | ${gigabytes(f[`${name}_brotli`])} GB | ${gigabytes(f[`${name}_gzip`])} GB |`);
  const price = (sum("brotli") / 1000) * PRICE;
  return [
    "| a million first visits | brotli | gzip |",
    "|---|---|---|",
    ...rows,
    `| together | ${gigabytes(sum("brotli"))} GB | ${gigabytes(sum("gzip"))} GB |`,
    "",
    `At a price of ${PRICE.toFixed(2)} a gigabyte that is about ${Math.round(price)}; a thousand visits a day, ${((sum("brotli") * 1000) / 1e9).toFixed(1)} GB, fit into what`,
    "many static hosts give away.",
  ].join("\n");
}
