import { ArgumentError, DataError, NumericalError } from '../../../core/errors.js';
import { FRAGILE_SHARE, type Fragility, fragility } from '../../../honest/fragility.js';
import type { HorizonOptions } from '../../../mdp/evaluate/horizon.js';
import type { Mdp } from '../../../mdp/mdp.js';
import type { MarkovPolicy } from '../../../mdp/overTime/policyOverTime.js';
import { note, warn } from '../../say.js';
import { decimal, figure, percent } from '../table.js';

/** Fragility for a report: a line, and the same as data. */
export interface FragilityFigures {
  readonly text: string;
  readonly data: Fragility;
}

/**
 * How fragile a model's figure for a policy is, with a warning where it rests on luck; a note where that cannot be
 * told.
 *
 * @param model fitted to a log; a function where that may fail
 * @returns undefined for an exact model, and where it cannot be told
 */
export function warnOfFragility(
  model: Mdp | (() => Mdp),
  policy: MarkovPolicy,
  options: HorizonOptions,
): FragilityFigures | undefined {
  try {
    const mdp = typeof model === 'function' ? model() : model;
    // A model whose rows were changed by hand does not hold any more what a log knows of them.
    if (!mdp.visits) return undefined;
    const found = fragility(mdp, policy, options);
    const [least, largest] = found.returnRange;
    if (found.fragile)
      warn(
        `fragility ${figure(found.fragility)} is above ${decimal(found.threshold, 3)}, ${percent(FRAGILE_SHARE)} of the range of returns (${decimal(least, 3)} to ${decimal(largest, 3)}): what the model says of the policy rests on luck with a few cases - do not rely on it; \`couplet solve --worst 1\` finds a policy that leans on them less`,
      );
    return {
      text: `fragility ${figure(found.fragility)}: with one imaginary case of the worst a pair the model says ${figure(found.pessimisticValue)} of the policy, without any ${figure(found.value)}`,
      data: found,
    };
  } catch (error) {
    if (![ArgumentError, DataError, NumericalError].some((one) => error instanceof one)) throw error;
    note(`how fragile the model's figure is cannot be told: ${(error as Error).message.replace(/^\w+: /, '')}`);
    return undefined;
  }
}
