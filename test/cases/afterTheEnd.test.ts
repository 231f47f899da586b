import { describe, expect, it } from 'vitest';
import { createRng } from '../../src/core/random/rng.js';
import { fit } from '../../src/fit/fit.js';
import type { Policy } from '../../src/mdp/policy.js';
import { offPolicyEvaluation } from '../../src/ope/offPolicyEvaluation.js';
import type { Trajectories } from '../../src/trajectories/trajectories.js';
import { readCase, saidOf } from './readCase.js';

/** The same runs; only what they hold as the state after their end differs. */
const FOLDER = 'after-the-end';
const OTHERS = ['empty.csv', 'minus1.csv', 'nextfirst.csv', 'same.csv', 'zero.csv'];

/** In each state the first action with probability 0.7. */
function leaning(nStates: number): Policy {
  return {
    nStates,
    nActions: 2,
    probability: Float64Array.from({ length: 2 * nStates }, (_, i) => (i % 2 ? 0.3 : 0.7)),
  };
}

function estimates(log: Trajectories): (number | undefined)[] {
  const options = {
    estimators: ['on-policy', 'is', 'wis', 'pdis', 'dm', 'dr', 'wdr'],
    interval: false,
    discount: 0.9,
  } as const;
  return offPolicyEvaluation(createRng(1), log, leaning(log.nStates), options).estimates.map(({ value }) => value);
}

describe('after the end of a run', () => {
  it('an end that no run leaves is the state that it is', async () => {
    const own = await readCase(`${FOLDER}/own.csv`);
    expect(own.nStates).toBe(5);
    expect([...fit(own, undefined).mdp.terminal]).toEqual([0, 0, 0, 0, 1]);
    expect(await saidOf(`${FOLDER}/own.csv`)).toEqual([]);
  });

  it.each(OTHERS)('%s means what own.csv does', async (name) => {
    const own = await readCase(`${FOLDER}/own.csv`);
    // As in own.csv, where state 3 never occurs; without it the end would be that.
    const log = await readCase(`${FOLDER}/${name}`, { nStates: 4 });
    expect(log).toEqual(own);
    expect(fit(log, undefined).mdp).toEqual(fit(own, undefined).mdp);
    expect((await readCase(`${FOLDER}/${name}`)).nStates).toBe(4);
    expect(await saidOf(`${FOLDER}/${name}`)).toEqual([
      "34 of the log's runs, which end in no state of their own, enter an end that is added: state 3",
    ]);
  });

  it.each(OTHERS)('%s is estimated as own.csv is', async (name) => {
    const expected = estimates(await readCase(`${FOLDER}/own.csv`));
    expect(expected.every((value) => value !== undefined)).toBe(true);
    expect(estimates(await readCase(`${FOLDER}/${name}`))).toBeAllClose(expected as number[], { rtol: 1e-12 });
  });
});
