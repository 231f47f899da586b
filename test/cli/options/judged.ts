import { createRng } from '../../../src/core/random/rng.js';
import { type StateCheck, checkStates } from '../../../src/honest/checkStates/checkStates.js';
import { verdict } from '../../../src/honest/verdict/verdict.js';
import type { EstimateKind, VerdictFigures } from '../../../src/honest/verdict/verdictFigures.js';
import type { HorizonOptions } from '../../../src/mdp/evaluate/horizon.js';
import type { Mdp } from '../../../src/mdp/mdp.js';
import type { Policy } from '../../../src/mdp/policy.js';
import { unseenShare } from '../../../src/mdp/unseenShare.js';
import type { Trajectories } from '../../../src/trajectories/trajectories.js';
import type { Given } from './given.js';
import { fragilityOf } from './library.js';

/** A verdict as commands write it. */
export function judged(about: string, kind: EstimateKind, figures: VerdictFigures): Record<string, unknown> {
  return { about, kind, ...verdict(kind, figures) };
}

/** The tests of states that a command takes in. */
export function statesOf(given: Given, log: Trajectories, ends?: ArrayLike<number>): StateCheck | 'left out' {
  if (given['check-states'] === false) return 'left out';
  return checkStates(createRng(Number(given.seed ?? 1)), log, ends && { ends });
}

/** How far a figure of a model rests on luck, as verdicts take it. */
export function luckOf(mdp: Mdp, policy: Policy, options: HorizonOptions): VerdictFigures {
  if (!mdp.visits && !mdp.observed) return { fragility: 'exact model' };
  const found = fragilityOf(mdp, policy, options).fragility;
  if (!found) return {};
  const { fragility, behaviourFragility } = found;
  const [least, largest] = found.returnRange;
  return { fragility: { fragility, behaviourFragility, rangeWidth: largest - least } };
}

/** Share of a policy's expected steps in a model on pairs with at most two cases. */
export function thinOf(mdp: Mdp, policy: Policy, options: HorizonOptions): VerdictFigures {
  const unseen = unseenShare(mdp, policy, options);
  return unseen?.hardlySeen ? { thinShare: Math.min(1, unseen.share + unseen.hardlySeen.share) } : {};
}
