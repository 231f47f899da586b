import { ArgumentError } from '../../core/errors.js';

/** One of several parts of the trials of an experiment, each for a machine of its own. */
export interface Shard {
  /** From 0 to `count` − 1. */
  readonly index: number;
  readonly count: number;
}

/**
 * Reads `i/n`, as `--shard` has it: 0/3, 1/3 and 2/3 are the three parts of a whole. They are counted from 0, as array
 * jobs of schedulers count.
 *
 * @throws ArgumentError if it is none
 */
export function parseShard(text: string): Shard {
  const [index, count] = (/^(\d+)\/(\d+)$/.exec(text) ?? []).slice(1).map(Number);
  if (index < count) return { index, count };
  throw new ArgumentError(
    `--shard: must be i/n with i from 0 to n - 1, got '${text}' - for the first of three parts say 0/3`,
  );
}

/** The trials of a shard, each trial being in exactly one: every n-th, so that long and short ones are dealt out evenly. */
export function trialsOf<T>(trials: readonly T[], { index, count }: Shard): readonly T[] {
  return trials.filter((_, k) => k % count === index);
}
