import { describe, expect, it } from 'vitest';
import { fc, test } from '@fast-check/vitest';
import { createRng } from '../../../src/core/random/rng.js';
import type { ChangedRows } from '../../../src/counterfactual/rows/partly/changedRow.js';
import { commonRows } from '../../../src/counterfactual/rows/partly/commonRows.js';
import { monotoneRows } from '../../../src/counterfactual/rows/partly/monotoneRows.js';
import { union } from '../../../src/counterfactual/rows/union.js';
import type { Mdp } from '../../../src/mdp/mdp.js';
import { completeMechanism } from '../../../src/mechanisms/completeMechanism.js';
import { gumbelMax } from '../../../src/mechanisms/fixed/gumbelMax.js';
import { inverseCdf } from '../../../src/mechanisms/fixed/inverseCdf.js';
import { maximal } from '../../../src/mechanisms/fixed/maximal.js';
import { rewardCdf } from '../../../src/mechanisms/fixed/rewardCdf.js';
import type { CompleteMechanism } from '../../../src/mechanisms/mechanism.js';
import { uniform } from '../../../policies/uniform.js';
import { dyadicVector, smallMdp } from '../../support/generators.js';
import { sparseMdp } from '../../support/sparseMdp.js';

const score = Array.from({ length: 40 }, (_, s) => (s * 7) % 5);
const mechanisms = [gumbelMax(), maximal(), inverseCdf(), rewardCdf({ score })].map((mechanism) =>
  completeMechanism(mechanism),
);

function changedRows(mdp: Mdp, { name, counterfactual: { common, order } }: CompleteMechanism): ChangedRows {
  const policy = uniform(mdp.nStates, mdp.nActions);
  return common ? commonRows(mdp, policy, name, common) : monotoneRows(mdp, policy, name, order!);
}

/** A row as it was changed, by next state, and whether every change was known to be one. */
function found({ taken, changed }: ChangedRows): Map<number, number> {
  const row = new Map<number, number>();
  let i = 0;
  for (let k = changed.start; k < changed.end; k++) {
    const own = i < changed.n && changed.place[i] === k;
    row.set(taken.next[k], own ? changed.value[i++] : changed.factor * taken.probability[k]);
  }
  expect(i).toBe(changed.n);
  return row;
}

/** Rows of dyadic numbers, in which sums are exact and ties and disjoint supports are many. */
const dyadic = fc.record({ nStates: fc.integer({ min: 3, max: 7 }), seed: fc.nat() }).chain(({ nStates, seed }) =>
  fc.array(dyadicVector(nStates), { minLength: nStates * 3, maxLength: nStates * 3 }).map((rows): Mdp => {
    const mdp = sparseMdp(createRng(seed), { nStates, nActions: 3, nEnds: 1 });
    const entries = rows.flatMap((row, r) => (r < (nStates - 1) * 3 ? [...row.keys()].map((k) => [r, k, row[k]]) : []));
    return {
      ...mdp,
      rowStart: Uint32Array.from({ length: nStates * 3 + 1 }, (_, r) => Math.min(r, (nStates - 1) * 3) * nStates),
      nextState: Uint32Array.from(entries, ([, k]) => k),
      probability: Float64Array.from(entries, ([, , p]) => p),
      reward: new Float64Array(entries.length),
    };
  }),
);

const models = fc.oneof(
  smallMdp({ maxStates: 6 }),
  dyadic,
  fc.nat().map((seed) => sparseMdp(createRng(seed), { nStates: 20, nActions: 3, nEnds: 2 })),
);

describe('rows as an observation changes them', () => {
  test.prop([models, fc.constantFrom(...mechanisms)], { numRuns: 100 })(
    'are those of the dense form, and those that are called unchanged are the model',
    (mdp, mechanism) => {
      const rows = changedRows(mdp, mechanism);
      const { rowStart, probability } = mdp;
      for (let observed = 0; observed < mdp.nStates * mdp.nActions; observed++) {
        for (let k = rowStart[observed]; k < rowStart[observed + 1]; k++) {
          if (probability[k] === 0) continue;
          rows.observe(observed, k - rowStart[observed]);
          for (let s = 0; s < mdp.nStates; s++) {
            for (let r = rows.taken.start[s]; r < rows.taken.start[s + 1]; r++) {
              rows.change(r);
              const row = found(rows);
              const target = rows.taken.row[r];
              const { p, q, outcomes, x } = union(mdp, observed, k - rowStart[observed], target);
              const dense = mechanism.counterfactual(p, q, x, outcomes);
              // The ends of an interval are known to rounding, and so is what they cut off, as a share of it.
              const atol = Math.max(1e-14, 1e-15 / probability[k]);
              expect(Array.from(outcomes, (y) => row.get(y) ?? 0)).toBeAllClose(dense, { rtol: 0, atol });
              if (!rows.isChanged(s)) expect(dense).toBeAllClose(q, { rtol: 0, atol: 1e-14 });
            }
          }
        }
      }
    },
  );

  it('leave out what is impossible and add up what is certain', () => {
    const mdp = sparseMdp(createRng(7), { nStates: 30, nActions: 3, nEnds: 2 });
    const { taken } = changedRows(mdp, mechanisms[0]);
    expect(taken.probability.includes(0)).toBe(false);
    for (let s = 0; s < 28; s++) {
      let total = 0;
      for (let r = taken.start[s]; r < taken.start[s + 1]; r++) {
        expect(taken.first[r + 1] - taken.first[r]).toBeGreaterThan(1);
        total += taken.share[r];
      }
      for (let k = taken.single.start[s]; k < taken.single.start[s + 1]; k++) total += taken.single.weight[k];
      const { start, weight } = taken.single.paying;
      for (let k = start[s]; k < start[s + 1]; k++) total += weight[k];
      expect(total).toBeAllClose(1);
    }
  });
});
