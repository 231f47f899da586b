import type { Progress } from '../../core/progress.js';
import {
  type ComparedColumns,
  type ComparedRuns,
  type ComparisonPart,
  comparePart,
} from '../../counterfactual/multistep/comparisonParts.js';
import type { NamedMechanism } from '../evaluate/followJob.js';
import { resolveMechanism } from '../input/resolveMechanism.js';
import type { Share } from '../threads/share.js';

/** What parts of a comparison need, as it goes to threads. */
export interface CompareTask {
  readonly runs: Omit<ComparedRuns, 'mechanisms'>;
  readonly mechanisms: readonly NamedMechanism[];
  /** The places of which are shared out. */
  readonly parts: readonly ComparisonPart[];
}

/** Does parts of a comparison. Laws of the mechanisms are not checked again. */
export async function compareJob({
  runs,
  mechanisms,
  parts,
}: CompareTask): Promise<(share: Share) => ComparedColumns[]> {
  const resolved = [];
  for (const { spec, setting } of mechanisms)
    resolved.push(await resolveMechanism(spec, { ...setting, isChecked: true }));
  return comparedIn({ ...runs, mechanisms: resolved }, parts);
}

/** @param progress of the part that is being done */
export function comparedIn(
  runs: ComparedRuns,
  parts: readonly ComparisonPart[],
  progress?: Progress,
): (share: Share) => ComparedColumns[] {
  return ({ from, to }) => parts.slice(from, to).map((part) => comparePart(runs, part, progress));
}
