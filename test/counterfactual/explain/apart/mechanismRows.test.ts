import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { explainLog } from '../../../../src/counterfactual/explain/explainLog.js';
import { assumptions } from '../../../../src/mechanisms/bounds/registry.js';
import { completeMechanism } from '../../../../src/mechanisms/completeMechanism.js';
import { gumbelMax } from '../../../../src/mechanisms/fixed/gumbelMax.js';
import { maximal } from '../../../../src/mechanisms/fixed/maximal.js';
import type { CompleteMechanism } from '../../../../src/mechanisms/mechanism.js';
import { apartProblem } from '../../../support/apartProblem.js';

describe.each([gumbelMax(), maximal()])('explanations by rows that lie apart, under $name', (definition) => {
  const mechanism = completeMechanism(definition);
  /** Of which nothing is known but its rows; nor of an assumption that is none of the registered ones. */
  const plain: CompleteMechanism = {
    ...mechanism,
    counterfactual: (p, q, x, outcomes) => mechanism.counterfactual(p, q, x, outcomes),
  };
  const plainly = assumptions.map((assumption) => ({ ...assumption }));

  test.prop({ seed: fc.nat(1e6), changes: fc.constantFrom(1, 2) }, { numRuns: 6 })(
    'are those by all rows one by one',
    ({ seed, changes }) => {
      const { log, mdp } = apartProblem(seed, { episodes: 3 });
      const fast = explainLog(log, mdp, mechanism, { changes, discount: 0.9, assumptions });
      const slow = explainLog(log, mdp, plain, { changes, discount: 0.9, assumptions: plainly });
      const exact = { rtol: 1e-12, atol: 1e-12 };
      expect(fast.change).toEqual(slow.change);
      for (const column of ['value', 'changedValue', 'chanceAsWas', 'chance'] as const)
        expect(fast[column]).toBeAllClose(slow[column], exact);
      fast.guaranteed.forEach((found, i) => {
        expect(found.change).toEqual(slow.guaranteed[i].change);
        for (const column of ['value', 'changedValue', 'chance', 'valueOfBest', 'chanceOfBest'] as const)
          expect(found[column]).toBeAllClose(slow.guaranteed[i][column], exact);
      });
    },
  );
});
