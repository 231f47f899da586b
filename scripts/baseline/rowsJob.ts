import { createRng } from '../../src/core/random/rng.js';
import { gumbelMaxCoupling } from '../../src/mechanisms/kernels/gumbelMaxCoupling.js';
import { sparseByCommon } from '../../src/mechanisms/kernels/commonOutcomes.js';
import { gumbelMaxCommonRow } from '../../src/mechanisms/kernels/gumbelMaxCommonRow.js';
import { type BaselineJob, type Measured, cpuSeconds } from './job.js';

const PAIRS = 64;

/**
 * Gumbel-max couplings of pairs of rows of `size` outcomes, and the counterfactual rows of evaluation, which are stored
 * without zeros: there, about half of the outcomes are common to both.
 */
export function rowsJob(size: number, couplings: number, rows: number): BaselineJob {
  const { outcome, probability } = randomRows(2 * PAIRS, size);
  const row = (r: number): Float64Array => probability.subarray(r * size, (r + 1) * size);
  const pairs = Array.from({ length: PAIRS }, (_, i) => [row(2 * i), row(2 * i + 1)] as const);
  const sparsePairs = Array.from({ length: PAIRS }, (_, i) => {
    const pStart = 2 * i * size;
    const pEnd = pStart + size;
    return { outcome, probability, pStart, pEnd, x: pStart, qStart: pEnd, qEnd: pEnd + size };
  });
  const sparseRow = sparseByCommon(gumbelMaxCommonRow);
  const table = new Float64Array(size * size);
  const line = new Float64Array(size);
  const couple = (i: number): Float64Array => gumbelMaxCoupling(pairs[i % PAIRS][0], pairs[i % PAIRS][1], table);
  const follow = (i: number): Float64Array => {
    const pair = sparsePairs[i % PAIRS];
    pair.x = pair.pStart + (i % size);
    sparseRow(pair, line, 0);
    return line;
  };
  return {
    source: 'rows',
    names: [`Gumbel-max coupling, K = ${size}`, `Gumbel-max counterfactual row, K = ${size}`],
    tables: [Uint32Array.of(size, PAIRS, couplings, rows), outcome, probability],
    run: () => [measured(couple, couplings), measured(follow, rows)],
  };
}

/** Two sums: of one entry of every repeat, and of all entries of the first repeats. */
function measured(kernel: (i: number) => Float64Array, repeats: number): Measured {
  let all = 0;
  for (let i = 0; i < PAIRS; i++) {
    const out = kernel(i);
    for (let k = 0; k < out.length; k++) all += (out[k] * (k + 1)) / out.length;
  }
  let some = 0;
  // The program in C counts on from the first repeats.
  const seconds = cpuSeconds(() => {
    for (let i = 0; i < repeats; i++) {
      const out = kernel(i + PAIRS);
      some += out[i % out.length];
    }
  });
  return { seconds, sums: [some, all] };
}

function randomRows(nRows: number, size: number): { outcome: Uint32Array; probability: Float64Array } {
  const rng = createRng(size);
  const outcome = new Uint32Array(nRows * size);
  const probability = new Float64Array(nRows * size);
  for (let r = 0; r < nRows; r++) {
    let last = 0;
    let sum = 0;
    for (let k = r * size; k < (r + 1) * size; k++) {
      outcome[k] = last += rng.uniform() < 0.5 ? 1 : 2;
      probability[k] = rng.exponential();
      sum += probability[k];
    }
    for (let k = r * size; k < (r + 1) * size; k++) probability[k] /= sum;
  }
  return { outcome, probability };
}
