import type { Rng } from '../../core/random/rng.js';
import { sampleCounterfactual } from '../../counterfactual/evaluate/sampleCounterfactual.js';
import type { Outcome } from '../../mdp/outcome.js';
import type { Policy } from '../../mdp/policy.js';
import type { CompleteMechanism } from '../../mechanisms/mechanism.js';
import { observedOutcomes } from '../../trajectories/observedOutcomes.js';
import type { Learned } from './learnSetting.js';

/**
 * The published table of outcomes: each trajectory under its observed outcome and the most frequent one of its
 * counterfactual draws, ties to the lowest reward.
 *
 * Not an estimate of the table of probabilities: an outcome of probability .4 may be the most frequent for all or for
 * none.
 *
 * @param draws for each trajectory, at least 1
 * @returns shape (outcomes × outcomes), row-major, row = observed: share of all trajectories
 */
export function drawnOutcomes(
  rng: Rng,
  { log, mdp }: Learned,
  target: Policy,
  mechanism: CompleteMechanism,
  draws: number,
): number[] {
  const { outcomes, outcome } = mdp;
  const drawn = observedOutcomes(sampleCounterfactual(rng, log, mdp, target, mechanism, { draws }), outcomes, outcome);
  const observed = observedOutcomes(log, outcomes, outcome);
  const table = new Array<number>(outcomes.length ** 2).fill(0);
  observed.forEach((row, e) => {
    const column = mostFrequentOutcome(drawn.subarray(e * draws, (e + 1) * draws), outcomes);
    table[row * outcomes.length + column] += 1;
  });
  return table.map((count) => count / log.nEpisodes);
}

/**
 * The most frequent of some outcomes, ties to the lowest reward.
 *
 * @param drawn indices into `outcomes`
 *
 * @example
 * const [alive, death, discharge] = [0, -1, 1].map((reward) => ({ name: `earns ${reward}`, reward }));
 * mostFrequentOutcome([2, 1, 2, 1, 0], [alive, death, discharge]) // 1
 */
export function mostFrequentOutcome(drawn: ArrayLike<number>, outcomes: readonly Outcome[]): number {
  const count = new Array<number>(outcomes.length).fill(0);
  for (let i = 0; i < drawn.length; i++) count[drawn[i]] += 1;
  const order = Array.from(outcomes.keys());
  return order.sort((a, b) => count[b] - count[a] || outcomes[a].reward - outcomes[b].reward)[0];
}
