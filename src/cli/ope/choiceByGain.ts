import type { Gain } from '../../ope/gainOverBehaviour.js';
import { decimal, figure } from '../output/table.js';
import { BY_GAIN, type Candidate, KEEP, type Ranking } from './rankings.js';

/** What to do, by the bound of the gain; or why there is no saying. */
export type Choice =
  | { readonly reason: string }
  | {
      /** Of the policy of rank 1, or `KEEP`. */
      readonly policy: string;
      readonly gain?: Gain;
      /** Whether it was learned from the very log. */
      readonly learned: boolean;
      /** Whether the bound that holds for the best of so many candidates is above 0, and holds. */
      readonly better: boolean;
    };

/** @returns undefined where `cis` was not asked */
export function choiceByGain(candidates: readonly Candidate[], rankings: readonly Ranking[]): Choice | undefined {
  const ranking = rankings.find(({ estimator }) => estimator === BY_GAIN);
  if (!ranking) return undefined;
  const [, ...others] = ranking.policies;
  if (others.every(({ rank }) => rank === undefined)) return { reason: others[0].unranked! };
  // Of what is as good the behaviour is the first.
  const { policy } = ranking.policies.find(({ rank }) => rank === 1)!;
  const winner = candidates.find((candidate) => candidate.policy === policy);
  if (!winner) return { policy: KEEP, learned: false, better: false };
  const gain = winner.result.gain as Gain;
  const { learned } = winner;
  return { policy, gain, learned, better: !learned && gain.lowerIfChosen > 0 };
}

/** The choice in words. */
export function choiceText(choice: Choice): string {
  if ('reason' in choice) return `No choice by ${BY_GAIN}: ${choice.reason}`;
  const { policy, gain, learned, better } = choice;
  if (!gain) return `Choice by ${BY_GAIN}: ${KEEP}; nothing is shown to be better`;
  const level = `${decimal(100 * gain.level, 1)} %`;
  const several =
    gain.candidates > 1 ? `; as the best of ${gain.candidates} at least ${figure(gain.lowerIfChosen)}` : '';
  const verdict = better
    ? `better than the behaviour policy, ${level}`
    : learned
      ? 'not shown to be better than the behaviour policy: it was learned from this very log, and no bound holds there - learn from one part and judge on another (couplet split)'
      : 'not shown to be better than the behaviour policy: that bound is not above 0';
  return `Choice by ${BY_GAIN}: ${policy}, gain ${figure(gain.gain)}, at least ${figure(gain.lower)} (one-sided ${level}, ${gain.method})${several}: ${verdict}`;
}
