import { ArgumentError } from '../../core/errors.js';
import type { Advice } from '../../mdp/advice/advice.js';
import type { Policy } from '../../mdp/policy.js';
import type { ChoiceRecord } from './choiceRecord.js';
import { coupledAdvice } from './coupledAdvice.js';
import { softSpibb } from './softSpibb.js';
import { type Replacement, vetoAdvice } from './vetoAdvice.js';

/** A rule that makes advice of what a log shows. */
export interface AdviceCandidate {
  readonly name: string;
  /** What it does, in a line that a clinician can read. */
  readonly summary: string;
  readonly learn: (record: ChoiceRecord) => Advice;
}

const SHARES = [0.01, 0.02, 0.05] as const;

const REPLACED: Readonly<Record<Replacement, string>> = {
  mode: 'gives way to the most frequent one',
  common: 'gives way to one of the others, as often as they are made',
  'common + q': 'gives way to one of the others, as often as they are made, where higher returns followed these',
};

/** The rules that `improve` tries, beside keeping the clinician. */
export const adviceCandidates: readonly AdviceCandidate[] = [
  ...SHARES.flatMap((share) =>
    (Object.keys(REPLACED) as Replacement[]).map((replacement) => ({
      name: `veto ${share} ${replacement}`,
      summary: `a choice made in at most ${100 * share} % of the visits to a state ${REPLACED[replacement]}`,
      learn: (record: ChoiceRecord) => vetoAdvice(record, share, replacement),
    })),
  ),
  {
    name: 'soft-spibb',
    summary:
      'a little probability moves to choices that higher returns followed, as far as their number of cases allows',
    learn: (record) => coupledAdvice(record, softSpibb(record)),
  },
];

/**
 * A policy of one's own as a candidate, carried out with the least change of what clinicians do: see `coupledAdvice`.
 *
 * A policy that was learned from the very log that it is then judged on passes for better than it is: nothing is left
 * out of what it saw.
 *
 * @throws ArgumentError for a name that one of the rules has
 */
export function policyCandidate(name: string, policy: Policy): AdviceCandidate {
  if (adviceCandidates.some((candidate) => candidate.name === name))
    throw new ArgumentError(`policyCandidate: name must not be that of a rule, got '${name}' - take another`);
  return {
    name,
    summary: 'this policy, with the least change of what clinicians do',
    learn: (record) => coupledAdvice(record, policy),
  };
}
