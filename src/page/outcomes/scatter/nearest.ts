interface Point {
  readonly x: number;
  readonly y: number;
}

/** Pixels within which a mark is meant. */
const REACH = 16;

/**
 * Index of the point that is nearest to a place, the first of equals.
 *
 * @returns undefined where none is within 16 pixels
 */
export function nearest(points: readonly Point[], place: Point): number | undefined {
  let found: number | undefined;
  let least = REACH ** 2;
  for (const [i, { x, y }] of points.entries()) {
    const distance = (x - place.x) ** 2 + (y - place.y) ** 2;
    if (distance >= least) continue;
    least = distance;
    found = i;
  }
  return found;
}
