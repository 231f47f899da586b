import { percent } from '../numbers.js';
import type { OutcomeWords, PolicyReport, Report } from '../report.js';

/** An end, and how many end so. */
export interface OutcomeShare extends OutcomeWords {
  readonly share: string;
  /** Of all episodes. */
  readonly of: number;
}

/** How the episodes did end, and how they would have, by the first mechanism; shape (outcomes) each. */
export function endsOf(
  { words }: Pick<Report, 'words'>,
  { counterfactuals }: Pick<PolicyReport, 'counterfactuals'>,
): { readonly were: readonly OutcomeShare[]; readonly would: readonly OutcomeShare[] } {
  const { outcomeTable } = counterfactuals[0].summary;
  const n = words.outcomes.length;
  const sum = (at: (i: number) => number): number =>
    Math.min(
      1,
      words.outcomes.reduce((total, _, i) => total + outcomeTable[at(i)], 0),
    );
  return {
    were: words.outcomes.map((end, o) => ({ ...end, of: sum((i) => o * n + i) })),
    would: words.outcomes.map((end, o) => ({ ...end, of: sum((i) => i * n + o) })),
  };
}

/**
 * Indices of the ends that a policy is judged by: the good ones, then the bad ones, at most two of either and three in
 * all. None where runs have no ends that are good or bad: returns tell then.
 */
export function tellingEnds(outcomes: readonly OutcomeWords[]): readonly number[] {
  const of = (tone: OutcomeWords['tone']): number[] =>
    outcomes.flatMap((outcome, o) => (outcome.tone === tone ? [o] : [])).slice(0, 2);
  return [...of('good'), ...of('bad')].slice(0, 3);
}

/** `23 % discharged, 64 % dead`. */
export function sharesText(shares: readonly Pick<OutcomeShare, 'share' | 'of'>[]): string {
  return shares.map(({ share, of }) => `${percent(of)} ${share}`).join(', ');
}
