import { createEnv } from '../../../../envs/registry.js';
import type { ReportTable } from '../../experiment.js';
import type { SettingData } from './oberstSontagData.js';
import type { OberstSontagSpecification } from '../oberstSontagSpecification.js';
import { publishedDeathsToDischarges } from '../publishedFigures.js';
import { type Spread, spreadText } from './spread.js';

/**
 * Observed against counterfactual outcomes in the published setting: by the most frequent of some draws, as published,
 * and by probability. They are different quantities, and their titles say so.
 */
export function outcomeTables(
  { version, draws }: OberstSontagSpecification,
  { episodes, outcomeProbabilities, more }: SettingData,
): ReportTable[] {
  const { mostFrequentOutcomes } = more!;
  const outcomes = createEnv('sepsis', { version }).outcomes.map(({ name }) => name);
  const grid = (title: string, cells: readonly (Spread | null)[]): ReportTable => ({
    title,
    head: ['observed', ...outcomes],
    rows: outcomes.map((observed, row) => [
      observed,
      ...outcomes.map((_, column) => spreadText(cells[row * outcomes.length + column], 3)),
    ]),
  });
  const saved = outcomes.indexOf('death') * outcomes.length + outcomes.indexOf('discharge');
  const patients = (cells: readonly (Spread | null)[]): string => {
    const { mean, lower, upper, ...rest } = cells[saved]!;
    return spreadText({ ...rest, mean: mean * episodes, lower: lower * episodes, upper: upper * episodes }, 0);
  };
  return [
    grid(
      `Counterfactual outcome that is the most frequent of ${draws} draws (as published), shares of all trajectories`,
      mostFrequentOutcomes,
    ),
    grid(
      'Counterfactual outcome by its probability (exact, another quantity), shares of all trajectories',
      outcomeProbabilities,
    ),
    {
      title: `Died, and "would have been discharged", of ${episodes} trajectories`,
      head: ['', 'published', 'ours'],
      rows: [
        [`most frequent of ${draws} draws`, publishedDeathsToDischarges.toFixed(0), patients(mostFrequentOutcomes)],
        ['expected number, by probability', '', patients(outcomeProbabilities)],
      ],
    },
  ];
}
