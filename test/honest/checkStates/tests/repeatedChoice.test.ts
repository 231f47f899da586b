import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { normalCdf } from '../../../../src/core/statistics/normalCdf.js';
import { createRng } from '../../../../src/core/random/rng.js';
import { stepColumns } from '../../../../src/honest/checkStates/stepColumns.js';
import { repeatedChoice } from '../../../../src/honest/checkStates/tests/repeatedChoice.js';
import type { Trajectories } from '../../../../src/trajectories/trajectories.js';
import { hoeffdingBound } from '../../../support/statistics.js';
import { logOfSteps } from '../logOfSteps.js';

function run(log: Trajectories): ReturnType<typeof repeatedChoice.run> {
  return repeatedChoice.run(createRng(1), stepColumns(log), { permutations: 199 });
}

/** Episodes of [state, action]. */
function logOf(episodes: readonly (readonly (readonly [number, number])[])[]): Trajectories {
  return logOfSteps(episodes.map((steps) => ({ steps: steps.map(([s, a]) => ({ s, a, next: 0 })), ended: false })));
}

/** The formula written out, each count by a search of its own. */
function byDefinition(log: Trajectories): number {
  const steps = [...log.state.keys()];
  const actions = Array.from({ length: log.nActions }, (_, a) => a);
  const episode = (i: number): number => log.episodeStart.findLastIndex((first) => first <= i);
  const earlier = (i: number, a: number): number =>
    steps.filter((j) => j < i && episode(j) === episode(i) && log.state[j] === log.state[i] && log.action[j] === a)
      .length;
  const visits = (i: number): number[] => steps.filter((j) => log.state[j] === log.state[i]);
  const p = (i: number, a: number): number => visits(i).filter((j) => log.action[j] === a).length / visits(i).length;
  const mean = (i: number, a: number): number =>
    visits(i).reduce((sum, j) => sum + earlier(j, a), 0) / visits(i).length;
  let [score, variance] = [0, 0];
  for (const i of steps) {
    score += earlier(i, log.action[i]) - actions.reduce((sum, a) => sum + p(i, a) * earlier(i, a), 0);
    const centre = actions.reduce((sum, a) => sum + p(i, a) * (earlier(i, a) - mean(i, a)), 0);
    variance += actions.reduce((sum, a) => sum + p(i, a) * (earlier(i, a) - mean(i, a) - centre) ** 2, 0);
  }
  return score / Math.sqrt(variance);
}

const episodes = fc.array(fc.array(fc.tuple(fc.nat(2), fc.nat(2)), { minLength: 1, maxLength: 6 }), {
  minLength: 1,
  maxLength: 5,
});

describe('B2', () => {
  it('by hand: two episodes that each repeat their choice', () => {
    // p = 1/2; c_2 = (1, 0) and (0, 1), mean over the four visits (1/4, 1/4); T = 1/2 + 1/2.
    const found = run(
      logOf([
        [
          [0, 0],
          [0, 0],
        ],
        [
          [0, 1],
          [0, 1],
        ],
      ]),
    );
    // First visits: 0. Second ones: centred (3/4, −1/4) and (−1/4, 3/4), variance 1/4 each.
    expect(found).toMatchObject({ nSteps: 2 });
    expect((found as { z: number }).z).toBeAllClose(1 / Math.sqrt(0.5));
    expect((found as { p: number }).p).toBeAllClose(normalCdf(-Math.SQRT2));
  });

  test.prop([episodes])('is the formula, count by count', (drawn) => {
    const log = logOf(drawn);
    const found = run(log);
    const expected = byDefinition(log);
    if (typeof found === 'string') expect(Number.isFinite(expected) && Math.abs(expected) < 1e6).toBe(false);
    else expect(found.z).toBeAllClose(expected, { rtol: 1e-9, atol: 1e-9 });
  });

  it('is not misled by choices that decide whether a state comes back', () => {
    // Action 1 stays in the state, action 0 leaves it for good: those who come back have only chosen 1.
    const nLogs = 400;
    const rejections = Array.from({ length: nLogs }, (_, seed) => {
      const rng = createRng(seed);
      const log = logOf(
        Array.from({ length: 60 }, () => {
          const actions: [number, number][] = [];
          for (let a = 1; a === 1 && actions.length < 10;) actions.push([0, (a = Number(rng.uniform() < 0.8))]);
          return actions;
        }),
      );
      const found = run(log);
      return typeof found !== 'string' && found.p <= 0.05 ? 1 : 0;
    }).reduce((sum: number, one) => sum + one, 0);
    expect(rejections / nLogs).toBeLessThan(0.05 + hoeffdingBound(nLogs, 1, 1e-6));
  });
});
