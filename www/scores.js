/** The scores of the EDSS: 0, and 1 to 10 in half steps. */
export const SCORES = [0, ...Array.from({ length: 19 }, (_, step) => 1 + step / 2)];
