import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { uniform } from '../../../policies/uniform.js';
import { ArgumentError } from '../../../src/core/errors.js';
import { fit } from '../../../src/fit/fit.js';
import { mixWorst } from '../../../src/fit/worst/mixWorst.js';
import { unmixWorst } from '../../../src/fit/worst/unmixWorst.js';
import { withFloor, withoutFloor } from '../../../src/mdp/floorState.js';
import { type Mdp, checkMdp } from '../../../src/mdp/mdp.js';
import { policyValue } from '../../../src/mdp/evaluate/policyValue.js';
import { anyPolicy, logOf, smallMdp } from '../../support/generators.js';
import { without } from '../../trajectories/without.js';
import { logOfRuns } from './logOfRuns.js';

function row({ nActions, rowStart, nextState, probability, reward }: Mdp, s: number, a: number): number[][] {
  const [first, end] = rowStart.subarray(s * nActions + a);
  return Array.from({ length: end - first }, (_, i) => [
    nextState[first + i],
    probability[first + i],
    reward[first + i],
  ]);
}

/** State 0 leads to 1 once, at a cost of 1; from there two of three runs end in 3, which pays 4, and one in 2, at 3. */
const { mdp } = fit(
  logOfRuns(4, 2, [
    [
      [0, 0, -1, 1],
      [1, 0, 4, 3],
    ],
    [[1, 0, 4, 3]],
    [[1, 0, -3, 2]],
  ]),
  undefined,
);

