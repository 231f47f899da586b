import type { Finished } from '../../experiment.js';
import { type EndlessResult, endlessLog } from '../endlessLog.js';
import { type OberstSontagSpecification, type Setting, settingName } from '../oberstSontagSpecification.js';
import type { OberstSontagResult, OberstSontagTrial, SettingResult } from '../oberstSontagTrial.js';
import { type Quantity, type QuantityName, quantities, quantityNames } from '../publishedFigures.js';
import { type Spread, spread } from './spread.js';

/** A setting over all logs of one length. */
export interface SettingData extends Setting, Readonly<Record<QuantityName, Spread | null>> {
  readonly episodes: number;
  /** Model-based estimate less true value, and the two parts that it is made of. */
  readonly optimism: Readonly<Record<'whole' | 'finiteLog' | 'stateSpace', Spread | null>>;
  /** Shape (outcomes × outcomes). */
  readonly outcomeProbabilities: readonly (Spread | null)[];
  /** Of logs as long as published. */
  readonly more?: {
    readonly mostFrequentOutcomes: readonly (Spread | null)[];
    readonly bounds: readonly BoundsData[];
  };
}

/** Mean counterfactual return over all mechanisms of an assumption. */
export interface BoundsData {
  readonly assumption: string;
  readonly lower: Spread | null;
  readonly upper: Spread | null;
}

export interface OberstSontagData extends Readonly<Record<string, unknown>> {
  readonly episodes: number;
  readonly published: Readonly<Record<QuantityName, Quantity>>;
  /** By trajectories, then in the order of the specification: the published one first. */
  readonly settings: readonly SettingData[];
  readonly endless: readonly EndlessResult[];
  readonly results: readonly (OberstSontagTrial & OberstSontagResult)[];
}

/** The trials gathered: means and ranges over the logs of each length. */
export function oberstSontagData(
  specification: OberstSontagSpecification,
  finished: readonly Finished<OberstSontagTrial, OberstSontagResult>[],
): OberstSontagData {
  const { episodes, settings } = specification;
  const lengths = [...new Set(finished.map(({ trial }) => trial.episodes))].sort((a, b) => a - b);
  return {
    episodes,
    published: quantities,
    settings: lengths.flatMap((length) => {
      const results = finished.filter(({ trial }) => trial.episodes === length).map(({ result }) => result.settings);
      return settings.map((setting) => ({
        episodes: length,
        ...setting,
        ...spreads(results.map((each) => each[settingName(setting)])),
      }));
    }),
    endless: endlessLog(specification),
    results: finished.map(({ trial, result }) => ({ ...trial, ...result })),
  };
}

function spreads(results: readonly SettingResult[]): Omit<SettingData, 'episodes' | keyof Setting> {
  const over = (value: (result: SettingResult) => number | null): Spread | null => spread(results.map(value));
  const figures = quantityNames.map((name) => [name, over((result) => result[name])] as const);
  const [{ outcomeProbabilities, more }] = results;
  return {
    ...(Object.fromEntries(figures) as Record<QuantityName, Spread | null>),
    optimism: {
      whole: over((result) => result.modelBased - result.trueValue),
      finiteLog: over((result) => result.modelBased - result.endlessModel),
      stateSpace: over((result) => result.endlessModel - result.trueValue),
    },
    outcomeProbabilities: outcomeProbabilities.map((_, cell) => over((result) => result.outcomeProbabilities[cell])),
    ...(more && {
      more: {
        mostFrequentOutcomes: more.mostFrequentOutcomes.map((_, cell) =>
          over((result) => result.more!.mostFrequentOutcomes[cell]),
        ),
        bounds: Object.keys(more.bounds).map((assumption) => ({
          assumption,
          lower: over((result) => result.more!.bounds[assumption].lower),
          upper: over((result) => result.more!.bounds[assumption].upper),
        })),
      },
    }),
  };
}
