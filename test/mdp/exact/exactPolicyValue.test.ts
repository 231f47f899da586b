import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { createEnv } from '../../../envs/registry.js';
import { createPolicy } from '../../../policies/registry.js';
import { ArgumentError } from '../../../src/core/errors.js';
import type { ExactCost } from '../../../src/mdp/exact/exactCost.js';
import { exactPolicyValue } from '../../../src/mdp/exact/exactPolicyValue.js';
import { fractionText, nearestDouble, roundingError } from '../../../src/mdp/exact/numbers/rounded.js';
import type { Mdp } from '../../../src/mdp/mdp.js';
import { deterministicPolicy } from '../../../src/mdp/optimise/policyIteration.js';
import type { Policy } from '../../../src/mdp/policy.js';
import { type Fraction, plus, times } from '../../mechanisms/kernels/fraction.js';
import { countedMdp, countedPolicy } from '../../support/countedMdp.js';
import { type Entry, oneAction } from '../../support/oneAction.js';
import { asFraction, same, short, worth } from './bellman.js';

const only = (mdp: Mdp): Policy => deterministicPolicy(mdp, new Int32Array(mdp.nStates));
const valueOf = async (mdp: Mdp, options: { horizon: number; discount?: number }): Promise<string> =>
  fractionText((await exactPolicyValue(mdp, only(mdp), options)).value);
const endless = { horizon: Infinity };

/** Goes round with .3, ends with .7: 10/7 steps. */
const stays = oneAction([
  [
    { next: 0, p: 0.3, r: 1 },
    { next: 1, p: 0.7, r: 1 },
  ],
  [],
]);

/** A ring of states that is left from each with .1. */
const ring = (n: number): Mdp =>
  oneAction([
    ...Array.from({ length: n }, (_, s): Entry[] =>
      [
        { next: (s + 1) % n, p: 0.9, r: 1 },
        { next: n, p: 0.1 },
      ].toSorted((a, b) => a.next - b.next),
    ),
    [],
  ]);

describe('by hand', () => {
  it.each([
    [{ horizon: Infinity }, '10/7'],
    // 1 / (1 − .3/2).
    [{ horizon: Infinity, discount: 0.5 }, '20/17'],
    [{ horizon: 0 }, '0'],
    [{ horizon: 1 }, '1'],
    // 1 + .3 + .09.
    [{ horizon: 3 }, '139/100'],
    // 1 + .3/3 + .09/9.
    [{ horizon: 3, discount: 1 / 3 }, '111/100'],
  ])('staying with .3, %o', async (options, expected) => {
    expect(await valueOf(stays, options)).toBe(expected);
  });

  it('a third of a start, and states that lead to each other', async () => {
    const third = 1 / 3;
    const pair = oneAction(
      [
        [
          { next: 1, p: 2 / 3, r: 1 },
          { next: 2, p: third },
        ],
        [
          { next: 0, p: third },
          { next: 2, p: 2 / 3, r: -0.5 },
        ],
        [],
      ],
      { initial: Float64Array.of(third, 2 / 3, 0) },
    );
    // V0 = 2/3 + 2/3 V1, V1 = −1/3 + 1/3 V0, so that V0 = 4/7 and V1 = −1/7.
    const { value, stateValue, floating } = await exactPolicyValue(pair, only(pair), endless);
    expect(stateValue.map(fractionText)).toEqual(['4/7', '-1/7', '0']);
    expect(fractionText(value)).toBe('2/21');
    expect(Math.abs(roundingError(floating.value, value))).toBeLessThan(1e-16);
  });

  it('a policy that draws lots, and rows that it does not take left unread', async () => {
    const bandit: Mdp = {
      ...oneAction([[], []]),
      nActions: 3,
      rowStart: Uint32Array.of(0, 1, 2, 4, 4, 4, 4),
      nextState: Uint32Array.of(1, 1, 0, 1),
      probability: Float64Array.of(1, 1, Math.SQRT1_2, 1 - Math.SQRT1_2),
      reward: Float64Array.of(1, 0.1, Math.PI, Math.E),
      terminal: Uint8Array.of(0, 1),
      outcome: Uint8Array.of(0, 1),
    };
    const policy = { nStates: 2, nActions: 3, probability: Float64Array.of(2 / 7, 5 / 7, 0, 1, 0, 0) };
    expect(fractionText((await exactPolicyValue(bandit, policy, endless)).value)).toBe('5/14');
    const all = { ...policy, probability: Float64Array.of(0.3, 0.3, 0.4, 1, 0, 0) };
    await expect(exactPolicyValue(bandit, all, endless)).rejects.toThrow(
      'exactPolicyValue: row (state 0, action 2): a probability must be a short number for exact arithmetic, a decimal of at most 12 digits or a share such as 1/3, got 0.7071067811865476',
    );
    const lots = { ...policy, probability: Float64Array.of(0.3, 0.7 - 1e-11, 0, 1, 0, 0) };
    await expect(exactPolicyValue(bandit, lots, endless)).rejects.toThrow(
      'exactPolicyValue: the probabilities of the policy in state 0 must sum to exactly 1, got 1 - 1e-11',
    );
  });

  it('a gridworld whose slips are halves of tenths', async () => {
    const grid = createEnv('gridworld', { width: 4, height: 3, noise: 0.2 }).exactModel!();
    const policy = createPolicy('uniform', grid);
    const { value, floating } = await exactPolicyValue(grid, policy, { horizon: Infinity, discount: 0.99 });
    expect(floating.value).toBeAllClose(nearestDouble(value), { rtol: 1e-14, atol: 0 });
    expect(value.denominator).toBeGreaterThan(1n);
  });
});

