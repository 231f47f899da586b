import { quantile } from '../../../core/statistics/quantile.js';
import { count, decimal, signed } from '../../../report/numbers.js';
import { episodeName } from '../../../trajectories/trajectories.js';
import type { FigureTable } from '../../figure/Figure.js';
import type { Shown } from '../../patients/useShown.js';

/** Patients that are told one by one; more are told by outcome. */
const [TOLD, TABLED] = [40, 200];

export interface Scattered {
  readonly shown: Shown;
  /** Shape (n): of the bounds over all mechanisms. */
  readonly widths: Float64Array;
}

/** One patient in words: `dead, effect +1.81, bounds 0.42 wide`. */
export function patientWords({ shown: { report, figures }, widths }: Scattered, e: number): string {
  const { effect, observedOutcome } = figures.evaluation;
  return `${report.words.outcomes[observedOutcome[e]].share}, effect ${signed(effect[e])}, bounds ${decimal(widths[e])} wide`;
}

/** The same with its name: `patient 516: dead, effect +1.81, bounds 0.42 wide`. */
export function markWords(scattered: Scattered, e: number): string {
  const { log, words } = scattered.shown.report;
  return `${words.noun.one} ${episodeName(log, e)}: ${patientWords(scattered, e)}`;
}

/** The figure in words: every patient where they are few, else the patients of each outcome. */
export function scatterSummary(scattered: Scattered): string {
  const { log } = scattered.shown.report;
  if (log.nEpisodes <= TOLD) return Array.from({ length: log.nEpisodes }, (_, e) => markWords(scattered, e)).join('; ');
  return byOutcome(scattered)
    .map(
      ({ name, n, effect, width }) =>
        `${count(n)} ${name}: effect from ${signed(effect[0])} to ${signed(effect[2])}, half of them above ${signed(effect[1])}; bounds at most ${decimal(width[2])} wide, half of them above ${decimal(width[1])}`,
    )
    .join('. ');
}

export function scatterTable(scattered: Scattered): FigureTable {
  const { report, figures } = scattered.shown;
  const { log, words } = report;
  if (log.nEpisodes <= TABLED)
    return {
      head: [words.noun.one, 'was', 'effect', 'width of bounds'],
      rows: Array.from({ length: log.nEpisodes }, (_, e) => [
        episodeName(log, e),
        words.outcomes[figures.evaluation.observedOutcome[e]].share,
        signed(figures.evaluation.effect[e]),
        decimal(scattered.widths[e]),
      ]),
    };
  return {
    head: ['was', words.noun.many, 'least effect', 'median', 'greatest', 'median width of bounds', 'greatest'],
    rows: byOutcome(scattered).map(({ name, n, effect, width }) => [
      name,
      count(n),
      ...effect.map((value) => signed(value)),
      decimal(width[1]),
      decimal(width[2]),
    ]),
  };
}

interface OutcomeFigures {
  readonly name: string;
  readonly n: number;
  /** Least, median, greatest. */
  readonly effect: readonly [number, number, number];
  readonly width: readonly [number, number, number];
}

/** Of each outcome that was observed. */
function byOutcome({ shown: { report, figures }, widths }: Scattered): readonly OutcomeFigures[] {
  const { effect, observedOutcome } = figures.evaluation;
  return report.words.outcomes.flatMap(({ share }, outcome) => {
    const isOf = (_: number, e: number): boolean => observedOutcome[e] === outcome;
    const [effects, wide] = [effect.filter(isOf).sort(), widths.filter(isOf).sort()];
    if (effects.length === 0) return [];
    const spread = (sorted: Float64Array): [number, number, number] => [
      sorted[0],
      quantile(sorted, 0.5),
      sorted[sorted.length - 1],
    ];
    return [{ name: share, n: effects.length, effect: spread(effects), width: spread(wide) }];
  });
}
