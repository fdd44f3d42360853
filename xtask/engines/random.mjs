// mulberry32: 32 bits of state, the same numbers on every machine.

export function random(seed) {
  let state = seed >>> 0;
  const dice = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const pick = (list) => list[Math.floor(dice() * list.length)];
  return { dice, pick };
}
