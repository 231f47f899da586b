import { describe, expect, test } from 'vitest';
import { createEnv } from '../../../envs/registry.js';
import { createPolicy } from '../../../policies/registry.js';
import { readMdp } from '../../../src/files/index.js';
import { expectedLength } from '../../../src/mdp/evaluate/expectedLength.js';
import { inducedChain } from '../../../src/mdp/evaluate/markovChain.js';
import type { Mdp } from '../../../src/mdp/mdp.js';
import { occupancy } from '../../../src/mdp/evaluate/occupancy.js';
import { outcomeProbabilities } from '../../../src/mdp/evaluate/outcomeProbabilities.js';
import type { Policy } from '../../../src/mdp/policy.js';
import { deterministicPolicy } from '../../../src/mdp/optimise/policyIteration.js';
import { policyValue } from '../../../src/mdp/evaluate/policyValue.js';
import { oneAction } from '../../support/oneAction.js';

const only = (mdp: Mdp): Policy => deterministicPolicy(mdp, new Int32Array(mdp.nStates));
const endless = { horizon: Infinity };

const GOES_ON = 0.7 * 2 ** -45;
const ENDS = 0.3 * 2 ** -45;

/** Three states in a ring that stay with 1 − 2^-45, which as a number has lost the digits of what leaves them. */
const sticky = oneAction([
  ...[0, 1, 2].map((s) =>
    [
      { next: s, p: 1 - (GOES_ON + ENDS), r: 1 },
      { next: (s + 1) % 3, p: GOES_ON, r: 1 },
      { next: 3, p: ENDS, r: 1 },
    ].toSorted((x, y) => x.next - y.next),
  ),
  [],
]);

