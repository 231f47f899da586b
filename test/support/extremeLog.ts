import fc from 'fast-check';
import type { Policy } from '../../src/mdp/policy.js';
import type { Trajectories } from '../../src/trajectories/trajectories.js';

/** A log whose weights may be beyond what a number holds, and the logarithms of its one-step ratios. */
export interface ExtremeLog {
  readonly log: Trajectories & Required<Pick<Trajectories, 'propensity'>>;
  readonly target: Policy;
  /** logRatio[i][t], −Infinity where the target policy excludes the action. */
  readonly logRatio: readonly (readonly number[])[];
}

/** What an action does to the logarithm of a weight, by its number. */
const BY_ACTION = [undefined, -700, -300, -1, -Infinity] as const;

/** Chances of them under the target policy: action 0 has what the others leave. */
const CHANCES = BY_ACTION.map((l) => (l === undefined ? 1 - Math.exp(-1) : Math.exp(l)));

/**
 * Episodes in one state, each step with one of these log ratios: at least 0, or one of −700, −300, −1 and −Infinity;
 * rewards in quarters.
 */
export function logWithRatios(episodes: readonly (readonly number[])[], horizon: number): ExtremeLog {
  const all = episodes.flat();
  const action = all.map((l) => Math.max(0, (BY_ACTION as readonly (number | undefined)[]).indexOf(l)));
  const episodeStart = new Uint32Array(episodes.length + 1);
  episodes.forEach((steps, e) => (episodeStart[e + 1] = episodeStart[e] + steps.length));
  return {
    log: {
      nEpisodes: episodes.length,
      nStates: 1,
      nActions: BY_ACTION.length,
      episodeStart,
      state: new Int32Array(all.length),
      action: Int32Array.from(action),
      reward: Float64Array.from(all, (_, i) => ((7 * i) % 9) / 4 - 1),
      nextState: new Int32Array(all.length),
      terminated: new Uint8Array(episodes.length).fill(1),
      propensity: Float64Array.from(all, (l, i) => (action[i] === 0 ? CHANCES[0] * Math.exp(-l) : 1)),
      source: { horizon },
    },
    target: { nStates: 1, nActions: BY_ACTION.length, probability: Float64Array.from(CHANCES) },
    logRatio: episodes,
  };
}

/** Up to five episodes of up to three steps, the first of positive weight. */
export const extremeLog: fc.Arbitrary<ExtremeLog> = fc
  .array(
    fc.array(fc.constantFrom(0, 0.5, 1, 300, 600, 700, -700, -300, -1, -Infinity), { minLength: 1, maxLength: 3 }),
    { minLength: 2, maxLength: 5 },
  )
  .map(([first, ...others]) => logWithRatios([first.map((l) => (l === -Infinity ? 0 : l)), ...others], 3));

/** Logarithm of the weight of an episode up to step t, or to its end before. */
export function logWeight({ logRatio }: ExtremeLog, e: number, t: number): number {
  return logRatio[e].slice(0, t + 1).reduce((sum, l) => sum + l, 0);
}

/** The weights up to step t as shares of the largest of them, with its logarithm. */
export function relativeWeights(
  extreme: ExtremeLog,
  t: number,
): { readonly weights: readonly number[]; readonly largest: number } {
  const logs = extreme.logRatio.map((_, e) => logWeight(extreme, e, t));
  const largest = Math.max(...logs);
  return { weights: logs.map((l) => (l === -Infinity ? 0 : Math.exp(l - largest))), largest };
}
