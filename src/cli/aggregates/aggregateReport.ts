import type { AggregateResult } from '../../aggregates/estimates/estimatesOf.js';
import type { Provenance } from '../../files/index.js';
import { decimal, table } from '../output/table.js';
import { estimateNotes } from '../ope/estimateNotes.js';
import { gainText, intervalText, leftOutText, levelOf, shareHeldText, supportText } from '../ope/opeReport.js';

/** Estimates from sums as tables for people: those of `ope`, as far as sums tell. */
export function aggregateText(policy: string, result: AggregateResult): string {
  const { estimates, diagnostics, missing, leftOut } = result;
  const level = levelOf(estimates);
  const intervalHead = level === undefined ? 'interval' : `${decimal(level.level * 100, 1)} % ${level.method}`;
  const { effectiveSampleSize, largestWeightShare, shareHeld, nPositive, nEpisodes, meanWeight, meanWeightError } =
    diagnostics;
  const parts = [
    `Value of policy ${policy} from sums of ${nEpisodes} episodes; horizon ${result.horizon}, discount ${result.discount} (the sums), behaviour ${result.behaviour}, model ${result.model}${result.modelOfSums === undefined ? '' : '; dr and wdr by the model of the sums'}`,
    table(
      ['estimator', 'value', intervalHead],
      estimates.map(({ estimator, value, interval }) => [estimator, value ?? '-', intervalText(interval)]),
    ),
    `Episodes with positive weight: ${nPositive} of ${nEpisodes}; mean weight ${meanWeight.toPrecision(3)} (s.e. ${meanWeightError?.toPrecision(2) ?? '-'}); effective sample size ${decimal(effectiveSampleSize, 1)}; largest share of the weight ${decimal(100 * largestWeightShare, 1)} %${shareHeld === undefined ? '' : `; ${shareHeldText(shareHeld)}`}`,
    ...gainText(result.gain, estimates),
    ...estimateNotes(estimates.map((estimate) => ({ name: estimate.estimator, estimate }))).map(
      (note) => `Note: ${note}`,
    ),
    ...leftOutText(leftOut),
    `Note: not to be had of sums: ${missing.map(({ figure, reason }) => `${figure} (${reason})`).join('; ')}`,
    ...diagnostics.warnings.map((warning) => `Warning: ${warning}`),
    ...supportText(diagnostics),
  ];
  return `${parts.join('\n\n').replaceAll(/\n\n(?=Note|Warning)/g, '\n')}\n`;
}

/** The same as data. */
export function aggregateJson(policy: string, result: AggregateResult, couplet: Provenance): Record<string, unknown> {
  const { diagnostics } = result;
  return {
    policy,
    ...result,
    diagnostics: {
      ...diagnostics,
      effectiveSampleSizeByStep: Array.from(diagnostics.effectiveSampleSizeByStep),
      meanWeightByStep: Array.from(diagnostics.meanWeightByStep),
    },
    couplet,
  };
}