describe('discount 1', () => {
  test('a chain that stays with 1 − 2^-45 keeps its digits', () => {
    // Each stay is left for the next state with .7, so that the stays in 0, 1, 2 are as 1 : .7 : .49.
    const visits = [1, 0.7, 0.49].map((share) => share / (1 - 0.343) / (GOES_ON + ENDS));
    expect(occupancy(sticky, only(sticky), endless)).toBeAllClose([...visits, 0], { rtol: 1e-14, atol: 0 });
    expect(policyValue(sticky, only(sticky), endless).value).toBeAllClose(1 / ENDS, { rtol: 1e-14, atol: 0 });
    expect(expectedLength(sticky, only(sticky), Infinity)).toBeAllClose(1 / ENDS, { rtol: 1e-14, atol: 0 });
    expect(outcomeProbabilities(sticky, only(sticky), Infinity)).toBeAllClose([0, 1, 0], { rtol: 1e-14, atol: 0 });
  });

  test('what ends is summed from the entries that end', () => {
    const { leak, probability } = inducedChain(sticky, only(sticky));
    expect([...leak]).toEqual([ENDS, ENDS, ENDS, 0]);
    expect(probability).toHaveLength(6);
  });

  test('a loop that earns has no value, and is named', () => {
    const loop = oneAction([[{ next: 1, p: 1, r: 2 }], [{ next: 2, p: 1, r: 1 }], [{ next: 1, p: 1, r: -1 }]], {
      stateLabels: ['start', 'up', 'down'],
    });
    expect(() => policyValue(loop, only(loop), endless)).toThrow(
      'policyValue: with discount 1 every run must end or come to where it earns nothing, got state 1 (up), which a run comes back to for ever and where a step earns 1 on average - give a discount below 1 or a horizon',
    );
    expect(() => occupancy(loop, only(loop), endless)).toThrow(
      'occupancy: with discount 1 every run must end, got state 1 (up), which a run comes back to for ever - give a discount below 1 or a horizon',
    );
    expect(expectedLength(loop, only(loop), Infinity)).toBe(Infinity);
    expect(outcomeProbabilities(loop, only(loop), Infinity)).toBeAllClose([1, 0, 0]);
  });

  test('a loop that earns and that no run comes to is of no concern', () => {
    const aside = oneAction([[{ next: 3, p: 1, r: 5 }], [{ next: 1, p: 1, r: 1 }], [{ next: 1, p: 1 }], []]);
    expect([...policyValue(aside, only(aside), endless).stateValue]).toEqual([5, 0, 0, 0]);
    expect(expectedLength(aside, only(aside), Infinity)).toBe(1);
    expect(() => policyValue({ ...aside, initial: Float64Array.of(0.5, 0, 0.5, 0) }, only(aside), endless)).toThrow(
      /got state 1,/,
    );
  });

  test('a loop that earns nothing is worth nothing, its rewards cancelling or not there', () => {
    const third = 1 / 3;
    const idle = oneAction([
      [
        { next: 1, p: 0.25, r: 4 },
        { next: 2, p: 0.75 },
      ],
      [
        { next: 0, p: 0 },
        { next: 1, p: third, r: 0.1 },
        { next: 3, p: third, r: 0.2 },
        { next: 4, p: third, r: -0.3 },
      ],
      [],
      [{ next: 1, p: 1 }],
      [{ next: 1, p: 1 }],
    ]);
    expect(inducedChain(idle, only(idle)).reward[1]).not.toBe(0);
    expect([...policyValue(idle, only(idle), endless).stateValue]).toEqual([1, 0, 0, 0, 0]);
    expect(outcomeProbabilities(idle, only(idle), Infinity)).toBeAllClose([0.25, 0.75, 0]);
  });

  test('an endless random chain is refused, not valued at 8.6e14', () => {
    const n = 800;
    const chain = oneAction(
      Array.from({ length: n }, (_, s) =>
        [(s * 7 + 1) % n, (s * 13 + 5) % n].toSorted((a, b) => a - b).map((next) => ({ next, p: 0.5, r: s % 3 })),
      ),
    );
    expect(() => policyValue(chain, only(chain), endless)).toThrow(/got state \d+, .* a step earns [12] on average/);
    expect(Number.isFinite(policyValue(chain, only(chain), { ...endless, discount: 1 - 1e-9 }).value)).toBe(true);
  });

  test.each([0.99, 1])('a corridor is a substitution at discount %d', async (discount) => {
    const corridor = await readMdp('test/fixtures/cases/discount-one/corridor.json');
    const forth = deterministicPolicy(corridor, new Int32Array(corridor.nStates).fill(1));
    const { stateValue } = policyValue(corridor, forth, { discount, horizon: Infinity });
    const byHand = new Float64Array(corridor.nStates);
    for (let s = corridor.nStates - 2; s >= 0; s--) {
      const k = corridor.rowStart[s * corridor.nActions + 1];
      byHand[s] = corridor.reward[k] + discount * byHand[corridor.nextState[k]];
    }
    expect(stateValue).toBeAllClose(byHand, { rtol: 1e-14, atol: 0 });
    expect(expectedLength(corridor, forth, Infinity)).toBe(150);
  });
});

describe('gridworlds', () => {
  test.each([
    { side: 20, discount: 1 },
    { side: 30, discount: 0.999 },
    { side: 50, discount: 0.999 },
    { side: 50, discount: 1 },
  ])('$side × $side have a value at discount $discount, and it is what one more step gives', ({ side, discount }) => {
    const model = createEnv('gridworld', { width: side, height: side, noise: 0.2 }).exactModel!();
    const policy = createPolicy('uniform', model);
    const { stateValue } = policyValue(model, policy, { discount, horizon: Infinity });
    const chain = inducedChain(model, policy);
    const again = chain.reward.map((r, s) => {
      let later = 0;
      for (let k = chain.rowStart[s]; k < chain.rowStart[s + 1]; k++)
        later += chain.probability[k] * stateValue[chain.nextState[k]];
      return r + discount * later;
    });
    expect(again).toBeAllClose(stateValue, { rtol: 1e-13, atol: 1e-15 });
    expect(Math.max(...stateValue.map(Math.abs))).toBeGreaterThan(0.1);
  });
});
