import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { confoundedValue } from '../../../src/honest/sensitivity/confoundedValue.js';
import { policyValue } from '../../../src/mdp/evaluate/policyValue.js';
import type { Mdp } from '../../../src/mdp/mdp.js';
import { loadHighs } from '../../../src/mechanisms/kernels/transportProgram.js';
import { anyPolicy, smallMdp } from '../../support/generators.js';

/** One step from state 0 by a certain action to ends that pay −1, 0 and 2. */
const step: Mdp = {
  nStates: 4,
  nActions: 1,
  rowStart: Uint32Array.of(0, 3, 3, 3, 3),
  nextState: Uint32Array.of(1, 2, 3),
  probability: Float64Array.of(0.25, 0.5, 0.25),
  reward: Float64Array.of(-1, 0, 2),
  initial: Float64Array.of(1, 0, 0, 0),
  terminal: Uint8Array.of(0, 1, 1, 1),
  outcomes: ['on', 'over'].map((name) => ({ name, reward: 0 })),
  outcome: Uint8Array.of(0, 1, 1, 1),
  source: {},
};
const always = { nStates: 4, nActions: 1, probability: new Float64Array(4).fill(1) };

const worlds = smallMdp({ maxStates: 4 }).chain((mdp) =>
  fc.record({
    mdp: fc.constant(mdp),
    policy: anyPolicy(mdp),
    behaviour: anyPolicy(mdp),
    horizon: fc.integer({ min: 0, max: 5 }),
    gamma: fc.constantFrom(1.2, 2, 7),
  }),
);

describe('confoundedValue', () => {
  it('is by hand the worst and the best weights', () => {
    // b = 1/3, Γ = 2: weights from 2/3 to 5/3. Worst: 5/3 of −1 is .4167, of the rest .25 more go to 0.
    const seldom = { ...always, probability: new Float64Array(4).fill(1 / 3) };
    const { lower, upper } = confoundedValue(step, always, seldom, { gamma: 2, horizon: 1 });
    expect(lower).toBeAllClose(-(0.25 * 5) / 3 + (2 * 0.25 * 2) / 3);
    expect(upper).toBeAllClose((-0.25 * 2) / 3 + (2 * 0.25 * 5) / 3);
  });

  test.prop([worlds])('is the value itself without confounding, and of who always acts so', (world) => {
    const { mdp, policy, behaviour, horizon, gamma } = world;
    const { value } = policyValue(mdp, policy, { horizon });
    const certain = { ...behaviour, probability: behaviour.probability.map(() => 1) };
    for (const [b, g] of [
      [behaviour, 1],
      [certain, gamma],
    ] as const) {
      // prettier-ignore
      const { lower, upper } = confoundedValue(mdp, policy, b, { gamma: g, horizon });
      expect([lower, upper]).toBeAllClose([value, value], { atol: 1e-11 });
    }
  });

  test.prop([worlds])('widens with gamma, about the value', ({ mdp, policy, behaviour, horizon, gamma }) => {
    const near = confoundedValue(mdp, policy, behaviour, { gamma, horizon });
    const far = confoundedValue(mdp, policy, behaviour, { gamma: 2 * gamma, horizon });
    const { value } = policyValue(mdp, policy, { horizon });
    const order = [far.lower, near.lower, value, near.upper, far.upper];
    for (let i = 1; i < order.length; i++) expect(order[i]).toBeGreaterThanOrEqual(order[i - 1] - 1e-11);
  });

  it('is what a linear programme finds for a row', async () => {
    const highs = await loadHighs();
    for (const [p, gamma] of [
      [0.1, 3],
      [0.6, 1.5],
      [0, 10],
    ] as const) {
      // prettier-ignore
      const [least, most] = [p + (1 - p) / gamma, p + (1 - p) * gamma];
      const bounds = [0, 1, 2].map((k) => `${least} <= w${k} <= ${most}`).join('\n');
      const solved = (goal: string): number =>
        highs.solve(`${goal}\n obj: -0.25 w0 + 0 w1 + 0.5 w2\nSubject To\n c: 0.25 w0 + 0.5 w1 + 0.25 w2 = 1\nBounds\n${bounds}\nEnd`).ObjectiveValue; // prettier-ignore
      const b = { ...always, probability: new Float64Array(4).fill(p) };
      const { lower, upper } = confoundedValue(step, always, b, { gamma, horizon: 1 });
      expect([lower, upper]).toBeAllClose([solved('Minimize'), solved('Maximize')], { atol: 1e-7 });
    }
  });

  it('settles without a horizon, and refuses what is out of bounds', () => {
    expect(confoundedValue(step, always, always, { gamma: 3, horizon: Infinity, discount: 0.9 }).lower).toBeAllClose(0.25); // prettier-ignore
    for (const gamma of [0.5, NaN, Infinity])
      expect(() => confoundedValue(step, always, always, { gamma, horizon: 1 })).toThrow(/gamma must be/);
  });
});
