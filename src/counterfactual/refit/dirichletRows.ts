import { ArgumentError } from '../../core/errors.js';
import { drawLogGamma } from '../../core/random/drawLogGamma.js';
import type { Rng } from '../../core/random/rng.js';
import type { Mdp } from '../../mdp/mdp.js';
import { pairConcentration } from '../../mdp/pairConcentration.js';

/**
 * A fitted model with each row drawn anew: what the row could have been, given the cases that it rests on.
 *
 *     P(. | s, a) ~ Dirichlet(n P^(. | s, a)),   n its logged cases, with the pseudo-counts of a prior and the imaginary ones of the worst
 *
 * What a row has no case of stays impossible, and a row with one successor as it is; rows without any case stay, too, as
 * they are assumptions. Rewards are kept.
 *
 * @param mdp with `visits`
 * @throws ArgumentError for a model without
 *
 * Cost O(S·A + nnz).
 *
 * Source: Rubin, "The Bayesian bootstrap", 1981, for rows without a prior.
 */
export function dirichletRows(rng: Rng, mdp: Mdp): Mdp {
  const { nStates, nActions, rowStart, visits, terminal } = mdp;
  if (!visits)
    throw new ArgumentError(
      'dirichletRows: the model must hold how many logged cases each pair has (visits), got none - fit it to a log',
    );
  const probability = mdp.probability.slice();
  for (let row = 0; row < nStates * nActions; row++) {
    const cases = visits[row] + pairConcentration(mdp, row) + (mdp.source.worst?.cases ?? 0);
    const [first, end] = [rowStart[row], rowStart[row + 1]];
    if (cases === 0 || end - first < 2 || terminal[Math.floor(row / nActions)] === 1) continue;
    // Relative to the largest: of few pseudo-counts all may be too small for a number.
    let largest = -Infinity;
    for (let k = first; k < end; k++) {
      const shape = cases * probability[k];
      probability[k] = shape > 0 ? drawLogGamma(rng, shape) : -Infinity;
      largest = Math.max(largest, probability[k]);
    }
    let sum = 0;
    for (let k = first; k < end; k++) sum += probability[k] = Math.exp(probability[k] - largest);
    for (let k = first; k < end; k++) probability[k] /= sum;
  }
  return { ...mdp, probability };
}
