import type { GadgetSpec } from '../../gadgetSpec.js';
import { featureScale } from '../features.js';

/**
 * Different distributions over K outcomes as a network is to see them: their possible outcomes alone, and of its logits
 * only those of such outcomes. Of hundreds of states a distribution often has a dozen.
 */
export interface NetworkInput {
  /** K. */
  readonly nOutcomes: number;
  readonly nRows: number;
  /** Shape (nRows + 1): where each row begins in `place` and `feature`. */
  readonly start: Int32Array;
  /** Places of possible outcomes among the K, increasing in a row. */
  readonly place: Int32Array;
  /** What the network sees of them: see `writeFeatures`. */
  readonly feature: Float32Array;
  /** Logits by outcome: |Z| of gadget 2, K of gadget 1. */
  readonly perOutcome: number;
  /**
   * By logit that is needed: its place among all logits of the network. Row r has those from `perOutcome · start[r]`,
   * (perOutcome × its outcomes), row-major.
   */
  readonly column: Int32Array;
}

/** A share of possible outcomes below which loops over them are faster than products over all. */
const SPARSE = 1 / 8;

/** Whether the distributions leave most outcomes out. */
export function isSparse({ nRows, place, nOutcomes }: NetworkInput): boolean {
  return place.length < SPARSE * nRows * nOutcomes;
}

/** Where the logit z of outcome x stands among those of K outcomes: z · ofLogit + x · ofOutcome. */
export interface LogitStrides {
  readonly ofLogit: number;
  readonly ofOutcome: number;
}

/** Gadget 2 has a row of logits a cluster, gadget 1 one an outcome. */
export function logitStrides({ kind }: GadgetSpec, nOutcomes: number): LogitStrides {
  return kind === 'gadget-1' ? { ofLogit: 1, ofOutcome: nOutcomes } : { ofLogit: nOutcomes, ofOutcome: 1 };
}

/**
 * The input that a gadget's network needs for distributions.
 *
 * @param distributions shape (K) each
 *
 * Cost O(distributions · K + logits that are needed).
 */
export function networkInput(spec: GadgetSpec, distributions: readonly Float64Array[]): NetworkInput {
  const nOutcomes = spec.outcomes.length;
  const perOutcome = spec.kind === 'gadget-1' ? nOutcomes : spec.nClusters;
  const { ofLogit, ofOutcome } = logitStrides(spec, nOutcomes);
  const scale = featureScale(nOutcomes);
  const start = new Int32Array(distributions.length + 1);
  distributions.forEach((p, r) => {
    start[r + 1] = start[r];
    for (let x = 0; x < nOutcomes; x++) if (p[x] !== 0) start[r + 1]++;
  });
  const place = new Int32Array(start[distributions.length]);
  const feature = new Float32Array(place.length);
  const column = new Int32Array(perOutcome * place.length);
  distributions.forEach((p, r) => {
    let at = start[r];
    for (let x = 0; x < nOutcomes; x++) {
      if (p[x] === 0) continue;
      place[at] = x;
      feature[at++] = scale * p[x];
    }
    for (let z = 0, entry = perOutcome * start[r]; z < perOutcome; z++) {
      for (let j = start[r]; j < start[r + 1]; j++) column[entry++] = z * ofLogit + place[j] * ofOutcome;
    }
  });
  return { nOutcomes, nRows: distributions.length, start, place, feature, perOutcome, column };
}
