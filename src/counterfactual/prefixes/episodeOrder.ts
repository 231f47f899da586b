/** The episodes of a log in an order in which those that begin alike follow each other. */
export interface EpisodeOrder {
  /** Shape (n): episodes by their observations, the shorter of two that begin alike first, equal ones by their place in the log. */
  readonly episode: Uint32Array;
  /** Shape (n): how many steps each begins with that the one before it has, too; 0 for the first. */
  readonly shared: Uint32Array;
}

/**
 * Sorts the episodes of a log by what is observed in them, step after step. Equal observations are of the same state,
 * so that episodes that share a step share the first state.
 *
 * @param observations shape (steps)
 *
 * Cost O(n log n) comparisons, each of the steps that two episodes share; 8 bytes an episode.
 */
export function episodeOrder(episodeStart: Uint32Array, observations: Int32Array): EpisodeOrder {
  const n = episodeStart.length - 1;
  const common = (a: number, b: number): number => {
    let i = episodeStart[a];
    let j = episodeStart[b];
    while (i < episodeStart[a + 1] && j < episodeStart[b + 1] && observations[i] === observations[j]) {
      i += 1;
      j += 1;
    }
    return i - episodeStart[a];
  };
  const episode = Uint32Array.from({ length: n }, (_, e) => e);
  episode.sort((a, b) => {
    const at = common(a, b);
    const [i, j] = [episodeStart[a] + at, episodeStart[b] + at];
    const [aEnds, bEnds] = [i === episodeStart[a + 1], j === episodeStart[b + 1]];
    if (aEnds || bEnds) return Number(bEnds) - Number(aEnds) || a - b;
    return observations[i] - observations[j];
  });
  const shared = episode.map((e, i) => (i === 0 ? 0 : common(episode[i - 1], e)));
  return { episode, shared };
}

/**
 * How often each observation is made after different beginnings.
 *
 * @param nEntries of the model
 * @returns shape (nEntries)
 *
 * Cost O(steps), 4 bytes an entry.
 */
export function timesObserved(
  { episode, shared }: EpisodeOrder,
  episodeStart: Uint32Array,
  observations: Int32Array,
  nEntries: number,
): Uint32Array {
  const times = new Uint32Array(nEntries);
  episode.forEach((e, i) => {
    for (let k = episodeStart[e] + shared[i]; k < episodeStart[e + 1]; k++)
      if (observations[k] >= 0) times[observations[k]] += 1;
  });
  return times;
}
