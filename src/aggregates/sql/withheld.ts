import { ArgumentError } from '../../core/errors.js';
import type { Part } from './aggregateTable.js';
import type { Dialect } from './dialect/dialect.js';

/** A part of the table of aggregates: rows of which some may be too few to be shown. */
export interface CountedPart extends Part {
  readonly values: Part['values'] & { readonly part: string; readonly n: string };
  readonly from: string;
  /** How many episodes a row is made of. */
  readonly episodes: string;
  /** Of how many episodes its weights are, where it has weights: the others add nothing. */
  readonly weighted?: string;
}

/**
 * A part without its rows of fewer than `least` episodes, or with weights of fewer than that, and a row that tells how
 * many those are.
 *
 * @param least undefined to leave none out
 */
export function withheld({ types }: Dialect, part: CountedPart, least: number | undefined): readonly Part[] {
  const { values, from, episodes, weighted } = part;
  if (least === undefined) return [{ values, from }];
  const few = [
    `${episodes} < ${least}`,
    ...(weighted === undefined ? [] : [`(${weighted} > 0 and ${weighted} < ${least})`]),
  ].join(' or ');
  return [
    { values, from, where: `not (${few})` },
    {
      values: {
        part: `'withheld'`,
        kind: values.part,
        n: 'count(*)',
        mass: `cast(coalesce(sum(${values.n}), 0) as ${types.integer})`,
        least: String(least),
      },
      from,
      where: few,
    },
  ];
}

/** @throws ArgumentError unless it is a whole number from 1, or undefined */
export function checkLeast(least: number | undefined): void {
  if (least !== undefined && !(Number.isSafeInteger(least) && least >= 1))
    throw new ArgumentError(`sql: least must be a whole number of episodes from 1, got ${least}`);
}
