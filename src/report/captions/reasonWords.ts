import type { VerdictReason } from '../../honest/verdict/reasons.js';
import type { VerdictFigure } from '../../honest/verdict/verdictFigures.js';
import { decimal, percent } from '../numbers.js';
import type { ReportWords } from '../report.js';

type Noun = ReportWords['noun'];

/**
 * What speaks against an estimate as a clause for those who are no statisticians, with the number that was judged. The
 * library's own words, with what it was held against, are in `VerdictReason.text`.
 */
export function reasonWords(reason: VerdictReason, noun: Noun): string {
  return WORDS[reason.figure](reason, noun);
}

const WORDS: Readonly<Record<VerdictFigure, (reason: VerdictReason, noun: Noun) => string>> = {
  fragility: ({ level, value }, noun) =>
    level === 'weak'
      ? `cases are few: one more bad case of each ${act(noun)} in each state would take away ${percent(value)} of the range of returns`
      : `it rests on luck with few cases: one more bad case of each ${act(noun)} in each state would take away ${percent(value)} of the range of returns`,
  thinShare: ({ value }) => `${percent(value)} of the steps under this policy rest on at most two cases`,
  thinChanges: ({ value }) => `${percent(value)} of the changed decisions rest on at most two cases`,
  effectiveSize: ({ value }, { many }) =>
    `the ${many} that went as under this policy are worth ${decimal(value, value < 10 ? 1 : 0)} of equal weight`,
  largestWeightShare: ({ value }, { one }) => `one ${one} alone has ${percent(value)} of the weight`,
  shareHeld: ({ value }) => `the log holds ${percent(value)} of what would happen under this policy`,
  states: ({ level, value }) =>
    level === 'weak'
      ? 'whether the recorded states hide something was not tested'
      : `the recorded states hide something that bears on it (adjusted p ${value < 0.001 ? 'below 0.001' : decimal(value, 3)})`,
  truth: ({ value }) => `the true return of ${decimal(value)} lies outside every interval`,
  gainBound: ({ value }) => `the gain may be a return of ${decimal(value)}`,
};

function act({ one }: Noun): string {
  return one === 'patient' ? 'treatment' : 'action';
}
