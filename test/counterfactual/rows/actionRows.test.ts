import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { createRng } from '../../../src/core/random/rng.js';
import { type ActionRows, actionRows } from '../../../src/counterfactual/rows/actionRows.js';
import { extendMdp, rowWithCase } from '../../../src/counterfactual/rows/extendedMdp.js';
import type { ObservedStep } from '../../../src/counterfactual/rows/observedStep.js';
import { rowIndex } from '../../../src/mdp/mdp.js';
import { completeMechanism } from '../../../src/mechanisms/completeMechanism.js';
import { gumbelMax } from '../../../src/mechanisms/fixed/gumbelMax.js';
import { independent } from '../../../src/mechanisms/fixed/independent.js';
import { inverseCdf } from '../../../src/mechanisms/fixed/inverseCdf.js';
import { maximal } from '../../../src/mechanisms/fixed/maximal.js';
import { uniform } from '../../../policies/uniform.js';
import { createEnv } from '../../../envs/registry.js';
import { smallMdp } from '../../support/generators.js';
import { plainRow } from '../../support/rowOracle.js';
import { sparseMdp } from '../../support/sparseMdp.js';

const mechanisms = [gumbelMax(), inverseCdf(), maximal(), independent()].map((mechanism) =>
  completeMechanism(mechanism),
);
const models = fc.oneof(
  smallMdp({ maxStates: 6 }),
  fc.nat().map((seed) => sparseMdp(createRng(seed), { nStates: 20, nActions: 3, nEnds: 2 })),
);

function rowOf(rows: ActionRows, step: ObservedStep | undefined, row: number): [number[], number[]] {
  rows.find(step, row);
  const { page, start, end } = rows.pool;
  return [[...page.integer.subarray(start, end)], [...page.number.subarray(start, end)]];
}

describe('actionRows', () => {
  test.prop([models, fc.constantFrom(...mechanisms), fc.constantFrom(0, 500, 2 ** 20)], { numRuns: 40 })(
    'are those of a policy that takes the action, asked for again and again, whatever the bound',
    (mdp, mechanism, bytes) => {
      const rows = actionRows(mdp, mechanism, bytes);
      const steps: ObservedStep[] = [];
      for (let row = 0; row < mdp.nStates * mdp.nActions && steps.length < 5; row++)
        for (let k = mdp.rowStart[row]; k < mdp.rowStart[row + 1]; k++)
          if (mdp.probability[k] > 0) steps.push({ row, entry: k - mdp.rowStart[row] });
      for (const step of [...steps, ...steps.toReversed()]) {
        for (let row = 0; row < mdp.nStates * mdp.nActions; row++) {
          const taking = {
            ...uniform(mdp.nStates, mdp.nActions),
            probability: new Float64Array(mdp.rowStart.length - 1),
          };
          taking.probability[row] = 1;
          const isPossible = mdp.rowStart[row] < mdp.rowStart[row + 1];
          const state = Math.floor(row / mdp.nActions);
          const plain = isPossible
            ? plainRow(mdp, taking, mechanism, step.row, step.entry, state)
            : new Map<number, number>();
          const [entry, chance] = rowOf(rows, step, row);
          expect(entry.filter((_, i) => chance[i] > 1e-300)).toEqual(
            [...plain.keys()].filter((k) => plain.get(k)! > 1e-300),
          );
          expect(chance).toBeAllClose(entry.map((k) => plain.get(k) ?? 0));
        }
      }
    },
  );

  const triage = createEnv('triage').exactModel!();
  const treated = rowIndex(triage, 0, 0);

  it('are the model where nothing was observed, and for a mechanism that draws anew', () => {
    const [first, end] = [triage.rowStart[treated], triage.rowStart[treated + 1]];
    const own = [[first, first + 1, first + 2].slice(0, end - first), [...triage.probability.subarray(first, end)]];
    const rows = actionRows(triage, completeMechanism(gumbelMax()), 1e6);
    expect(rowOf(rows, undefined, treated)).toEqual(own);
    expect(rowOf(rows, { row: rowIndex(triage, 0, 1), entry: 0 }, treated)).not.toEqual(own);
    expect(rowOf(rows, undefined, treated)).toEqual(own);
    const anew = actionRows(triage, completeMechanism(independent()), 1e6);
    expect(rowOf(anew, { row: treated, entry: 0 }, treated)).toEqual(own);
  });

  it('repeat an added row where the log took it, and only there', () => {
    const visits = new Uint32Array(triage.nStates * triage.nActions).fill(4);
    const mdp = extendMdp(triage, [rowWithCase({ ...triage, visits }, treated, 0, 0.25)]);
    const step = { row: mdp.nStates * mdp.nActions, entry: 0 };
    const rows = actionRows(mdp, completeMechanism(gumbelMax()), 1e6);
    expect(rowOf(rows, step, treated)).toEqual([[triage.nextState.length], [1]]);
    expect(mdp.nextState[triage.nextState.length]).toBe(0);
    const [entry] = rowOf(rows, step, treated + 1);
    expect(Math.max(...entry)).toBeLessThan(triage.nextState.length);
    expect(rowOf(rows, undefined, treated)[0][0]).toBe(triage.rowStart[treated]);
  });

  it('are empty where the action is not possible', () => {
    const last = triage.rowStart[treated + 1];
    const rowStart = triage.rowStart.map((start, row) => (row > treated + 1 ? Math.max(last, start) : start));
    rowStart[treated + 2] = last;
    const rows = actionRows({ ...triage, rowStart }, completeMechanism(gumbelMax()), 0);
    expect(rowOf(rows, { row: treated, entry: 0 }, treated + 1)).toEqual([[], []]);
    expect(rowOf(rows, undefined, treated + 1)).toEqual([[], []]);
  });
});
