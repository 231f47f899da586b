import type { ExplainedLog } from '../../counterfactual/explain/explainLog.js';
import type { Outcome } from '../../mdp/outcome.js';
import type { CompleteMechanism } from '../../mechanisms/mechanism.js';
import { type ChosenDiscount, discountText } from '../input/chosenDiscount.js';

export interface HeadingSetting {
  readonly mechanism: Pick<CompleteMechanism, 'name' | 'exact'>;
  /** Whether what was done, done again, comes out as it did: see `repeatsObserved`. */
  readonly repeats: boolean;
  readonly outcomes: readonly Outcome[];
  readonly chosen: ChosenDiscount;
  /** Name of the policy that goes on after the log; undefined where runs end with it. */
  readonly policy: string | undefined;
  /** Of the patient; absent for a log. */
  readonly name?: string;
}

/** The question, and what it was answered by. */
export function headingText(
  { nEpisodes, changes, good, bad }: ExplainedLog,
  { mechanism, repeats, outcomes, chosen, policy, name }: HeadingSetting,
): string[] {
  const whose = name === undefined ? `${nEpisodes} episodes` : `episode ${name}`;
  return [
    `Which decision would have made it better? ${whose}, at most ${changes} ${changes === 1 ? 'change' : 'changes'}, ${discountText(chosen)}`,
    `Mechanism ${mechanism.name}, ${mechanism.exact ? 'exact' : 'by draws'} (an assumption that data cannot confirm); ${policy === undefined ? 'runs end with the log (--policy behaviour lets clinicians go on as usual)' : `after the log policy ${policy} goes on`}`,
    ...(repeats
      ? []
      : [
          'It draws anew even where nothing is changed: k = 0 is not what happened, and what holds whatever the mechanism does not of this one',
        ]),
    ...(good.length > 0 ? [`Good: ${outcomeNames(good, outcomes)}; bad: ${outcomeNames(bad, outcomes)}`] : []),
  ];
}

/** Outcomes as a sentence has them. */
export function outcomeNames(which: readonly number[], outcomes: readonly Outcome[]): string {
  return which.length === 0 ? 'none' : which.map((o) => outcomes[o].name).join(' or ');
}
