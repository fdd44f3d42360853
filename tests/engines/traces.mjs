// What a browser has written down on the disk.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * The files of a folder that hold a text, in either of the spellings that browsers use. A text that
 * occurs once stays readable even where they compress.
 * @param {string} folder
 * @param {string} text
 * @returns {string[]}
 */
export function filesWith(folder, text) {
  const spellings = [Buffer.from(text, "latin1"), Buffer.from(text, "utf16le")];
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .filter((file) => {
      const contents = readFileSync(file);
      return spellings.some((spelling) => contents.includes(spelling)) || file.includes(text);
    });
}
