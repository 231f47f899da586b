import { describe, expect } from 'vitest';
import { fc, test } from '@fast-check/vitest';
import { decisionPairs } from '../../../src/counterfactual/effects/decisionPairs.js';
import { effectVariance, leastEffectVariance } from '../../../src/counterfactual/effects/effectVariance.js';
import { completeMechanism } from '../../../src/mechanisms/completeMechanism.js';
import { gumbelMax } from '../../../src/mechanisms/fixed/gumbelMax.js';
import { independent } from '../../../src/mechanisms/fixed/independent.js';
import { optimalTransport } from '../../../src/mechanisms/fixed/optimalTransport.js';
import { rewardCdf } from '../../../src/mechanisms/fixed/rewardCdf.js';
import { anyPolicy, logOf, smallMdp } from '../../support/generators.js';

const problem = smallMdp({ maxStates: 5 }).chain((mdp) =>
  fc
    .tuple(anyPolicy(mdp), anyPolicy(mdp))
    .chain(([behaviour, target]) =>
      fc.tuple(
        fc.constant(mdp),
        fc.constant(target),
        logOf(mdp, behaviour, { maxEpisodes: 4, horizon: 3 }),
        fc.array(fc.integer({ min: -3, max: 3 }), { minLength: mdp.nStates, maxLength: mdp.nStates }),
      ),
    ),
);

describe('decisionPairs', () => {
  test.prop([problem])('weighs each step by how often the target would have acted otherwise', ([mdp, target, log]) => {
    const total = decisionPairs(log, mdp, target).reduce((sum, { weight }) => sum + weight, 0);
    let expected = 0;
    log.state.forEach((s, i) => (expected += 1 - target.probability[s * mdp.nActions + log.action[i]]));
    expect(total).toBeAllClose(expected, { atol: 1e-9 });
  });
});

describe('effectVariance', () => {
  test.prop([problem])(
    'is never below the least, which reward-cdf reaches before the outcome is known',
    ([mdp, target, log, h]) => {
      const pairs = decisionPairs(log, mdp, target);
      fc.pre(pairs.length > 0);
      const score = Float64Array.from(h);
      const best = completeMechanism(rewardCdf({ score }));
      const least = leastEffectVariance(mdp, pairs, best, score);
      expect(effectVariance(mdp, pairs, best, score).joint).toBeAllClose(least.joint);
      for (const mechanism of [gumbelMax(), independent()].map((one) => completeMechanism(one))) {
        const { joint, given } = effectVariance(mdp, pairs, mechanism, score);
        expect(joint).toBeGreaterThan(least.joint - 1e-9);
        expect(given).toBeGreaterThan(least.given - 1e-9);
      }
    },
  );

  test.prop([problem])('of several scores is the mean over them', ([mdp, target, log, h]) => {
    const pairs = decisionPairs(log, mdp, target);
    fc.pre(pairs.length > 0);
    const scores = [Float64Array.from(h), Float64Array.from(h, (value) => value * value)];
    const gumbel = completeMechanism(gumbelMax());
    const [first, second] = scores.map((score) => effectVariance(mdp, pairs, gumbel, score));
    const both = effectVariance(mdp, pairs, gumbel, scores);
    expect(both.joint).toBeAllClose((first.joint + second.joint) / 2, { atol: 1e-9 });
    expect(both.given).toBeAllClose((first.given + second.given) / 2, { atol: 1e-9 });
  });

  test.prop([problem], { numRuns: 30 })(
    'of several scores is never below the least, which optimal transport reaches before the outcome is known',
    async ([mdp, target, log, h]) => {
      const pairs = decisionPairs(log, mdp, target);
      fc.pre(pairs.length > 0);
      const scores = [Float64Array.from(h), Float64Array.from(h, (value) => value * value)];
      const cost = (x: number, y: number): number =>
        scores.reduce((sum, score) => sum + (score[x] - score[y]) ** 2, 0) / scores.length;
      const transport = completeMechanism(await optimalTransport({ cost }));
      const least = leastEffectVariance(mdp, pairs, transport, scores);
      expect(effectVariance(mdp, pairs, transport, scores).joint).toBeAllClose(least.joint, { atol: 1e-9 });
      const others = [gumbelMax(), independent(), rewardCdf({ score: scores[0] })];
      for (const mechanism of others.map((one) => completeMechanism(one))) {
        const { joint, given } = effectVariance(mdp, pairs, mechanism, scores);
        expect(joint).toBeGreaterThan(least.joint - 1e-6);
        expect(given).toBeGreaterThan(least.given - 1e-6);
      }
    },
  );

  test.prop([problem])('of independent worlds is the sum of the two variances', ([mdp, target, log, h]) => {
    const [pair] = decisionPairs(log, mdp, target);
    fc.pre((pair as typeof pair | undefined) !== undefined);
    const variance = (row: number): number => {
      let [first, second] = [0, 0];
      for (let k = mdp.rowStart[row]; k < mdp.rowStart[row + 1]; k++) {
        first += mdp.probability[k] * h[mdp.nextState[k]];
        second += mdp.probability[k] * h[mdp.nextState[k]] ** 2;
      }
      return second - first * first;
    };
    const { joint, given } = effectVariance(mdp, [pair], completeMechanism(independent()), Float64Array.from(h));
    expect(joint).toBeAllClose(variance(pair.observedRow) + variance(pair.targetRow), { atol: 1e-9 });
    expect(given).toBeAllClose(variance(pair.targetRow), { atol: 1e-9 });
  });
});
