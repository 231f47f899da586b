import fc from 'fast-check';
import { expect, test } from 'vitest';
import { agreesWithEnumeration } from '../../support/agreesWithEnumeration.js';
import { loopyMdp } from '../../support/loopyMdp.js';

const MODELS = 100_000;

test(`finds what enumeration finds in ${MODELS} models`, () => {
  const problem = fc.record({
    mdp: loopyMdp(),
    discount: fc.constantFrom(0.5, 0.9, 0.99, 0.999999, 1),
    actions: fc.constantFrom('seen' as const, 'all' as const),
  });
  const count = new Map<string, number>();
  const add = (what: string): void => void count.set(what, (count.get(what) ?? 0) + 1);
  let largest = 0;
  const report = (): string =>
    `${Array.from(count, ([what, n]) => `${what}: ${n}`)
      .sort()
      .join('; ')}; largest error ${largest.toExponential(1)} of max |r| + max |V|\n`;
  const faults: string[] = [];
  fc.assert(
    fc.property(problem, ({ mdp, discount, actions }) => {
      const { kind, fault, error } = agreesWithEnumeration(mdp, discount, actions);
      add('models');
      add(`at discount ${discount}`);
      if (!mdp.terminal.includes(1)) add('without ends');
      if (kind !== 'answer') add(`errors, ${kind}`);
      if (fault !== undefined) {
        add('faults');
        faults.push(fault);
      }
      if (error > 1e-9) add('answers that are off by more than 1e-9, within their own bound');
      largest = Math.max(largest, Number.isNaN(error) ? 0 : error);
      if (count.get('models')! % 10_000 === 0) process.stdout.write(report());
    }),
    { numRuns: MODELS, seed: 20261126 },
  );
  expect(faults).toEqual([]);
});
