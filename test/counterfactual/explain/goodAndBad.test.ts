import { expect, it } from 'vitest';
import { goodAndBad } from '../../../src/counterfactual/explain/goodAndBad.js';

const sepsis = [
  { name: 'alive', reward: 0 },
  { name: 'death', reward: -1 },
  { name: 'discharge', reward: 1 },
];

it('takes what pays most for good and what pays least for bad, all that do', () => {
  expect(goodAndBad(sepsis)).toEqual({ good: [2], bad: [1] });
  expect(goodAndBad([...sepsis, { name: 'home', reward: 1 }])).toEqual({ good: [2, 3], bad: [1] });
  expect(goodAndBad(sepsis.slice(0, 2))).toEqual({ good: [0], bad: [1] });
});

it('takes none where all pay the same', () => {
  expect(goodAndBad([{ name: 'going on', reward: 0 }])).toEqual({ good: [], bad: [] });
});

it('takes what is named', () => {
  expect(goodAndBad(sepsis, { good: ['alive', 'discharge'] })).toEqual({ good: [0, 2], bad: [1] });
  expect(goodAndBad(sepsis, { bad: ['alive'] })).toEqual({ good: [2], bad: [0] });
});

it('refuses names that are none, and what is both', () => {
  expect(() => goodAndBad(sepsis, { good: ['discharged'] })).toThrow(
    /one of alive, death, discharge, got 'discharged'.*discharge/,
  );
  expect(() => goodAndBad(sepsis, { bad: ['discharge'] })).toThrow(/good or bad, got 'discharge' as both/);
});
