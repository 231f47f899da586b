import { gumbelMaxCoupling } from '../../mechanisms/kernels/gumbelMaxCoupling.js';
import { independent } from '../../mechanisms/fixed/independent.js';
import { inverseCdf } from '../../mechanisms/fixed/inverseCdf.js';
import { maximal } from '../../mechanisms/fixed/maximal.js';
import { expectedCost } from '../expectedCost.js';
import type { ExperimentReport, Finished } from '../experiment.js';
import { type MeanAndError, errorText, meanAndError } from '../../core/statistics/meanAndError.js';
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
      const trials = finished.filter(({ trial }) => trial.noise === noise);
      if (trials.length === 0) return [];
      const loss = meanAndError(trials.map(({ result }) => result.loss));
      return [{ noise, ...loss, ratio: loss.mean / best.loss, coupling: trials[0].result.coupling }];
    }),
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
    ],
    data,
  };
}
