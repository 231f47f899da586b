import type { Progress } from '../../core/progress.js';
import {
  type ComparedRuns,
  type ComparisonPart,
  type MultiStepRow,
  comparisonParts,
  comparisonRows,
} from '../../counterfactual/multistep/comparisonParts.js';
import { checkHasEpisodes } from '../../counterfactual/multistep/multiStepComparison.js';
import type { Threads } from '../arguments/threads.js';
import { columnsOf } from '../threads/columnsOf.js';
import type { NamedMechanism } from '../evaluate/followJob.js';
import { sharedCopy } from '../threads/sharedCopy.js';
import { threadTeam } from '../threads/threadTeam.js';
import { comparedIn } from './compareJob.js';

/** The most that parts at once keep of rows, 256 MiB. */
const ROWS = 2 ** 28;

/**
 * A comparison over whole runs, its parts by several threads: the same to the bit as by one.
 *
 * @param named the mechanisms, for threads
 * @throws as `multiStepComparison`: what the first of the parts does that has something to throw
 */
export async function compareInThreads(
  runs: ComparedRuns,
  { bound, named }: { readonly bound: boolean; readonly named: readonly NamedMechanism[] },
  threads: Threads,
  progress: Progress,
): Promise<MultiStepRow[]> {
  checkHasEpisodes(runs.trajectories);
  const parts = longestEarly(comparisonParts(named.length, bound));
  const shares = parts.map((_, place) => ({ from: place, to: place + 1 }));
  let done = 0;
  const { mechanisms, ...rest } = runs;
  const team = threadTeam('compare', {
    threads,
    here: () =>
      comparedIn(runs, parts, (part, of) => {
        progress(done + part / of, parts.length);
      }),
    elsewhere: (most) =>
      sharedCopy({
        runs: {
          ...rest,
          trajectories: columnsOf(runs.trajectories),
          options: { ...runs.options, rowBytes: runs.options.rowBytes ?? ROWS / most },
        },
        mechanisms: named,
        parts,
      }),
  });
  const results = await team
    .share(shares, (so) => {
      done = so;
      progress(done, parts.length);
    })
    .finally(() => team.close());
  return comparisonRows(mechanisms, parts, results.flat());
}

/**
 * The bound, which takes longest, right after the first part, from which it is seen whether threads pay; then pairs of
 * runs, then episodes.
 */
function longestEarly(parts: readonly ComparisonPart[]): ComparisonPart[] {
  const of = (kind: ComparisonPart['of']): ComparisonPart[] => parts.slice(1).filter((part) => part.of === kind);
  return [...parts.slice(0, 1), ...of('bound'), ...of('difference'), ...of('episodes')];
}
