// Tables and numbers as a README shows them.

/** Three digits, and commas between thousands. */
export const short = (number) => Number(number.toPrecision(3)).toLocaleString("en-US", { maximumSignificantDigits: 3 });
export const whole = (number) => number.toLocaleString("en-US");
export const share = (part, all) => `${whole(part)} (${((100 * part) / all).toFixed(1)} %)`;

const row = (cells) => `| ${cells.join(" | ")} |`;

/** The first column holds names, the others numbers. */
export const table = (head, rows) => [row(head), row(head.map((_, place) => (place === 0 ? "---" : "---:"))), ...rows.map(row)].join("\n");
