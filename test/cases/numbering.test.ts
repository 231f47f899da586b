import { expect, it } from 'vitest';
import { fit } from '../../src/fit/fit.js';
import { readCase } from './readCase.js';

it('a log that counts from one is the one that counts from zero, once it is numbered', async () => {
  const zero = await readCase('numbering/from-zero.csv');
  const one = await readCase('numbering/from-one.csv');
  expect([one.nStates, one.nActions]).toEqual([zero.nStates + 1, zero.nActions + 1]);
  const numbered = await readCase('numbering/from-one.csv', { numberStates: true, numberActions: true });
  expect(numbered.source).toEqual({ states: ['1', '2', '3', '4', '5'], actions: ['1', '2', '3'] });
  expect({ ...numbered, source: {} }).toEqual(zero);
  const { mdp } = fit(numbered, undefined);
  expect({ ...mdp, source: {}, stateLabels: [], actionLabels: [] }).toEqual({
    ...fit(zero, undefined).mdp,
    source: {},
    stateLabels: [],
    actionLabels: [],
  });
  expect(mdp.actionLabels).toEqual(['1', '2', '3']);
});
