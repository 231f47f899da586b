import { ArgumentError, DataError, NumericalError } from '../../../core/errors.js';
import { FRAGILE_SHARE, type Fragility, fragility } from '../../../honest/fragility.js';
import type { Verdict } from '../../../honest/verdict/verdict.js';
import type { HorizonOptions } from '../../../mdp/evaluate/horizon.js';
import type { Mdp } from '../../../mdp/mdp.js';
import type { MarkovPolicy } from '../../../mdp/overTime/policyOverTime.js';
import { note } from '../../say.js';
import { decimal, figure, percent } from '../table.js';

/**
 * How fragile a model's figure for a policy is, with a note where that cannot be told.
 *
 * @param model fitted to a log; a function where that may fail
 * @param silent whether the note is left out
 * @returns undefined for an exact model, and where it cannot be told
 */
export function measuredFragility(
  model: Mdp | (() => Mdp),
  policy: MarkovPolicy,
  options: HorizonOptions,
  silent = false,
): Fragility | undefined {
  try {
    const mdp = typeof model === 'function' ? model() : model;
    // A model whose rows were changed by hand does not hold any more what a log knows of them.
    return mdp.visits && fragility(mdp, policy, options);
  } catch (error) {
    if (![ArgumentError, DataError, NumericalError].some((one) => error instanceof one)) throw error;
    if (!silent)
      note(`how fragile the model's figure is cannot be told: ${(error as Error).message.replace(/^\w+: /, '')}`);
    return undefined;
  }
}

/** The same as a line. */
export function fragilityText({ fragility, behaviourFragility, pessimisticValue, value }: Fragility): string {
  return `fragility ${figure(fragility)}: with one imaginary case of the worst a pair the model says ${figure(pessimisticValue)} of the policy, without any ${figure(value)}; who wrote the log loses ${figure(behaviourFragility)}`;
}

/** The same as a warning that a figure rests on luck, where no verdict says so. */
export function fragileText(found: Fragility): string {
  const [least, largest] = found.returnRange;
  return `${fragilityText(found)}: the difference is above ${decimal(found.threshold, 3)}, ${percent(FRAGILE_SHARE)} of the range of returns (${decimal(least, 3)} to ${decimal(largest, 3)}), and what the model says of the policy rests on luck with a few cases - do not rely on it; \`couplet solve --worst 1\` finds a policy that leans on them less`;
}

/** The same below a report whose verdicts say nothing of it; nothing where they do. */
export function unsaidFragility(found: Fragility | undefined, verdicts: readonly Verdict[], about = ''): string {
  if (!found || verdicts.some(({ reasons }) => reasons.some(({ figure }) => figure === 'fragility'))) return '';
  return `${about}${found.fragile ? fragileText(found) : fragilityText(found)}\n`;
}
