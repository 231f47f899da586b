/** A point of a curve, in pixels. */
export type Place = readonly [x: number, y: number];

/** Path data through places. */
export function line(places: readonly Place[]): string {
  return places.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${x.toFixed(1)},${y.toFixed(1)}`).join('');
}

/** Path data of steps: each height holds to the next place. */
export function steps(places: readonly Place[]): string {
  return places
    .map(([x, y], i) => (i === 0 ? `M${x.toFixed(1)},${y.toFixed(1)}` : `H${x.toFixed(1)}V${y.toFixed(1)}`))
    .join('');
}

/** 1, 10, 100, … up to a number. */
export function powersOfTen(most: number): readonly number[] {
  const powers: number[] = [];
  for (let power = 1; power <= most; power *= 10) powers.push(power);
  return powers;
}
