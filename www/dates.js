/** Any number of dates, each as exact as it is known. */

import { dateParts } from "./date.js";
import { listControl } from "./list.js";

/**
 * @param {{measure: string, kind: string}} asked
 * @param {() => void} onChange
 */
export function datesControl(asked, onChange) {
  return listControl(asked, () => {
    const parts = dateParts();
    const read = () => {
      const { date, problems } = parts.read();
      return { value: date, problems };
    };
    return { ...parts, read };
  }, onChange);
}
