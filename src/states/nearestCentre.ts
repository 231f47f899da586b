/**
 * The centre nearest to a point by squared Euclidean distance; of several the first.
 *
 * A distance is given up as soon as it exceeds the least so far, which a good first guess makes soon: the result is the
 * same whatever the guess.
 *
 * @param points shape (n × d), of which row `row` is the point
 * @param centres shape (K × d)
 * @param guess a centre to begin with
 *
 * Cost O(K · d) at most.
 */
export function nearestCentre(
  points: Float64Array,
  row: number,
  centres: Float64Array,
  d: number,
  guess: number,
): number {
  const at = row * d;
  const k = centres.length / d;
  let nearest = guess;
  let least = squaredDistance(points, row, centres, guess, d);
  for (let c = 0; c < k; c++) {
    if (c === guess) continue;
    const centre = c * d;
    let sum = 0;
    for (let j = 0; j < d; j++) {
      const difference = points[at + j] - centres[centre + j];
      sum += difference * difference;
      if (sum > least) break;
    }
    if (sum < least || (sum === least && c < nearest)) [nearest, least] = [c, sum];
  }
  return nearest;
}

/** Between row `row` of points and row `c` of centres. */
export function squaredDistance(
  points: Float64Array,
  row: number,
  centres: Float64Array,
  c: number,
  d: number,
): number {
  let sum = 0;
  for (let j = 0; j < d; j++) {
    const difference = points[row * d + j] - centres[c * d + j];
    sum += difference * difference;
  }
  return sum;
}
