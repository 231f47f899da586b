import { count } from '../numbers.js';
import type { LogSize, ReportWords } from '../report.js';

/** What a page has of those who are too many for it, and what is of all of them nevertheless. */
export function sampleWords({ noun }: Pick<ReportWords, 'noun'>, held: number, { episodes }: LogSize): string {
  return `This page holds ${count(held)} of the ${count(episodes)} ${noun.many}, drawn at random by the seed: what is told one by one, or counted here, is of these. Means, intervals, bounds of the mean, shares of outcomes and estimates are of all.`;
}
