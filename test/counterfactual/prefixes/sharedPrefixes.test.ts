import { describe, expect } from 'vitest';
import { fc, test } from '@fast-check/vitest';
import { createRng } from '../../../src/core/random/rng.js';
import {
  type CounterfactualEvaluation,
  evaluateCounterfactual,
} from '../../../src/counterfactual/evaluate/evaluateCounterfactual.js';
import {
  type EpisodeColumns,
  counterfactualRun,
  emptyColumns,
} from '../../../src/counterfactual/evaluate/counterfactualRun.js';
import { followEpisodes } from '../../../src/counterfactual/evaluate/followEpisodes.js';
import { rangeToCome } from '../../../src/counterfactual/prefixes/rangeToCome.js';
import type { Mdp } from '../../../src/mdp/mdp.js';
import { completeMechanism } from '../../../src/mechanisms/completeMechanism.js';
import { gumbelMax } from '../../../src/mechanisms/fixed/gumbelMax.js';
import { independent } from '../../../src/mechanisms/fixed/independent.js';
import { inverseCdf } from '../../../src/mechanisms/fixed/inverseCdf.js';
import { maximal } from '../../../src/mechanisms/fixed/maximal.js';
import { rewardCdf } from '../../../src/mechanisms/fixed/rewardCdf.js';
import { simulate } from '../../../src/trajectories/simulate/simulate.js';
import { subset } from '../../../src/trajectories/subset.js';
import type { Trajectories } from '../../../src/trajectories/trajectories.js';
import { plainEvaluation } from '../../support/plainEvaluation.js';
import { sparseMdp, sparsePolicy } from '../../support/sparseMdp.js';
import { isPossible } from '../../../src/mdp/checkPolicyActs.js';
import type { Policy } from '../../../src/mdp/policy.js';

const score = Array.from({ length: 40 }, (_, s) => (s * 7) % 5);
const mechanisms = [gumbelMax(), inverseCdf(), maximal(), rewardCdf({ score }), independent()].map((mechanism) =>
  completeMechanism(mechanism),
);

interface Problem {
  readonly log: Trajectories;
  readonly mdp: Mdp;
  readonly target: Policy;
}

/** Logs of a few hundred short episodes, many of them alike, in any order; models with rewards near and far. */
const problem = fc
  .tuple(fc.nat(), fc.integer({ min: 6, max: 30 }), fc.integer({ min: 1, max: 6 }))
  .map(([seed, nStates, horizon]): Problem => {
    const rng = createRng(seed);
    const mdp = withEverything(sparseMdp(rng, { nStates, nActions: 2, nEnds: 2 }));
    const [behaviour, target] = [sparsePolicy(rng, mdp), sparsePolicy(rng, mdp)];
    const log = simulate(rng, mdp, behaviour, { episodes: 40, horizon });
    // Some twice, the last first.
    const episodes = Array.from({ length: 60 }, (_, e) => (e * 23) % 40);
    return { log: subset(log, episodes), mdp, target };
  });

/** Runs begin in states that go on, and no row is empty. */
function withEverything(mdp: Mdp): Mdp {
  const initial = Float64Array.from(mdp.initial, (_, s) => Number(s === 0));
  for (let s = 0; s < mdp.nStates; s++)
    for (let a = 0; a < 2 && mdp.terminal[s] === 0; a++) if (!isPossible(mdp, s, a)) throw new Error('an empty row');
  return { ...mdp, initial };
}

const options = { horizon: 8, discount: 0.9 };

describe('an evaluation that shares what episodes begin with', () => {
  test.prop([problem, fc.constantFrom(...mechanisms)], { numRuns: 60 })(
    'is that of each episode by itself',
    ({ log, mdp, target }, mechanism) => {
      const shared = evaluateCounterfactual(log, mdp, target, mechanism, options);
      const plain = plainEvaluation(log, mdp, target, mechanism, options);
      for (const field of ['expectedReturn', 'outcomeProbability', 'expectedLength'] as const)
        expect(shared[field]).toBeAllClose(plain[field], { rtol: 1e-12, atol: 1e-12 });
      expect(shared.returnVariance).toBeAllClose(plain.returnVariance, { rtol: 1e-11, atol: 1e-11 });
    },
  );

  test.prop([problem, fc.constantFrom(...mechanisms), fc.array(fc.nat({ max: 60 }), { maxLength: 4 })], {
    numRuns: 40,
  })('is the same to the bit in stretches, whatever is kept of the rows', ({ log, mdp, target }, mechanism, cuts) => {
    const whole = run({ log, mdp, target }, mechanism, 2 ** 20, [0, 60]);
    const parts = run({ log, mdp, target }, mechanism, 0, [0, ...cuts.toSorted((a, b) => a - b), 60]);
    expect(parts).toEqual(whole);
  });

  test.prop([problem, fc.constantFrom(...mechanisms), fc.constantFrom(0.3, 0.05, 1e-3), fc.constantFrom(1, 0.9)], {
    numRuns: 60,
  })('is off by no more than it says where it leaves runs to the model', (sample, mechanism, leastMass, discount) => {
    const { log, mdp, target } = sample;
    const at = (least: number): CounterfactualEvaluation =>
      evaluateCounterfactual(log, mdp, target, mechanism, { horizon: 8, discount, leastMass: least });
    const [exact, rough] = [at(0), at(leastMass)];
    const nOutcomes = mdp.outcomes.length;
    for (let e = 0; e < log.nEpisodes; e++) {
      const off = Math.abs(rough.expectedReturn[e] - exact.expectedReturn[e]);
      expect(off).toBeLessThanOrEqual(rough.left!.bound[e] + 1e-12);
      let total = 0;
      for (let o = 0; o < nOutcomes; o++) {
        const chance = rough.outcomeProbability[e * nOutcomes + o];
        total += chance;
        expect(Math.abs(chance - exact.outcomeProbability[e * nOutcomes + o])).toBeLessThanOrEqual(
          rough.left!.mass[e] + 1e-12,
        );
      }
      expect(total).toBeAllClose(1);
      expect([exact.left!.mass[e], exact.left!.bound[e]]).toEqual([0, 0]);
    }
  });

  test('has no bound where steps pay for ever, and refuses a least mass that is none', () => {
    const mdp = withEverything(sparseMdp(createRng(3), { nStates: 12, nActions: 2, nEnds: 2 }));
    const paying = { ...mdp, reward: mdp.reward.map(() => 1) };
    expect(rangeToCome(paying, Infinity, 1)(0)).toBe(Infinity);
    expect(rangeToCome(paying, Infinity, 0.5)(0)).toBe(1);
    expect(rangeToCome(paying, 5, 1)(2)).toBe(2);
    const log = simulate(createRng(1), mdp, sparsePolicy(createRng(2), mdp), { episodes: 2, horizon: 2 });
    expect(() =>
      evaluateCounterfactual(log, mdp, sparsePolicy(createRng(2), mdp), mechanisms[0], { leastMass: 1 }),
    ).toThrow('counterfactual: leastMass must be from 0 to below 1, got 1');
  });
});

function run(
  { log, mdp, target }: Problem,
  mechanism: (typeof mechanisms)[0],
  rowBytes: number,
  cuts: number[],
): EpisodeColumns {
  const prepared = counterfactualRun(log, mdp, target, mechanism, { ...options, rowBytes });
  const columns = emptyColumns(log.nEpisodes, mdp.outcomes.length);
  cuts.slice(1).forEach((to, i) => {
    followEpisodes(prepared, columns)(cuts[i], to);
  });
  return columns;
}
