import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import { identityAdvice } from '../../../src/mdp/advice/identityAdvice.js';
import { advisedPolicy } from '../../../src/mdp/advice/advisedPolicy.js';
import { adviceLogRatios } from '../../../src/ope/study/adviceLogRatios.js';
import { logWeights } from '../../../src/ope/study/logWeights.js';
import type { Abstraction } from '../../../src/mdp/stateSpace.js';
import { type TinyMdp, allEpisodes, trueValue } from '../../support/opeOracle/enumeration.js';

/** States 0 to 3 are two seen states, each with a hidden half; 4 is the end. The log shows s = floor(f / 2). */
const [FINE, SEEN, ACTIONS, HORIZON] = [5, 3, 2, 3];
const seenOf = (f: number): number => Math.floor(f / 2);

const rowOf = (size: number): fc.Arbitrary<number[]> =>
  fc
    .array(fc.integer({ min: 1, max: 8 }), { minLength: size, maxLength: size })
    .map((weights) => weights.map((w) => w / weights.reduce((sum, x) => sum + x, 0)));
const reals = fc.array(fc.integer({ min: -3, max: 3 }), { minLength: FINE, maxLength: FINE });
const times = <T>(n: number, one: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(one, { minLength: n, maxLength: n });

const world = fc.record({
  transition: times(FINE, times(ACTIONS, rowOf(FINE))),
  reward: times(FINE, times(ACTIONS, reals)),
  initial: rowOf(FINE - 1).map((p) => [...p, 0]),
  clinician: times(FINE, rowOf(ACTIONS)),
  advice: times(SEEN * ACTIONS, rowOf(ACTIONS)),
});

test.prop([world], { numRuns: 25 })(
  'weights by logged probabilities are unbiased, though the clinician sees what the states hide',
  ({ clinician, advice: rows, ...parts }) => {
    const mdp: TinyMdp = { ...parts, terminal: [false, false, false, false, true] };
    const advice = { ...identityAdvice(SEEN, ACTIONS), probability: Float64Array.from(rows.flat()) };
    const map = Uint32Array.from({ length: FINE }, (_, f) => seenOf(f));
    const space = (name: string, nStates: number): Abstraction['to'] => ({ name, nStates }) as Abstraction['to'];
    const abstraction = { from: space('fine', FINE), to: space('seen', SEEN), map, interior: map };
    const mu = { nStates: FINE, nActions: ACTIONS, probability: Float64Array.from(clinician.flat()) };
    const pi = advisedPolicy(mu, advice, abstraction).probability;
    const advised = clinician.map((_, f) => Array.from(pi.subarray(f * ACTIONS, (f + 1) * ACTIONS)));
    let estimate = 0;
    let total = 0;
    for (const { episode, probability } of allEpisodes(mdp, clinician, HORIZON)) {
      const { steps } = episode;
      const log = {
        nEpisodes: 1,
        nStates: SEEN,
        nActions: ACTIONS,
        episodeStart: Uint32Array.of(0, steps.length),
        state: Int32Array.from(steps, ({ s }) => seenOf(s)),
        action: Int32Array.from(steps, ({ a }) => a),
        reward: Float64Array.from(steps, ({ r }) => r),
        nextState: Int32Array.from(steps, ({ next }) => seenOf(next)),
        terminated: Uint8Array.of(Number(episode.terminated)),
        propensities: Float64Array.from(steps.flatMap(({ s }) => clinician[s])),
        source: {},
      };
      const [logWeight] = logWeights(log, adviceLogRatios(log, advice));
      estimate += probability * Math.exp(logWeight) * steps.reduce((sum, { r }) => sum + r, 0);
      total += probability * Math.exp(logWeight);
    }
    expect(total).toBeAllClose(1, { rtol: 1e-12 });
    expect(estimate).toBeAllClose(trueValue(mdp, advised, { discount: 1, horizon: HORIZON }), {
      rtol: 1e-11,
      atol: 1e-12,
    });
  },
);
