import { type OutcomeSides, goodAndBad } from '../../counterfactual/explain/goodAndBad.js';
import type { Mdp } from '../../mdp/mdp.js';
import type { Trajectories } from '../../trajectories/trajectories.js';
import { note, warn } from '../say.js';

/** A model and a log in its states. */
export interface PaidProblem {
  readonly mdp: Mdp;
  readonly log: Trajectories;
}

/**
 * A problem in which nothing pays, as where a log says only how runs ended, with what the user calls good and bad: to
 * enter a good end pays 1, a bad one −1. Any other is left as it is.
 *
 * Says so, or warns where the user names none.
 *
 * @throws ArgumentError on a name that is no outcome, or that is both
 */
export function payOutcomes({ mdp, log }: PaidProblem, sides: OutcomeSides): PaidProblem {
  const pays = (reward: number): boolean => reward !== 0;
  if (mdp.reward.some(pays) || log.reward.some(pays)) return { mdp, log };
  const { good, bad } = goodAndBad(mdp.outcomes, sides);
  if (good.length + bad.length === 0) {
    warn(
      `neither the model nor the log pays anything, so that no decision is better than another - say which outcomes are good with --good, or bad with --bad: ${mdp.outcomes.map(({ name }) => name).join(', ')}`,
    );
    return { mdp, log };
  }
  note('neither the model nor the log pays anything: a good end counts 1, a bad one -1');
  const pay = (o: number): number => (good.includes(o) ? 1 : bad.includes(o) ? -1 : 0);
  const entering = (s: number): number => (mdp.terminal[s] === 1 ? pay(mdp.outcome[s]) : 0);
  return {
    mdp: {
      ...mdp,
      reward: Float64Array.from(mdp.nextState, entering),
      outcomes: mdp.outcomes.map((outcome, o) => ({ ...outcome, reward: pay(o) })),
    },
    log: { ...log, reward: Float64Array.from(log.nextState, entering) },
  };
}
