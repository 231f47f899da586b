import type { EpisodeOrder } from '../prefixes/episodeOrder.js';

/**
 * Parts an order of episodes into stretches of about the same number of steps, those that are shared with the episode
 * before counted once. Each is cut near its end where the next episode shares least, as that is taken again.
 *
 * @param parts at most so many, at least 1
 * @returns places of the order, each stretch up to the next: the first is 0, the last the number of episodes
 *
 * Cost O(n).
 *
 * @example
 * const order = { episode: Uint32Array.of(2, 0, 1), shared: Uint32Array.of(0, 3, 0) };
 * episodeShares(order, Uint32Array.of(0, 4, 8, 12), 2) // [0, 2, 3]
 */
export function episodeShares(
  { episode, shared }: EpisodeOrder,
  episodeStart: Uint32Array,
  parts: number,
): readonly number[] {
  const n = episode.length;
  const steps = (i: number): number => episodeStart[episode[i] + 1] - episodeStart[episode[i]] - shared[i];
  let total = 0;
  for (let i = 0; i < n; i++) total += steps(i);
  const cuts = [0];
  let [taken, best] = [0, 0];
  for (let i = 0; i < n; i++) {
    const due = (cuts.length * total) / parts;
    // From three quarters of a stretch on it may end, and at its full length it does.
    if (i > cuts[cuts.length - 1] && taken >= due - total / (4 * parts)) {
      if (best === 0 || shared[i] < shared[best]) best = i;
      if (taken >= due && cuts.length < parts) {
        cuts.push(best);
        best = 0;
      }
    }
    taken += steps(i);
  }
  return [...cuts, n];
}