const problem = countedMdp().chain((mdp) => fc.tuple(fc.constant(mdp), countedPolicy(mdp)));

describe('of any small model', () => {
  test.prop([problem, fc.constantFrom(0.3, 0.99, 1)], { numRuns: 50 })(
    'V = r + discount · P V to the last digit, and the floating solver is near',
    async ([mdp, policy], discount) => {
      const { value, stateValue, floating } = await exactPolicyValue(mdp, policy, { horizon: Infinity, discount });
      let mean: Fraction = short(0);
      for (let s = 0; s < mdp.nStates; s++) {
        let sum: Fraction = short(0);
        for (let a = 0; a < mdp.nActions; a++) {
          const share = policy.probability[s * mdp.nActions + a];
          if (mdp.terminal[s] === 0 && share > 0)
            sum = plus(sum, times(short(share), worth(mdp, s * mdp.nActions + a, stateValue, discount)));
        }
        expect(same(asFraction(stateValue[s]), sum)).toBe(true);
        mean = plus(mean, times(short(mdp.initial[s]), sum));
      }
      expect(same(asFraction(value), mean)).toBe(true);
      expect(floating.stateValue).toBeAllClose(stateValue.map(nearestDouble), { rtol: 1e-13, atol: 1e-13 });
    },
  );

  test.prop([problem, fc.constantFrom(1 / 3, 0.99, 1), fc.integer({ min: 1, max: 6 })], { numRuns: 30 })(
    'a horizon one longer is one step and that',
    async ([mdp, policy], discount, horizon) => {
      const { stateValue: after } = await exactPolicyValue(mdp, policy, { horizon: horizon - 1, discount });
      const { stateValue, floating } = await exactPolicyValue(mdp, policy, { horizon, discount });
      for (let s = 0; s < mdp.nStates - 1; s++) {
        let sum: Fraction = short(0);
        for (let a = 0; a < mdp.nActions; a++)
          sum = plus(
            sum,
            times(short(policy.probability[s * mdp.nActions + a]), worth(mdp, s * mdp.nActions + a, after, discount)),
          );
        expect(same(asFraction(stateValue[s]), sum)).toBe(true);
      }
      expect(floating.stateValue).toBeAllClose(stateValue.map(nearestDouble), { rtol: 1e-13, atol: 1e-13 });
    },
  );
});

