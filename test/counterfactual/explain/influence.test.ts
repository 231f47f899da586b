import { describe, expect, it } from 'vitest';
import { fc, test } from '@fast-check/vitest';
import { tabular } from '../../../policies/tabular.js';
import { ArgumentError, DataError } from '../../../src/core/errors.js';
import type { ActsByStep } from '../../../src/counterfactual/acting/acting.js';
import { counterfactualMarginals } from '../../../src/counterfactual/chain/counterfactualMarginals.js';
import { influence, lastInfluenced } from '../../../src/counterfactual/explain/influence.js';
import type { Mdp } from '../../../src/mdp/mdp.js';
import { identityAdvice } from '../../../src/mdp/advice/identityAdvice.js';
import { completeMechanism } from '../../../src/mechanisms/completeMechanism.js';
import { gumbelMax } from '../../../src/mechanisms/fixed/gumbelMax.js';
import { independent } from '../../../src/mechanisms/fixed/independent.js';
import { inverseCdf } from '../../../src/mechanisms/fixed/inverseCdf.js';
import type { CompleteMechanism } from '../../../src/mechanisms/mechanism.js';
import type { Trajectories } from '../../../src/trajectories/trajectories.js';
import { TrajectoriesBuilder } from '../../../src/trajectories/trajectoriesBuilder.js';
import { counterfactualRuns } from '../../support/counterfactualRuns.js';
import { anyLog, anyPolicy, logOf, smallMdp } from '../../support/generators.js';

const [gumbel, cdf, anew] = [gumbelMax(), inverseCdf(), independent()].map((each) => completeMechanism(each));

const problem = smallMdp({ maxStates: 4 }).chain((mdp) =>
  fc.tuple(anyPolicy(mdp), anyPolicy(mdp)).chain(([behaviour, target]) =>
    fc.record({
      mdp: fc.constant({ ...mdp, visits: new Uint32Array(mdp.nStates * mdp.nActions).fill(3) }),
      target: fc.constant(target),
      behaviour: fc.constant(behaviour),
      log: logOf(mdp, behaviour, { maxEpisodes: 2, horizon: 3 }),
    }),
  ),
);

/** I_t of an episode by all its counterfactual runs, each distance the half of the sum of all differences. */
function enumerated(
  given: Omit<Parameters<typeof counterfactualRuns>[0], 'horizon' | 'discount'>,
  e: number,
): number[] {
  const { log, mdp, mechanism } = given;
  const start = log.episodeStart[e];
  const steps = new Array<number>(log.episodeStart[e + 1] - start).fill(0);
  const positions = Uint32Array.from({ length: mdp.nStates }, (_, s) => s);
  counterfactualRuns(
    { ...given, horizon: steps.length, discount: 1 },
    e,
    ({ observed, time, state, action, probability }) => {
      if (observed === undefined) return;
      const p = denseRow(mdp, log.state[observed], log.action[observed]);
      const q = denseRow(mdp, state, action);
      const row = mechanism.counterfactual(p, q, log.nextState[observed], positions);
      steps[time] += (probability * row.reduce((sum, value, y) => sum + Math.abs(value - q[y]), 0)) / 2;
    },
  );
  return steps;
}

function denseRow(mdp: Mdp, state: number, action: number): Float64Array {
  const dense = new Float64Array(mdp.nStates);
  const row = state * mdp.nActions + action;
  for (let k = mdp.rowStart[row]; k < mdp.rowStart[row + 1]; k++) dense[mdp.nextState[k]] = mdp.probability[k];
  return dense;
}

/** Two states, an end, two actions; what the first action does in the first state is not what the second does. */
const hand: Mdp = {
  nStates: 3,
  nActions: 2,
  rowStart: Uint32Array.of(0, 3, 6, 8, 10, 10, 10),
  nextState: Uint32Array.of(0, 1, 2, 0, 1, 2, 1, 2, 1, 2),
  probability: Float64Array.of(0.5, 0.25, 0.25, 0.25, 0.5, 0.25, 0.5, 0.5, 0.5, 0.5),
  reward: new Float64Array(10),
  initial: Float64Array.of(1, 0, 0),
  terminal: Uint8Array.of(0, 0, 1),
  outcomes: [
    { name: 'going on', reward: 0 },
    { name: 'end', reward: 0 },
  ],
  outcome: Uint8Array.of(0, 0, 1),
  source: {},
};