describe('mixWorst', () => {
  it('adds cases of the end that pays least', () => {
    const mixed = mixWorst(mdp, 2, { horizon: 3 });
    checkMdp(mixed);
    expect(mixed.source.worst).toEqual({ cases: 2, state: 2, reward: -3, floor: false });
    // One case of 1, two imaginary ones of 2.
    expect(row(mixed, 0, 0)).toEqual([
      [1, 1 / 3, -1],
      [2, 2 / 3, -3],
    ]);
    // One case in five was logged: what entering pays is the mean of three.
    expect(row(mixed, 1, 0)).toEqual([
      [2, 3 / 5, -3],
      [3, 2 / 5, 4],
    ]);
    // Never tried: for certain.
    expect(row(mixed, 1, 1)).toEqual([[2, 1, -3]]);
    expect(row(mixed, 3, 0)).toEqual(row(mdp, 3, 0));
  });

  it('keeps an action that is not possible impossible', () => {
    const possible: Mdp = {
      nStates: 3,
      nActions: 2,
      rowStart: Uint32Array.of(0, 2, 2, 2, 2, 2, 2),
      nextState: Uint32Array.of(1, 2),
      probability: Float64Array.of(0.5, 0.5),
      reward: Float64Array.of(1, -1),
      initial: Float64Array.of(1, 0, 0),
      terminal: Uint8Array.of(0, 1, 1),
      outcomes: ['going on', 'won', 'lost'].map((name) => ({ name, reward: 0 })),
      outcome: Uint8Array.of(0, 1, 2),
      visits: Uint32Array.of(2, 0, 0, 0, 0, 0),
      source: {},
    };
    const mixed = mixWorst(possible, 2, { horizon: 1 });
    expect([row(mixed, 0, 0), row(mixed, 0, 1)]).toEqual([
      [
        [1, 0.25, 1],
        [2, 0.75, -1],
      ],
      [],
    ]);
  });

  it('averages what entering pays over the cases and the imaginary ones', () => {
    const unlike = fit(
      logOfRuns(3, 1, [
        [[0, 0, -2, 1]],
        [
          [2, 0, 0, 0],
          [0, 0, -4, 1],
        ],
        [[2, 0, -6, 1]],
      ]),
      undefined,
    ).mdp;
    // In state 0 two cases pay -3; in state 2 one of two pays -6, the least that any end does.
    const mixed = mixWorst(unlike, 2);
    expect(mixed.source.worst).toMatchObject({ state: 1, reward: -6 });
    expect(row(mixed, 0, 0)).toEqual([[1, 1, (2 * -3 + 2 * -6) / 4]]);
    expect(row(mixed, 2, 0)).toEqual([
      [0, 1 / 4, 0],
      [1, 3 / 4, -6],
    ]);
  });

  it('adds a floor to the variables of the states, too, which has none', () => {
    const variable = { name: 'pain', levels: ['none', 'some'], normal: 0, level: [1, 1, null, 0] };
    const mixed = mixWorst({ ...mdp, variables: [variable] }, 1, { discount: 0.99 });
    expect(mixed.variables).toEqual([{ ...variable, level: [1, 1, null, 0, null] }]);
    checkMdp(mixed);
    expect(mixWorst(mixed, 1, { horizon: 3 }).variables).toEqual([variable]);
  });

  it('adds a floor where the steps of a run cost more than any end', () => {
    // Four steps cost 4, the end 3; at discount .5 they cost less than 2.
    expect(mixWorst(mdp, 1, { horizon: 4, discount: 0.5 }).source.worst).toMatchObject({ floor: false });
    const mixed = mixWorst(mdp, 1, { horizon: 4 });
    checkMdp(mixed);
    expect(mixed.source.worst).toEqual({ cases: 1, state: 4, reward: -1, floor: true });
    expect(mixed.nStates).toBe(5);
    expect(mixed.stateLabels).toHaveLength(5);
    expect(row(mixed, 0, 0)).toEqual([
      [1, 1 / 2, -1],
      [4, 1 / 2, -1],
    ]);
    expect(row(mixed, 4, 1)).toEqual([[4, 1, -1]]);
    // From state 0, four steps: half of it 4 steps on the floor; else 1 and then half of (3 or -1) against the floor.
    const policy = withFloor({ nStates: 4, nActions: 2, probability: Float64Array.of(1, 0, 1, 0, 1, 0, 1, 0) }, mixed);
    const onward = (2 * 4 - 3 - 1 * 3) / 4;
    expect(policyValue(mixed, policy, { horizon: 4 }).stateValue[0]).toBeAllClose((-4 + (-1 + onward)) / 2);
    expect(withoutFloor(policy, mixed).nStates).toBe(4);
  });

  it('needs a horizon where steps can cost, and none where they cannot', () => {
    expect(() => mixWorst(mdp, 1)).toThrow(/steps that pay -1 for ever at discount 1 - give a horizon/);
    expect(mixWorst(mdp, 1, { discount: 0.99 }).source.worst).toMatchObject({ floor: true });
    const free = fit(logOfRuns(2, 1, [[[0, 0, 0, 0], [0, 0, -1, 1]]]), undefined).mdp; // prettier-ignore
    expect(mixWorst(free, 1).source.worst).toMatchObject({ state: 1, reward: -1, floor: false });
    // Where every end is good, to go on for nothing is worse.
    const good = fit(logOfRuns(2, 1, [[[0, 0, 0, 0], [0, 0, 1, 1]]]), undefined).mdp; // prettier-ignore
    expect(mixWorst(good, 1).source.worst).toMatchObject({ state: 2, reward: 0, floor: true });
    const endless = fit(logOfRuns(2, 1, [[[0, 0, 2, 1], [1, 0, 3, 0]]], [0]), undefined).mdp; // prettier-ignore
    expect(mixWorst(endless, 1).source.worst).toMatchObject({ state: 2, reward: 2, floor: true });
  });

  it('takes out first what was mixed in before', () => {
    const twice = mixWorst(mixWorst(mdp, 5, { horizon: 4 }), 1, { horizon: 3 });
    expect(twice).toEqual(mixWorst(mdp, 1, { horizon: 3 }));
    expect(mixWorst(mixWorst(mdp, 5, { horizon: 3 }), 2, { horizon: 4 })).toEqual(mixWorst(mdp, 2, { horizon: 4 }));
    expect(mixWorst(mdp, 0)).toBe(mdp);
  });

  it('refuses a model that does not say how many cases it rests on', () => {
    expect(() => mixWorst(without(mdp, 'visits'), 1, { horizon: 3 })).toThrow(ArgumentError);
    expect(() => mixWorst(without(mdp, 'visits', 'observed'), 1)).toThrow(/an exact model has no luck/);
    expect(() => unmixWorst(without(mixWorst(mdp, 1, { horizon: 3 }), 'visits'))).toThrow(/visits/);
    for (const cases of [-1, NaN, Infinity])
      expect(() => mixWorst(mdp, cases, { horizon: 3 })).toThrow(/cases must be/);
  });

  const fitted = smallMdp().chain((world) =>
    anyPolicy(world).chain((policy) =>
      fc.record({
        mdp: logOf(world, policy, { maxEpisodes: 30 }).map((log) => fit(log, undefined, { unseen: 'uniform', rewards: new Map(Array.from({ length: world.nStates }, (_, s) => [s, 0])) }).mdp), // prettier-ignore
        horizon: fc.integer({ min: 1, max: 6 }),
        cases: fc.constantFrom(0.5, 1, 3),
      }),
    ),
  );

  test.prop([fitted])('is undone, bit for bit in the probabilities of what was tried', ({ mdp, horizon, cases }) => {
    const mixed = mixWorst(mdp, cases, { horizon });
    checkMdp(mixed);
    const own = unmixWorst(mixed);
    checkMdp(own);
    for (let s = 0; s < mdp.nStates; s++)
      for (let a = 0; a < mdp.nActions; a++) {
        const before = row(mdp, s, a);
        const after = row(own, s, a);
        if (mdp.visits![s * mdp.nActions + a] === 0 && mdp.terminal[s] === 0) {
          expect(after).toEqual([[mixed.source.worst!.state, 1, mixed.source.worst!.reward]]);
          continue;
        }
        expect(after.map(([next, p]) => [next, p])).toEqual(before.map(([next, p]) => [next, p]));
        expect(after.map(([, , r]) => r)).toBeAllClose(before.map(([, , r]) => r), { atol: 1e-11 }); // prettier-ignore
      }
  });

  test.prop([fitted])('makes no policy better, the less the more cases there are', ({ mdp: any, horizon }) => {
    // Where steps cost, some may cost before the worst end comes.
    const mdp = { ...any, reward: any.reward.map((r, k) => (any.terminal[any.nextState[k]] === 1 ? r : Math.abs(r))) };
    const policy = uniform(mdp.nStates, mdp.nActions);
    const values = [1, 2, 8].map((cases) => {
      const mixed = mixWorst(mdp, cases, { horizon });
      return policyValue(mixed, withFloor(policy, mixed), { horizon }).value;
    });
    for (let i = 1; i < values.length; i++) expect(values[i]).toBeLessThanOrEqual(values[i - 1] + 1e-12);
  });
});
