import { DataError } from '../../core/errors.js';
import type { Mdp } from '../../mdp/mdp.js';
import type { CompleteMechanism } from '../../mechanisms/mechanism.js';
import { checkedHorizon } from '../../trajectories/checkedHorizon.js';
import type { Trajectories } from '../../trajectories/trajectories.js';
import type { CounterfactualOptions } from '../evaluate/counterfactualOptions.js';
import { type MultiStepRow, comparePart, comparisonParts, comparisonRows } from './comparisonParts.js';
import type { PolicyPair } from './pairedReturns.js';

export interface MultiStepOptions extends CounterfactualOptions {
  /** Whether to compute the row `transport bound` as well, which takes longest; default false. */
  readonly bound?: boolean;
}

/**
 * Mechanisms side by side over whole runs: how variable each leaves the return under the target policy once an episode
 * has been observed, and how variable it makes the effect of the policy before.
 *
 * @param trajectories log over the model's own states
 * @param policies `behaviour` is the one that wrote the log, or an estimate of it; only the difference uses it
 * @returns a row for each mechanism, in their order, and the bound if asked for
 * @throws DataError on a log without episodes, else as `evaluateCounterfactual` and `returnDifference`
 *
 * Cost: sepsis with its 146 projected states, 1,000 episodes and 20 steps: tenths of a second a row with a
 * deterministic target, some seconds with a softened one.
 */
export function multiStepComparison(
  trajectories: Trajectories,
  mdp: Mdp,
  policies: PolicyPair,
  mechanisms: readonly CompleteMechanism[],
  { bound = false, ...options }: MultiStepOptions = {},
): MultiStepRow[] {
  const { progress } = options;
  checkHasEpisodes(trajectories);
  const horizon = checkedHorizon('counterfactual', trajectories, options);
  const runs = { trajectories, mdp, policies, mechanisms, options: { ...options, horizon } };
  const parts = comparisonParts(mechanisms.length, bound);
  const total = mechanisms.length + (bound ? 1 : 0);
  let before = 0;
  const results = parts.map((part) => {
    const share = part.of === 'bound' ? 1 : 0.5;
    const result = comparePart(runs, part, (done, of) => progress?.(before + (share * done) / of, total));
    before += share;
    progress?.(before, total);
    return result;
  });
  return comparisonRows(mechanisms, parts, results);
}

/** @throws DataError on a log without episodes */
export function checkHasEpisodes({ nEpisodes }: Trajectories): void {
  if (nEpisodes === 0) throw new DataError('multiStepComparison: the log must hold at least one episode, got none');
}
