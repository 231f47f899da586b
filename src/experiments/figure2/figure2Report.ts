import type { ExperimentReport, Finished } from '../experiment.js';
import { type MeanAndError, errorText, meanAndError } from '../../core/statistics/meanAndError.js';
import { type Figure2Specification, type SettingName, settingNames } from './figure2Specification.js';
import { type BarName, type Figure2Result, type Figure2Trial, barNames } from './figure2Trial.js';

/** A bar of the figure. */
export interface Figure2Bar extends MeanAndError {
  /** Mean over mean of the optimum; absent where that is 0. */
  readonly ratio?: number;
  /** Share of the way from Gumbel-max to the optimum; absent where there is none to go. */
  readonly gapClosed?: number;
}

export interface Figure2Data extends Readonly<Record<string, unknown>> {
  readonly nTrials: number;
  readonly settings: Readonly<Record<SettingName, Readonly<Record<BarName, Figure2Bar>>>>;
}

/** Below it a variance or a gap is rounding. */
const NOTHING = 1e-12;

/** Means and standard errors over the trials. */
export function figure2Data(finished: readonly Finished<Figure2Trial, Figure2Result>[]): Figure2Data {
  const settings = settingNames.map((setting) => {
    const statistics = (bar: BarName): MeanAndError =>
      meanAndError(finished.map(({ result }) => result[setting].variance[bar]));
    const optimum = statistics('optimal').mean;
    const gap = statistics('gumbel-max').mean - optimum;
    const bars = barNames.map((name): [BarName, Figure2Bar] => {
      const bar = statistics(name);
      const over = bar.mean - optimum;
      return [
        name,
        {
          ...bar,
          ...(optimum > NOTHING && { ratio: bar.mean / optimum }),
          ...(gap > NOTHING && { gapClosed: 1 - over / gap }),
        },
      ];
    });
    return [setting, Object.fromEntries(bars) as Record<BarName, Figure2Bar>] as const;
  });
  return { nTrials: finished.length, settings: Object.fromEntries(settings) as Figure2Data['settings'] };
}

/** Figure 2 as tables, one for each setting. */
export function figure2Report(
  { episodes, noise, evaluationPairs }: Figure2Specification,
  finished: readonly Finished<Figure2Trial, Figure2Result>[],
): ExperimentReport {
  const data = figure2Data(finished);
  const pairs = new Set(finished.map(({ trial: { pair } }) => `${pair.state} ${pair.action}`));
  return {
    heading: `Figure 2 of Lorberbom et al. (2021): variance of the treatment effect in sepsis, ${episodes} trajectories`,
    notes: [
      `${finished.length} trials (${pairs.size} pairs and their rewards), mean ± standard error over trials; the paper prints bars without numbers`,
      `perturbed: N(0, ${noise ** 2}) on each logit of p and q; mean over ${evaluationPairs} pairs drawn like those of the training, and not in it`,
      'optimal: the least that any coupling can reach; under counterfactual, for the one observed outcome',
      'gap closed: share of the way from gumbel-max to the optimum',
    ],
    tables: settingNames.map((setting) => ({
      title: setting,
      head: ['', 'published, by rank', 'variance', '/ optimum', 'gap closed'],
      rows: barNames.map((name) => {
        const bar = data.settings[setting][name];
        return [
          name,
          publishedRank[name],
          errorText(bar, 4),
          bar.ratio === undefined ? '' : bar.ratio.toFixed(3),
          bar.gapClosed === undefined ? '' : `${(100 * bar.gapClosed).toFixed(1)} %`,
        ];
      }),
    })),
    data,
  };
}

/** The order that the paper reports, the least variance first. */
const publishedRank: Readonly<Record<BarName, string>> = {
  'gadget-2': '1',
  'gadget-1': '2',
  'gumbel-max': '3 or 4',
  'inverse-cdf': '3 or 4',
  'reward-cdf': '',
  optimal: '',
};
