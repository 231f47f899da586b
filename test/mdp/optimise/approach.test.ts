import { expect, test } from 'vitest';
import { firstChoices, modelChoices } from '../../../src/mdp/optimise/choices.js';
import { policyIteration } from '../../../src/mdp/optimise/policyIteration.js';
import { approach } from '../../../src/mdp/optimise/undiscounted/approach.js';
import { oneAction } from '../../support/oneAction.js';

/** A corridor of 40 states: every step stays with some chance; to go fast costs, and is the better in its second half. */
const corridor = (() => {
  const slow = Array.from({ length: 40 }, (_, s) => [
    { next: s, p: 0.9, r: 0 },
    { next: s + 1, p: 0.1, r: s === 39 ? 10 : 0 },
  ]);
  const rows = slow.flatMap((row, s) => [
    row,
    [
      { next: s, p: 0.2, r: s < 20 ? -5 : -0.01 },
      { next: s + 1, p: 0.8, r: s < 20 ? -5 : s === 39 ? 10 : -0.01 },
    ],
  ]);
  // As a model of one action has them, two rows a state.
  const { rowStart, nextState, probability, reward } = oneAction(rows);
  const ends = Uint8Array.from({ length: 41 }, (_, s) => Number(s === 40));
  return {
    ...oneAction([...slow, []]),
    nActions: 2,
    rowStart: Uint32Array.from([...rowStart, rowStart[80], rowStart[80]]),
    nextState,
    probability,
    reward,
    terminal: ends,
    outcome: ends,
  };
})();

test.each([0.9, 0.99, 0.999])('comes near the best in a few rounds, stays included: discount %d', (discount) => {
  const choices = modelChoices(
    corridor,
    Uint8Array.from({ length: 82 }, (_, row) => Number(row < 80)),
  );
  const [chosen, value] = [firstChoices(choices), new Float64Array(41)];
  const { rounds } = approach(choices, discount, chosen, value, 200);
  const best = policyIteration(corridor, { discount });
  expect(value).toBeAllClose(best.stateValue, { rtol: 1e-6, atol: 1e-6 });
  const fast = Array.from(chosen.subarray(0, 40), (choice) => choice % 2);
  expect(fast).toEqual(Array.from({ length: 40 }, (_, s) => best.policy.probability[2 * s + 1]));
  expect(fast).toContain(1);
  expect(rounds).toBeLessThan(30);
});