/** @param steps of one episode: state, action, next state */
function episode(mdp: Mdp, ...steps: [number, number, number][]): Trajectories {
  const builder = new TrajectoriesBuilder({ nStates: mdp.nStates, nActions: mdp.nActions, source: {} });
  for (const [state, action, next] of steps) builder.step(state, action, 0, next);
  builder.endEpisode(true);
  return builder.finish();
}

describe('influence', () => {
  test.prop([problem, fc.constantFrom(gumbel, cdf, anew)], { numRuns: 100 })(
    'is what all counterfactual runs add up to',
    ({ log, mdp, target }, mechanism) => {
      const ofEpisode = influence(log, mdp, target, mechanism);
      for (let e = 0; e < log.nEpisodes; e++)
        expect(ofEpisode(e)).toBeAllClose(enumerated({ log, mdp, target, mechanism }, e), { atol: 1e-12 });
    },
  );

  test.prop([problem], { numRuns: 50 })('is nothing at all where the mechanism draws anew', ({ log, mdp, target }) => {
    const ofEpisode = influence(log, mdp, target, anew);
    for (let e = 0; e < log.nEpisodes; e++) expect(ofEpisode(e).every((share) => share === 0)).toBe(true);
  });

  test.prop([smallMdp({ maxStates: 4 }).chain((mdp) => fc.tuple(fc.constant(mdp), anyPolicy(mdp), anyLog(mdp)))])(
    'is never more than the share of runs that go on, whatever the model lacks of the log',
    ([plain, policy, log]) => {
      const mdp = { ...plain, visits: new Uint32Array(plain.nStates * plain.nActions).fill(1) };
      const living = (mechanism: CompleteMechanism): ((e: number) => number[]) | undefined => {
        try {
          const marginals = counterfactualMarginals(log, mdp, policy, mechanism);
          return (e) =>
            Array.from({ length: log.episodeStart[e + 1] - log.episodeStart[e] }, (_, t) =>
              marginals(e)
                .subarray(t * mdp.nStates, (t + 1) * mdp.nStates)
                .reduce((sum, share, s) => sum + (1 - mdp.terminal[s]) * share, 0),
            );
        } catch (error) {
          // The log leaves an end, or the policy may not act where it leads.
          if (error instanceof DataError || error instanceof ArgumentError) return undefined;
          throw error;
        }
      };
      for (const mechanism of [gumbel, anew]) {
        const going = living(mechanism);
        if (!going) return;
        const ofEpisode = influence(log, mdp, policy, mechanism);
        for (let e = 0; e < log.nEpisodes; e++) {
          const shares = Array.from(ofEpisode(e));
          expect(shares.every((share, t) => share >= 0 && share <= going(e)[t] + 1e-12)).toBe(true);
          if (mechanism === anew) expect(shares.every((share) => share === 0)).toBe(true);
        }
      }
    },
  );

  test.prop([problem, fc.constantFrom(gumbel, cdf)], { numRuns: 40 })(
    'takes what goes by the step: the policy itself, and the log repeated, of which each step says all but how likely it was',
    ({ log, mdp, target }, mechanism) => {
      const { nStates, nActions } = mdp;
      const same = influence(log, mdp, { nStates, nActions, policyAt: () => target }, mechanism);
      const of = influence(log, mdp, target, mechanism);
      const always = Array.from({ length: nActions }, (_, a) => tabular(new Array<number>(nStates).fill(a), nActions));
      const policyAt: ActsByStep['policyAt'] = (_t, logged) => always[logged!.action];
      const repeated = influence(log, mdp, { nStates, nActions, policyAt }, mechanism);
      for (let e = 0; e < log.nEpisodes; e++) {
        expect(same(e)).toBeAllClose(of(e), { atol: 1e-12 });
        const steps = Array.from({ length: log.episodeStart[e + 1] - log.episodeStart[e] }, (_, t) => {
          const i = log.episodeStart[e] + t;
          return 1 - denseRow(mdp, log.state[i], log.action[i])[log.nextState[i]];
        });
        expect(repeated(e)).toBeAllClose(steps, { atol: 1e-12 });
      }
    },
  );

  it('is the distance between rows, by hand', () => {
    // Repeated: what was observed, for certain, where the model has half of it. Then the run has ended with the log.
    const log = episode(hand, [0, 0, 0], [0, 0, 2]);
    expect(influence(log, hand, tabular([0, 0, 0], 2), gumbel)(0)).toBeAllClose([0.5, 0.75]);
    // Inverse of the distribution function: u in [0, 1/2) was observed, where the other action has [0, 1/4) and [1/4, 3/4).
    // CF = (1/2, 1/2, 0) against (1/4, 1/2, 1/4). Then u in [3/4, 1): in state 0 the end by (0, 0, 1) against
    // (1/4, 1/2, 1/4), in state 1 the end against (0, 1/2, 1/2).
    expect(influence(log, hand, tabular([1, 1, 0], 2), cdf)(0)).toBeAllClose([0.25, 0.5 * 0.75 + 0.5 * 0.5]);
  });

  it('counts nothing of runs that have ended', () => {
    // u in [0, 1/2): the other action goes to 0 and 1 alike. Then u in [1/2, 3/4): from 0 to 1, and from 1 to the end.
    // Then u in [0, 1/2) for the half that is left, which stays for certain, where the model has half of it.
    const log = episode(hand, [0, 0, 0], [0, 0, 1], [1, 0, 1]);
    expect(influence(log, hand, tabular([1, 1, 0], 2), cdf)(0)).toBeAllClose([0.25, 0.5, 0.25]);
  });

  it('compares with the row that holds the logged case, where the model lacks it', () => {
    // One logged case went to the end; one more, to state 1, makes it a half.
    const once = {
      ...hand,
      probability: hand.probability.map((p, k) => (k < 2 ? 0 : k === 2 ? 1 : p)),
      visits: new Uint32Array(6).fill(1),
    };
    expect(influence(episode(once, [0, 0, 1]), once, tabular([0, 0, 0], 2), gumbel)(0)).toBeAllClose([0.5]);
  });

  it('goes by what advice makes of the choices in the log, and by the model where a step is skipped', () => {
    const log = episode(hand, [0, 1, 1], [1, 0, 2]);
    const advised = { advice: identityAdvice(3, 2), clinician: tabular([0, 0, 0], 2) };
    // Advice that leaves alone repeats the log, though the clinician would do otherwise elsewhere.
    expect(influence(log, hand, advised, gumbel)(0)).toBeAllClose([0.5, 0.5]);
    // The first step is not in the model, which has the row of the second action go to 0 and 2 alone.
    const lacking = { ...hand, probability: hand.probability.map((p, k) => (k === 3 ? 0.75 : k === 4 ? 0 : p)) };
    const [first, second] = influence(log, lacking, tabular([1, 0, 0], 2), gumbel, { unmodelled: 'skip' })(0);
    expect(first).toBe(0);
    // Three quarters of the runs go on, in a state where the log has not been: u is hidden, but its distance is not 0.
    expect(second).toBeGreaterThan(0);
    expect(second).toBeLessThanOrEqual(0.75);
  });
});

describe('lastInfluenced', () => {
  it('is the last step above the threshold, not the first below', () => {
    expect(lastInfluenced(Float64Array.of(0.9, 0, 0.02, 0.01))).toBe(2);
    expect(lastInfluenced(Float64Array.of(0.9, 0, 0.02, 0.01), 0.5)).toBe(0);
    expect(lastInfluenced(Float64Array.of(0, 0.01))).toBeUndefined();
    expect(lastInfluenced(new Float64Array(0))).toBeUndefined();
  });
});
