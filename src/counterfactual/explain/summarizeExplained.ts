import { ArgumentError } from '../../core/errors.js';
import type { ExplainedLog } from './explainLog.js';
import type { OneChange } from './explainedEpisodes.js';

export interface ExplainedSummaryOptions {
  /** Probability of a good end, in (0, 1], from which a change counts as one that would have saved; default 0.5. */
  readonly threshold?: number;
}

/** What explanations say over a log. */
export interface ExplainedSummary {
  readonly nEpisodes: number;
  /** Episodes that did end badly. */
  readonly nBad: number;
  readonly threshold: number;
  /** Under the mechanism, its best single changes. */
  readonly under: ExplainedShare & {
    /** Treatments given and those that would have been, most frequent first. */
    readonly treatments: readonly TreatmentCount[];
    /** Steps at which the single changes fall, in order. */
    readonly steps: readonly StepCount[];
  };
  /** Whatever the mechanism, an entry an assumption. */
  readonly guaranteed: readonly (ExplainedShare & {
    readonly assumption: string;
    /** Of the episodes that ended badly, the share for which the change that is best under the mechanism is certain. */
    readonly savedByBest: number;
  })[];
}

export interface ExplainedShare {
  /** Shape (K + 1): mean value with at most k changes, over all episodes that have one for each k. */
  readonly curve: Float64Array;
  /** Shape (K + 1): over those that ended badly; 0 where none did. */
  readonly curveOfBad: Float64Array;
  /** Of the episodes that ended badly, the share for which one change makes a good end that likely; 0 where none did. */
  readonly saved: number;
  /** Indices of these episodes. */
  readonly savedEpisodes: readonly number[];
}

/** How many episodes a kind of change is best for, how many of them ended badly, and how many it would have saved. */
export interface ChangeCount {
  readonly episodes: number;
  readonly bad: number;
  readonly saved: number;
}

export interface TreatmentCount extends ChangeCount {
  readonly given: number;
  readonly action: number;
}

export interface StepCount extends ChangeCount {
  readonly step: number;
}

/**
 * What explanations say over a log: how many of those who ended badly one decision would have saved, how many for
 * certain, which decisions those are, and what more changes would add.
 *
 * Saved is an episode that ended badly if with the single change of the greatest value a good end has at least the
 * probability `threshold`.
 *
 * @throws ArgumentError if the threshold is out of bounds
 *
 * Cost O(n K).
 *
 * @example
 * const mdp = createEnv('triage').exactModel!();
 * const log = simulate(createRng(1), mdp, uniform(4, 2), { episodes: 100, horizon: 1 });
 * summarizeExplained(explainLog(log, mdp, completeMechanism(gumbelMax()))).nBad // 32
 */
export function summarizeExplained(
  explained: ExplainedLog,
  { threshold = 0.5 }: ExplainedSummaryOptions = {},
): ExplainedSummary {
  if (!(threshold > 0 && threshold <= 1))
    throw new ArgumentError(`summarizeExplained: threshold must be in (0, 1], got ${threshold}`);
  const { nEpisodes, observedOutcome, change, chance, guaranteed } = explained;
  const isBad = Array.from(observedOutcome, (o) => explained.bad.includes(o));
  const nBad = isBad.filter(Boolean).length;
  const isSaved = (by: Float64Array, changes: readonly (OneChange | undefined)[], e: number): boolean =>
    isBad[e] && changes[e] !== undefined && by[e] >= threshold - ROUNDING;
  const saved = (
    by: Float64Array,
    changes: readonly (OneChange | undefined)[],
  ): Pick<ExplainedShare, 'saved' | 'savedEpisodes'> => {
    const episodes = Array.from(isBad.keys()).filter((e) => isSaved(by, changes, e));
    return { saved: nBad === 0 ? 0 : episodes.length / nBad, savedEpisodes: episodes };
  };
  const curves = (value: Float64Array): Pick<ExplainedShare, 'curve' | 'curveOfBad'> => ({
    curve: meanCurve(value, nEpisodes, () => true),
    curveOfBad: meanCurve(value, nEpisodes, (e) => isBad[e]),
  });
  const counted = countChanges(change, (e) => ({ bad: isBad[e], saved: isSaved(chance, change, e) }));
  return {
    nEpisodes,
    nBad,
    threshold,
    under: { ...curves(explained.value), ...saved(chance, change), ...counted },
    guaranteed: guaranteed.map((each) => ({
      assumption: each.assumption,
      ...curves(each.value),
      ...saved(each.chance, each.change),
      savedByBest: saved(each.chanceOfBest, change).saved,
    })),
  };
}

/** What a probability may fall short of a threshold by the last bits of a sum. */
const ROUNDING = 1e-12;

/** Mean over some episodes of shape (n × (K + 1)), by k. */
function meanCurve(value: Float64Array, nEpisodes: number, counts: (episode: number) => boolean): Float64Array {
  const width = value.length / nEpisodes;
  const sum = new Float64Array(width);
  let n = 0;
  for (let e = 0; e < nEpisodes; e++) {
    if (!counts(e) || value[e * width] === -Infinity) continue;
    n += 1;
    for (let k = 0; k < width; k++) sum[k] += value[e * width + k];
  }
  return n === 0 ? sum : sum.map((total) => total / n);
}

function countChanges(
  changes: readonly (OneChange | undefined)[],
  of: (episode: number) => { readonly bad: boolean; readonly saved: boolean },
): { treatments: TreatmentCount[]; steps: StepCount[] } {
  const treatments = new Map<string, TreatmentCount>();
  const steps = new Map<number, StepCount>();
  changes.forEach((change, e) => {
    if (change === undefined) return;
    const { step, given, action } = change;
    const { bad, saved } = of(e);
    const added = (count: ChangeCount | undefined): ChangeCount => ({
      episodes: (count?.episodes ?? 0) + 1,
      bad: (count?.bad ?? 0) + Number(bad),
      saved: (count?.saved ?? 0) + Number(saved),
    });
    const key = `${given} ${action}`;
    treatments.set(key, { given, action, ...added(treatments.get(key)) });
    steps.set(step, { step, ...added(steps.get(step)) });
  });
  return {
    treatments: [...treatments.values()].toSorted(
      (x, y) => y.episodes - x.episodes || x.given - y.given || x.action - y.action,
    ),
    steps: [...steps.values()].toSorted((x, y) => x.step - y.step),
  };
}
