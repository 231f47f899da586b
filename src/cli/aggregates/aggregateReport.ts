import type { Provenance } from '../../files/index.js';
import { verdictsText } from '../honest/namedVerdict.js';
import { unsaidFragility } from '../output/notes/measuredFragility.js';
import { decimal } from '../output/table.js';
import { estimateNotes } from '../ope/estimateNotes.js';
import { estimatesText, gainText, leftOutText, shareHeldText, supportText } from '../ope/opeReport.js';
import type { JudgedAggregates } from './evaluateAggregates.js';

/** Estimates from sums as tables for people: those of `ope`, as far as sums tell. */
export function aggregateText(policy: string, { result, truths, standing, verdicts }: JudgedAggregates): string {
  const { estimates, diagnostics, missing, leftOut } = result;
  const { effectiveSampleSize, largestWeightShare, shareHeld, nPositive, nEpisodes, meanWeight, meanWeightError } =
    diagnostics;
  const parts = [
    `Value of policy ${policy} from sums of ${nEpisodes} episodes; horizon ${result.horizon}, discount ${result.discount} (the sums), behaviour ${result.behaviour}, model ${result.model}${result.modelOfSums === undefined ? '' : '; dr and wdr by the model of the sums'}`,
    estimatesText(estimates, truths),
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
  const text = `${parts.join('\n\n').replaceAll(/\n\n(?=Note|Warning)/g, '\n')}\n`;
  const unsaid = unsaidFragility(standing.fragility, verdicts, 'Of dm: ');
  return `${verdictsText(verdicts)}${text}${unsaid && `\n${unsaid}`}`;
}

/** The same as data. */
export function aggregateJson(
  policy: string,
  { result, truths, standing, verdicts }: JudgedAggregates,
  couplet: Provenance,
): Record<string, unknown> {
  const { diagnostics } = result;
  return {
    verdict: verdicts,
    policy,
    ...result,
    estimates: result.estimates.map((estimate) => ({ ...estimate, truth: truths[estimate.estimator] ?? null })),
    diagnostics: {
      ...diagnostics,
      effectiveSampleSizeByStep: Array.from(diagnostics.effectiveSampleSizeByStep),
      meanWeightByStep: Array.from(diagnostics.meanWeightByStep),
    },
    ...(standing.fragility && { fragility: standing.fragility }),
    couplet,
  };
}