describe('what it costs', () => {
  const costOf = async (mdp: Mdp, options: { horizon: number; discount?: number }): Promise<ExactCost[]> => {
    const told: ExactCost[] = [];
    await exactPolicyValue(mdp, only(mdp), { ...options, onCost: (cost) => told.push(cost) });
    return told;
  };

  it('is told once, by components', async () => {
    expect(await costOf(ring(60), endless)).toEqual([
      { components: 1, largest: 60, seconds: expect.any(Number) as number },
    ]);
    expect(await costOf(stays, { horizon: 7 })).toEqual([
      { components: 0, largest: 0, seconds: expect.any(Number) as number },
    ]);
  });

  it('grows with components, their links and horizons', async () => {
    const seconds = async (mdp: Mdp, horizon = Infinity): Promise<number> =>
      (await costOf(mdp, { horizon }))[0].seconds;
    expect(await seconds(ring(60))).toBeGreaterThan(8 * (await seconds(ring(20))));
    expect(await seconds(ring(60))).toBeLessThan(10);
    expect(await seconds(ring(20), 1000)).toBeGreaterThan(10 * (await seconds(ring(20), 100)));
  });

  it('has bounds', async () => {
    await expect(valueOf(ring(61), endless)).rejects.toThrow(
      new ArgumentError(
        'exactPolicyValue: a set of states that lead to each other may have at most 60 for exact arithmetic, got 61 - give a horizon, or do without exact fractions',
      ),
    );
    expect(await valueOf(ring(61), { horizon: 2 })).toBe('171/100');
    await expect(valueOf(stays, { horizon: 10_001 })).rejects.toThrow(
      new ArgumentError(
        'exactPolicyValue: horizon must be at most 10000 or Infinity for exact arithmetic, got 10001 - take Infinity, or do without exact fractions',
      ),
    );
  });
});

describe('refuses', () => {
  it('a row that sums to nearly 1', async () => {
    const nearly = oneAction([
      [
        { next: 0, p: 0.3333333333 },
        { next: 1, p: 0.6666666666 },
      ],
      [],
    ]);
    await expect(valueOf(nearly, endless)).rejects.toThrow(
      new ArgumentError(
        'exactPolicyValue: the probabilities of row (state 0, action 0) must sum to exactly 1, got 1 - 1e-10 - give them as decimals that do, of at most 12 digits, or as shares of a whole such as 1/3, to all 16 digits',
      ),
    );
  });

  it('numbers that are not short, wherever they stand', async () => {
    const at = (entries: Entry[], rest: Partial<Mdp> = {}): Promise<string> =>
      valueOf(oneAction([entries, []], rest), { horizon: 1 });
    await expect(at([{ next: 1, p: 1, r: Math.PI }])).rejects.toThrow(
      /: the reward of row \(state 0, action 0\) in state 1 must be a short number .*, got 3\.14159/,
    );
    await expect(valueOf(stays, { horizon: 2, discount: Math.exp(-1) })).rejects.toThrow(
      /: the discount must be a short number .*, got 0\.3678/,
    );
    await expect(at([{ next: 1, p: 1 }], { initial: Float64Array.of(Math.SQRT1_2, 1 - Math.SQRT1_2) })).rejects.toThrow(
      /: the initial distribution: a probability must be a short number/,
    );
  });

  it('at discount 1 what the floating solver refuses, and what rounding hides from it', async () => {
    const loop = (back: number): Mdp => oneAction([[{ next: 1, p: 1, r: 0 }], [{ next: 1, p: 1, r: back }]]);
    await expect(valueOf(loop(1), endless)).rejects.toThrow(
      /policyValue: with discount 1 every run must end .* state 1,/,
    );
    // 10^-13 beside a reward of 1 that can happen: 0 to the floating solver.
    const third = oneAction([
      [
        { next: 1, p: 0.5, r: 1 },
        { next: 2, p: 0.5 },
      ],
      [{ next: 1, p: 1, r: 1e-13 }],
      [],
    ]);
    await expect(valueOf(third, endless)).rejects.toThrow(/got state 1, .* a step earns 1e-13 on average/);
  });

  it('but not a loop whose rewards cancel', async () => {
    const idle = oneAction([
      [
        { next: 1, p: 0.25, r: 4 },
        { next: 4, p: 0.75 },
      ],
      [
        { next: 1, p: 1 / 3, r: 0.1 },
        { next: 2, p: 1 / 3, r: 0.2 },
        { next: 3, p: 1 / 3, r: -0.3 },
      ],
      [{ next: 1, p: 1 }],
      [{ next: 1, p: 1 }],
      [],
    ]);
    expect(await valueOf(idle, endless)).toBe('1');
  });
});
