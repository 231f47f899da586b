import { type MeanAndError, errorText, meanAndError } from '../../core/statistics/meanAndError.js';
import { FRAGILE_SHARE } from '../../honest/fragility.js';
import type { ExperimentReport, Finished, ReportTable } from '../experiment.js';
import type { PolicySpecification } from './policySpecification.js';
import { type JudgedPolicy, type PolicyResult, type PolicyRule, type PolicyTrial, policyRules } from './policyTrial.js';

/** A rule over all data sets of a world and a size. */
export interface PolicySummary {
  readonly rule: PolicyRule;
  readonly truth: MeanAndError;
  readonly promise: MeanAndError;
  /** Data sets of which the policy is truly better, or worse, than who wrote the log. */
  readonly better: number;
  readonly worse: number;
  /** Data sets by verdict. */
  readonly verdicts: Readonly<Record<JudgedPolicy['verdict'], number>>;
  /** Promises above the truth by more than `FRAGILE_SHARE` of the range of returns of which the verdict does not warn. */
  readonly misleading: number;
}

/** All data sets of one size in a world. */
export interface PolicyCell {
  readonly world: string;
  readonly episodes: number;
  readonly dataSets: number;
  readonly behaviourValue: number;
  readonly rules: readonly PolicySummary[];
  /** How often `improve` chose what, most often first. */
  readonly chosen: readonly { readonly candidate: string; readonly times: number }[];
}

/** One policy of one log: a dot of the picture. */
export interface PolicyDot extends JudgedPolicy {
  readonly world: string;
  readonly episodes: number;
  readonly dataSet: number;
}

/** What a report holds as data. */
export interface PolicyData {
  readonly cells: readonly PolicyCell[];
  readonly dots: readonly PolicyDot[];
}

type Done = Finished<PolicyTrial, PolicyResult>;

/** A difference of values below this is rounding. */
const ROUNDING = 1e-9;

/** A benchmark of learned policies as tables, one for each world and size. */
export function policyReport(specification: PolicySpecification, finished: readonly Done[]): ExperimentReport {
  const { worlds, episodes, horizon, discount } = specification;
  const cells = worlds.flatMap((world) =>
    episodes.map((size) =>
      cellOf(
        world,
        size,
        finished.filter(({ trial }) => trial.world === world && trial.episodes === size),
      ),
    ),
  );
  const dots = finished.flatMap(({ trial: { world, episodes: size, dataSet }, result }) =>
    result.policies.map((policy) => ({ world, episodes: size, dataSet, ...policy })),
  );
  return {
    heading: `Learned policies: what they promise, and what they are worth over ${horizon} steps, discount 1 (learned at ${discount})`,
    notes: [
      'plain: the best policy of the model fitted to the log; worst 1: that with one imaginary worst case a pair; improve: what couplet improve finds; keep: who wrote the log',
      'truth and promise: mean over data sets ± its standard error; better, worse: than who wrote the log, truly',
      'do not rely, weak, holds up: data sets by verdict, from the log alone; a gain without a bound above 0 is one not to rely on',
      `misleading: data sets whose promise is above the truth by more than ${100 * FRAGILE_SHARE} % of the range of returns, and of which the verdict does not warn`,
    ],
    tables: cells.map(tableOf),
    data: { cells, dots } satisfies PolicyData,
  };
}

function cellOf(world: string, episodes: number, finished: readonly Done[]): PolicyCell {
  const [{ result: first }] = finished;
  const width = first.returns[1] - first.returns[0];
  const chosen = new Map<string, number>();
  for (const { result } of finished) chosen.set(result.chosen, (chosen.get(result.chosen) ?? 0) + 1);
  return {
    world,
    episodes,
    dataSets: finished.length,
    behaviourValue: first.behaviourValue,
    rules: policyRules.map((rule, r) => {
      const all = finished.map(({ result }) => result.policies[r]);
      const count = (holds: (policy: JudgedPolicy) => boolean): number => all.filter(holds).length;
      return {
        rule,
        truth: meanAndError(all.map(({ truth }) => truth)),
        promise: meanAndError(all.map(({ promise }) => promise)),
        better: count(({ truth }) => truth > first.behaviourValue + ROUNDING),
        worse: count(({ truth }) => truth < first.behaviourValue - ROUNDING),
        verdicts: {
          'do not rely on it': count(({ verdict }) => verdict === 'do not rely on it'),
          weak: count(({ verdict }) => verdict === 'weak'),
          'holds up on this log': count(({ verdict }) => verdict === 'holds up on this log'),
        },
        misleading: count(
          ({ verdict, promise, truth }) => verdict !== 'do not rely on it' && promise - truth > FRAGILE_SHARE * width,
        ),
      };
    }),
    chosen: [...chosen]
      .map(([candidate, times]) => ({ candidate, times }))
      .sort((a, b) => b.times - a.times || (a.candidate < b.candidate ? -1 : 1)),
  };
}

function tableOf({ world, episodes, dataSets, behaviourValue, rules, chosen }: PolicyCell): ReportTable {
  const choices = chosen.map(({ candidate, times }) => `${candidate} ${times}`).join(', ');
  return {
    title: `${world}: ${dataSets} data sets of ${episodes} trajectories, by a behaviour worth ${behaviourValue.toFixed(4)}; improve chose ${choices}`,
    head: ['', 'truth', 'promise', 'better', 'worse', 'do not rely', 'weak', 'holds up', 'misleading'],
    rows: rules.map(({ rule, truth, promise, better, worse, verdicts, misleading }) => [
      rule,
      errorText(truth, 3),
      errorText(promise, 3),
      ...[
        better,
        worse,
        verdicts['do not rely on it'],
        verdicts.weak,
        verdicts['holds up on this log'],
        misleading,
      ].map(String),
    ]),
  };
}
