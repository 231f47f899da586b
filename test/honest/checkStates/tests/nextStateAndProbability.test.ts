import { describe, expect, it } from 'vitest';
import { type Rng, createRng } from '../../../../src/core/random/rng.js';
import { stepColumns } from '../../../../src/honest/checkStates/stepColumns.js';
import { endAndProbability } from '../../../../src/honest/checkStates/tests/endAndProbability.js';
import { nextStateAndProbability } from '../../../../src/honest/checkStates/tests/nextStateAndProbability.js';
import type { Trajectories } from '../../../../src/trajectories/trajectories.js';
import { hoeffdingBound } from '../../../support/statistics.js';
import { logOfSteps } from '../logOfSteps.js';

/**
 * Decisions of one step, by someone who sees a number u in (0, 1) and takes action 1 with probability .1 + .8 u, so that
 * no probability comes twice. Runs end in state 1 with probability u where it moves them too, else with 1/2.
 */
function continuousLog(rng: Rng, episodes: number, moves: boolean): Trajectories {
  return logOfSteps(
    Array.from({ length: episodes }, () => {
      const u = rng.uniform();
      const treats = 0.1 + 0.8 * u;
      const a = rng.uniform() < treats ? 1 : 0;
      const next = rng.uniform() < (moves ? u : 0.5) ? 1 : 2;
      return { steps: [{ s: 0, a, next, p: a === 1 ? treats : 1 - treats }], ended: true };
    }),
  );
}

describe.each([
  ['D4', nextStateAndProbability, undefined],
  ['D5', endAndProbability, (log: Trajectories) => log.nextState],
] as const)('%s of probabilities that are all different', (_, test, kinds) => {
  const pOf = (log: Trajectories, seed: number): number => {
    const found = test.run(createRng(seed), stepColumns(log, kinds?.(log)), { permutations: 39 });
    if (typeof found === 'string') throw new Error(found);
    return found.p;
  };

  it('rejects where what moved the choice moves what follows', () => {
    // A quarter of the steps has u of about .2 or less, another of .8 or more: of 300, the ends of the two are far apart.
    for (let seed = 0; seed < 5; seed++) expect(pOf(continuousLog(createRng(seed), 300, true), seed)).toBe(1 / 40);
  });

  it('keeps its level where it does not', () => {
    const nLogs = 1500;
    const p = Array.from({ length: nLogs }, (_, seed) => pOf(continuousLog(createRng(seed), 40, false), seed));
    for (const level of [0.05, 0.25, 0.5]) {
      const share = p.filter((value) => value <= level).length / nLogs;
      expect(share).toBeLessThan(level + hoeffdingBound(nLogs, 1, 1e-6, 3));
    }
  });
});
