import type { Grouping, Trial } from '../../experiments/experiment.js';

/** A trial of any group, with its result. */
interface Group {
  readonly trial: Trial;
  readonly result: object;
}

/**
 * Results of trials whose items were all run, in whatever groups; undefined for the others.
 *
 * @param found groups of the same run
 */
export function regroup(
  trials: readonly Trial[],
  found: readonly Group[],
  grouping: Grouping<Trial, object>,
): (object | undefined)[] {
  const results = new Map<string, object>();
  for (const { trial, result } of found) {
    const parts = grouping.cut(result);
    grouping.items(trial).forEach((item, i) => results.set(JSON.stringify(item), parts[i]));
  }
  return trials.map((trial) => {
    const parts = grouping.items(trial).flatMap((item) => results.get(JSON.stringify(item)) ?? []);
    return parts.length === grouping.items(trial).length ? grouping.join(parts) : undefined;
  });
}
