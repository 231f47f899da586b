import { createRng } from '../core/random/rng.js';
import type { CounterfactualEvaluation } from '../counterfactual/evaluate/evaluateCounterfactual.js';
import type { CounterfactualSummary } from '../counterfactual/evaluate/summarizeCounterfactual.js';
import { subset } from '../trajectories/subset.js';
import type { Trajectories } from '../trajectories/trajectories.js';
import { sampleWords } from './captions/sampleWords.js';
import { evaluationMeans } from './downloads/evaluationFigures.js';
import type { ObservedVariable, Report, WholePolicy, WholeReport } from './report.js';

/** Episodes above which a page holds a sample of them. */
const MOST = 50_000;

/**
 * A report whose figures by episode are of a sample, so that a page can hold them; those over all stay. The episodes that
 * summaries name are among it. The report itself where it is small.
 *
 * Cost O(n log n).
 */
export function sampledReport(report: WholeReport, most: number = MOST): WholeReport {
  const { about, words, log, observedOnly, endLevels, policies } = report;
  if (log.nEpisodes <= most) return report;
  const kept = episodesOf(report, most);
  const sampledFrom = { episodes: log.nEpisodes, steps: log.action.length };
  return {
    ...report,
    about: { ...about, sampledFrom, notes: [...about.notes, sampleWords(words, kept.length, sampledFrom)] },
    log: subset(log, kept),
    observedOnly: observedOnly.map((variable) => takenVariable(variable, report, kept)),
    ...(endLevels && { endLevels: endLevels.map((levels) => Uint8Array.from(kept, (e) => levels[e])) }),
    policies: policies.map((policy) => takenPolicy(policy, log, kept)),
  };
}

/** Increasing. */
function episodesOf({ about, log, policies }: Report, most: number): Uint32Array {
  const named = policies.flatMap(({ counterfactuals }) =>
    counterfactuals.flatMap(({ summary }) => [...summary.mostHelped, ...summary.mostHarmed]),
  );
  const kept = new Set(named);
  const rng = createRng(about.seed).fork('page');
  const drawn = Array.from({ length: log.nEpisodes }, (_, e) => [rng.uniform(), e] as const).sort(([a], [b]) => a - b);
  for (const [, e] of drawn) {
    if (kept.size >= most) break;
    kept.add(e);
  }
  return Uint32Array.from(kept).sort();
}

function takenVariable(
  { level, ...variable }: ObservedVariable,
  { log: { episodeStart, state } }: Report,
  kept: Uint32Array,
): ObservedVariable {
  const steps = Array.from(kept, (e) => Array.from(level.subarray(episodeStart[e], episodeStart[e + 1]))).flat();
  return { ...variable, level: Uint8Array.from([...steps, ...Array.from(kept, (e) => level[state.length + e])]) };
}

function takenPolicy(
  { counterfactuals, bounds, ...policy }: WholePolicy,
  log: Trajectories,
  kept: Uint32Array,
): WholePolicy {
  const placeOf = new Map(Array.from(kept, (e, i) => [e, i]));
  return {
    ...policy,
    counterfactuals: counterfactuals.map(({ evaluation, summary, ...figures }) => ({
      ...figures,
      evaluation: takenEvaluation(evaluation, kept),
      summary: renamed(summary, placeOf),
      means: evaluationMeans({ log, evaluation }),
    })),
    bounds: bounds.map(({ lower, upper, ...bound }) => ({
      ...{ ...bound, nEpisodes: kept.length },
      ...{ lower: taken(lower, kept), upper: taken(upper, kept) },
    })),
  };
}

function takenEvaluation(evaluation: CounterfactualEvaluation, kept: Uint32Array): CounterfactualEvaluation {
  const { nEpisodes, outcomeProbability, support } = evaluation;
  const nOutcomes = outcomeProbability.length / nEpisodes;
  const of = (column: Float64Array): Float64Array => taken(column, kept);
  return {
    ...evaluation,
    nEpisodes: kept.length,
    observedReturn: of(evaluation.observedReturn),
    observedOutcome: Uint8Array.from(kept, (e) => evaluation.observedOutcome[e]),
    expectedReturn: of(evaluation.expectedReturn),
    returnVariance: of(evaluation.returnVariance),
    effect: of(evaluation.effect),
    expectedLength: of(evaluation.expectedLength),
    outcomeProbability: Float64Array.from(
      { length: kept.length * nOutcomes },
      (_, i) => outcomeProbability[kept[Math.floor(i / nOutcomes)] * nOutcomes + (i % nOutcomes)],
    ),
    ...(support && { support: { steps: of(support.steps), thin: of(support.thin) } }),
  };
}

function renamed(summary: CounterfactualSummary, placeOf: ReadonlyMap<number, number>): CounterfactualSummary {
  const places = (episodes: readonly number[]): readonly number[] => episodes.map((e) => placeOf.get(e)!);
  return { ...summary, mostHelped: places(summary.mostHelped), mostHarmed: places(summary.mostHarmed) };
}

function taken(column: Float64Array, kept: Uint32Array): Float64Array {
  return Float64Array.from(kept, (e) => column[e]);
}
