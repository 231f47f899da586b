import { ArgumentError } from '../../core/errors.js';
import type { Mdp, MixedWorst } from '../../mdp/mdp.js';
import { floorState } from '../../mdp/floorState.js';
import { dropFloor } from './addFloor.js';
import { unmixWorst } from './unmixWorst.js';
import { withCases } from './withCases.js';
import { type WorstOptions, worstCase } from './worstCase.js';

/**
 * A fitted model made pessimistic: c imaginary cases of the worst that can follow, w, are added to those of each pair.
 *
 *     P_c(. | s, a) = (n P(. | s, a) + c delta_w) / (n + c),   n = n(s, a) logged cases
 *
 * A pair that few cases speak for is then hardly believed, and one without a case leads to w; at c = 1 that is one
 * imaginary death a pair. An entry into w that was logged, too, pays the mean of its cases and of the imaginary ones.
 * Rows of ends, and empty ones, of actions that are not possible, stay as they are. For w see `worstCase`: an end, or
 * a floor, which becomes state S of a model with S + 1 (`withFloor` makes policies fit).
 *
 * What a model has mixed in already is taken out before: `mixWorst(mdp, 0)` is `unmixWorst(mdp)`.
 *
 * @param mdp with `visits`
 * @param cases c, ≥ 0
 * @param options how far ahead returns look, as that decides which worst is worse; default discount 1, no horizon
 * @throws ArgumentError for a model without `visits`, on cases or options out of bounds, and at discount 1 without a
 *   horizon where steps can cost
 *
 * Cost O(S·A + nnz).
 *
 * @example
 * // Of four patients three recovered, in state 1, which pays 1, and one died, in state 2, which pays -1.
 * const log = {
 *   nEpisodes: 4, nStates: 3, nActions: 1, source: {},
 *   episodeStart: Uint32Array.of(0, 1, 2, 3, 4), terminated: new Uint8Array(4).fill(1),
 *   state: new Int32Array(4), action: new Int32Array(4),
 *   reward: Float64Array.of(1, 1, 1, -1), nextState: Int32Array.of(1, 1, 1, 2),
 * };
 * const { mdp } = fit(log, undefined);
 * policyValue(mixWorst(mdp, 1), uniform(3, 1), { horizon: 1 }).value // 0.2
 */
export function mixWorst(mdp: Mdp, cases: number, options: WorstOptions = {}): Mdp {
  if (!(cases >= 0 && Number.isFinite(cases)))
    throw new ArgumentError(`mixWorst: cases must be a finite number ≥ 0, got ${cases}`);
  const own = unmixWorst(mdp);
  if (cases === 0) return own;
  // Pairs that lead to a floor without a case are about to lead to the worst of now.
  const bare = floorState(own) === undefined ? own : dropFloor(own);
  const { visits } = bare;
  if (!visits)
    throw new ArgumentError(
      `mixWorst: the model must hold how many logged cases each pair has (visits), got none - ${
        bare.observed ? 'fit it to its log again' : 'fit it to a log; an exact model has no luck to guard against'
      }`,
    );
  const worst: MixedWorst = { cases, ...worstCase({ ...bare, visits }, options) };
  return withCases(bare, worst);
}
