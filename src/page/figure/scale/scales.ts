/** Pixels of a value. */
export type Scale = (value: number) => number;

/** Two ends, in the order in which they are drawn. */
export type Ends = readonly [from: number, to: number];

/** In proportion. */
export function linearScale(values: Ends, pixels: Ends): Scale {
  return scaleBy((value) => value, values, pixels);
}

/** In proportion; what lies beyond an end is drawn at it. */
export function clampedScale(values: Ends, pixels: Ends): Scale {
  const scale = linearScale(values, pixels);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return (value) => scale(Math.max(least, Math.min(most, value)));
}

/** By the root, which tells small values apart; what is below 0, as by rounding, lies on the other side. */
export function rootScale(values: Ends, pixels: Ends): Scale {
  return scaleBy((value) => Math.sign(value) * Math.sqrt(Math.abs(value)), values, pixels);
}

/** By the logarithm, of values above 0. */
export function logScale(values: Ends, pixels: Ends): Scale {
  return scaleBy(Math.log, values, pixels);
}

/** By the logarithm of one more, so that there is a place for 0. */
export function logOfOneMoreScale(values: Ends, pixels: Ends): Scale {
  return scaleBy(Math.log1p, values, pixels);
}

/** In the middle where both ends are one. */
function scaleBy(by: (value: number) => number, [from, to]: Ends, [start, end]: Ends): Scale {
  const [first, length] = [by(from), by(to) - by(from)];
  return (value) => {
    const share = length === 0 ? 0.5 : (by(value) - first) / length;
    return start * (1 - share) + end * share;
  };
}
