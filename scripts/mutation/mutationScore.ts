import type { MutantResult } from '@stryker-mutator/api/core';

/** How often the tests of a folder noticed a change. */
export interface MutationScore {
  /** A test failed, or the code threw or did not end. */
  readonly seen: number;
  readonly survived: number;
  /** No test runs the code at all. */
  readonly uncovered: number;
  /** Changes of what runs once as a file is loaded; not tried, and not counted. */
  readonly ignored: number;
  /** seen / (seen + survived + uncovered); undefined if none was tried. */
  readonly score: number | undefined;
}

const SEEN: readonly MutantResult['status'][] = ['Killed', 'Timeout', 'RuntimeError'];

export function mutationScore(results: readonly Pick<MutantResult, 'status'>[]): MutationScore {
  const count = (...statuses: MutantResult['status'][]): number =>
    results.filter(({ status }) => statuses.includes(status)).length;
  const [seen, survived, uncovered, ignored] = [
    count(...SEEN),
    count('Survived'),
    count('NoCoverage'),
    count('Ignored'),
  ];
  const tried = seen + survived + uncovered;
  return { seen, survived, uncovered, ignored, score: tried === 0 ? undefined : seen / tried };
}
