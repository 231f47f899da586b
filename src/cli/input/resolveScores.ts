import { ArgumentError } from '../../core/errors.js';
import { entryScore, valueScore } from '../../counterfactual/effects/entryScore.js';
import { type Score, readScores } from '../../files/index.js';
import type { Mdp } from '../../mdp/mdp.js';
import type { MarkovPolicy } from '../../mdp/overTime/policyOverTime.js';
import { isFile } from './resolvePolicy.js';
import { stationary } from './stationary.js';

/** What the named scores are about. */
export interface ScoreSetting {
  readonly mdp: Mdp;
  /** Undefined where no policy is named, which a `value` score needs: a stationary one. */
  readonly policy: MarkovPolicy | undefined;
  /** Discount of a `value` score, in (0, 1). */
  readonly scoreDiscount: number;
}

/**
 * The score of a name: `reward` is that of entering a state, `value` is that and what follows under the target policy.
 *
 * @throws ArgumentError for a discount out of range, and for a `value` score without a policy
 */
export function namedScore(name: 'reward' | 'value', { mdp, policy, scoreDiscount }: ScoreSetting): Float64Array {
  if (!(scoreDiscount > 0 && scoreDiscount < 1))
    throw new ArgumentError(`--score-discount: must be above 0 and below 1, got ${scoreDiscount}`);
  if (name === 'reward') return entryScore(mdp);
  if (!policy)
    throw new ArgumentError(
      '--score value: the policy whose values it is about is needed, got none - name it with --policy, or leave --score out',
    );
  return valueScore(mdp, stationary('--score value', 'the target policy', policy), scoreDiscount);
}

/**
 * The scores that a command line names: by name, or all those of a file.
 *
 * @throws ArgumentError on an unknown name, or none at all; DataError on a file that holds none
 */
export async function resolveScores(specs: readonly string[], setting: ScoreSetting): Promise<Score[]> {
  const scores: Score[] = [];
  for (const spec of specs) {
    if (spec === 'reward' || spec === 'value') scores.push({ name: spec, values: namedScore(spec, setting) });
    else if (isFile(spec)) scores.push(...(await readScores(spec, setting.mdp.nStates)));
    else throw new ArgumentError(`--score: must be reward, value or a file (.csv, .json), got '${spec}'`);
  }
  return scores;
}
