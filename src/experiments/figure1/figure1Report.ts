import { gumbelMaxCoupling } from '../../mechanisms/kernels/gumbelMaxCoupling.js';
import { independent } from '../../mechanisms/fixed/independent.js';
import { inverseCdf } from '../../mechanisms/fixed/inverseCdf.js';
import { maximal } from '../../mechanisms/fixed/maximal.js';
import { expectedCost } from '../expectedCost.js';
import type { ExperimentReport, Finished, ReportTable } from '../experiment.js';
import { type MeanAndError, errorText, meanAndError } from '../../core/statistics/meanAndError.js';
import { type Figure1Effects, figure1Effects } from './figure1Effects.js';
import { type Figure1Result, type Figure1Specification, type Figure1Trial, figure1Pair } from './figure1Trial.js';

/** A mechanism without parameters, for the pair without noise. */
export interface Figure1Baseline {
  readonly name: 'independent' | 'inverse-cdf' | 'gumbel-max' | 'maximal';
  /** What the paper prints. */
  readonly published: string;
  readonly loss: number;
  /** Shape (K × K). */
  readonly coupling: readonly number[];
}

/** One point of the figure. */
export interface Figure1Point extends MeanAndError {
  readonly noise: number;
  /** Mean over the loss of the maximal coupling. */
  readonly ratio: number;
  /** Shape (K × K): gadget 2's coupling in the first trial. */
  readonly coupling: readonly number[];
}

export interface Figure1Data extends Readonly<Record<string, unknown>> {
  readonly nOutcomes: number;
  readonly baselines: readonly Figure1Baseline[];
  readonly points: readonly Figure1Point[];
  /** 2 TV / (1 + TV): the most that Gumbel-max reaches for any pair of this distance. */
  readonly gumbelMaxBound: number;
  /** Part (b), by reward. */
  readonly effects: readonly Figure1Effects[];
}

/**
 * The most that P(X ≠ Y) is under Gumbel-max, by the distance of the pair.
 *
 *     2 TV / (1 + TV)
 *
 * No implicit mechanism, which turns noise into an outcome by one distribution at a time, does better on all pairs.
 *
 * @param distance TV, in total variation: what the maximal coupling reaches
 *
 * Source: Bavarian et al. 2016, "On the optimality of correlated sampling"; Moulton & Jiang 2018, "Maximally consistent
 * sampling and the Jaccard index of probability distributions".
 *
 * @example
 * gumbelMaxBound(0.25) // 0.4
 */
export function gumbelMaxBound(distance: number): number {
  return (2 * distance) / (1 + distance);
}

/** The points of the figure, by noise, and the lines that they lie between. */
export function figure1Data(
  specification: Figure1Specification,
  finished: readonly Finished<Figure1Trial, Figure1Result>[],
): Figure1Data {
  const { p, q, cost } = figure1Pair(specification);
  const outcomes = Uint32Array.from(p.keys());
  const baseline = (name: Figure1Baseline['name'], published: string, coupling: Float64Array): Figure1Baseline => ({
    name,
    published,
    loss: expectedCost(coupling, cost),
    coupling: Array.from(coupling),
  });
  const best = baseline('maximal', '.2434', maximal().coupling!(p, q, outcomes));
  return {
    nOutcomes: specification.nOutcomes,
    baselines: [
      baseline('independent', '.9078', independent().coupling!(p, q, outcomes)),
      baseline('inverse-cdf', '.8776', inverseCdf().coupling!(p, q, outcomes)),
      baseline('gumbel-max', '.2966', gumbelMaxCoupling(p, q)),
      best,
    ],
    points: specification.noiseScales.flatMap((noise) => {
      const trials = finished.filter(({ trial }) => trial.noise === noise && trial.shape === undefined);
      if (trials.length === 0) return [];
      const loss = meanAndError(trials.map(({ result }) => result.loss));
      return [{ noise, ...loss, ratio: loss.mean / best.loss, coupling: trials[0].result.coupling }];
    }),
    gumbelMaxBound: gumbelMaxBound(best.loss),
    effects: figure1Effects(specification, finished),
  };
}

/** Figure 1 as a table. */
export function figure1Report(
  specification: Figure1Specification,
  finished: readonly Finished<Figure1Trial, Figure1Result>[],
): ExperimentReport {
  const data = figure1Data(specification, finished);
  const best = data.baselines.find(({ name }) => name === 'maximal')!.loss;
  return {
    heading: `Figure 1 of Lorberbom et al. (2021): P(X ≠ Y) of near-maximal couplings, K = ${specification.nOutcomes}, exact`,
    notes: [
      'Gadget 2 is trained on pairs with noise on their logits; its loss is for the pair without noise.',
      'Published for noise above 0: a curve without numbers.',
      `2 TV / (1 + TV) = ${data.gumbelMaxBound.toFixed(6)}: P(X ≠ Y) of Gumbel-max is at most this for every pair as far apart, and no implicit mechanism does better on all of them; so with much noise, where it must do for all pairs, a gadget goes back to Gumbel-max.`,
    ],
    tables: [
      {
        head: ['', 'published', 'ours', '/ maximal'],
        rows: [
          ...data.baselines.map(({ name, published, loss }) => [
            name,
            published,
            loss.toFixed(6),
            (loss / best).toFixed(4),
          ]),
          ...data.points.map((point) => [
            `gadget-2, noise ${point.noise}`,
            point.noise === 0 ? '.2467 to .2482' : '',
            errorText(point, 6),
            point.ratio.toFixed(4),
          ]),
        ],
      },
      effectsTable(data.effects),
    ],
    data,
  };
}

/** Part (b) as a table: a row a mechanism, two columns a reward. */
function effectsTable(effects: readonly Figure1Effects[]): ReportTable {
  return {
    title: '(b) Variance of the effect h(X) − h(Y), for a reward h that rises and one that does not',
    head: ['', ...effects.flatMap(({ shape }) => [shape, '/ least'])],
    rows: effects[0].mechanisms.map(({ name }) => [
      name,
      ...effects.flatMap(({ mechanisms }) => {
        const variance = mechanisms.find((each) => each.name === name)?.variance;
        if (variance === undefined) return ['-', '-'];
        return [variance.toFixed(4), (variance / mechanisms.at(-1)!.variance).toFixed(4)];
      }),
    ]),
  };
}
