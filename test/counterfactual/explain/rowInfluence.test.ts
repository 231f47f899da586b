import { describe, expect } from 'vitest';
import { fc, test } from '@fast-check/vitest';
import { rowInfluence } from '../../../src/counterfactual/explain/rowInfluence.js';
import { actionRows } from '../../../src/counterfactual/rows/actionRows.js';
import { observedModel } from '../../../src/counterfactual/chain/observedModel.js';
import { completeMechanism } from '../../../src/mechanisms/completeMechanism.js';
import { gumbelMax } from '../../../src/mechanisms/fixed/gumbelMax.js';
import { independent } from '../../../src/mechanisms/fixed/independent.js';
import { maximal } from '../../../src/mechanisms/fixed/maximal.js';
import { anyPolicy, logOf, smallMdp } from '../../support/generators.js';

const [anew, ...oneFunction] = [independent(), gumbelMax(), maximal()].map((each) => completeMechanism(each));

const problem = smallMdp({ maxStates: 4 }).chain((mdp) =>
  anyPolicy(mdp).chain((behaviour) =>
    fc.record({ mdp: fc.constant(mdp), log: logOf(mdp, behaviour, { maxEpisodes: 1, horizon: 3 }) }),
  ),
);

describe('rowInfluence', () => {
  test.prop([problem, fc.constantFrom(...oneFunction)], { numRuns: 60 })(
    'is half the sum of all differences, nothing where nothing was observed, and all but the observed outcome where the log is repeated',
    ({ mdp, log }, mechanism) => {
      const rows = actionRows(mdp, mechanism, 2 ** 20);
      for (const step of observedModel(mdp, log).steps(0)) {
        const last = mdp.rowStart[step!.row] + step!.entry;
        expect(rowInfluence(mdp, rows, step, step!.row)).toBeAllClose(1 - mdp.probability[last], { atol: 1e-12 });
        for (let row = 0; row < mdp.nStates * mdp.nActions; row++) {
          if (mdp.terminal[Math.floor(row / mdp.nActions)] === 1) continue;
          expect(rowInfluence(mdp, rows, undefined, row)).toBe(0);
          rows.find(step, row);
          const { page, start, end } = rows.pool;
          const given = new Map(
            Array.from({ length: end - start }, (_, k) => [page.integer[start + k], page.number[start + k]]),
          );
          let sum = 0;
          for (let k = mdp.rowStart[row]; k < mdp.rowStart[row + 1]; k++)
            sum += Math.abs((given.get(k) ?? 0) - mdp.probability[k]) / 2;
          expect(rowInfluence(mdp, rows, step, row)).toBeAllClose(sum, { atol: 1e-12 });
        }
      }
    },
  );

  test.prop([problem], { numRuns: 20 })('is 0 in all rows where the mechanism draws anew', ({ mdp, log }) => {
    const rows = actionRows(mdp, anew, 2 ** 20);
    for (const step of observedModel(mdp, log).steps(0))
      for (let row = 0; row < mdp.nStates * mdp.nActions; row++) expect(rowInfluence(mdp, rows, step, row)).toBe(0);
  });
});
