import { readFile, writeFile } from 'node:fs/promises';
import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { tabular } from '../../../../policies/tabular.js';
import { DataError } from '../../../../src/core/errors.js';
import { readMarkovPolicy, readPolicy } from '../../../../src/files/models/readPolicy.js';
import { writePolicy } from '../../../../src/files/models/writePolicy.js';
import { provenance } from '../../../../src/files/provenance.js';
import { deterministicOverTime } from '../../../../src/mdp/overTime/deterministicOverTime.js';
import { policyAtStep } from '../../../../src/mdp/overTime/policyAtStep.js';
import { policyOfSteps } from '../../../../src/mdp/overTime/policyOfSteps.js';
import type { PolicyOverTime } from '../../../../src/mdp/overTime/policyOverTime.js';
import { anyPolicy } from '../../../support/generators.js';
import { npy, npz } from '../../numpyFiles.js';
import { temporaryFolder } from '../../temporaryFolder.js';

const at = temporaryFolder();
const origin = provenance('solve', { inputs: { 'model.json': '00ff' } });

const plans = fc
  .record({ nStates: fc.integer({ min: 1, max: 4 }), nActions: fc.integer({ min: 2, max: 3 }) })
  .chain((sizes) => fc.array(anyPolicy(sizes), { minLength: 1, maxLength: 4 }))
  .map(policyOfSteps);
const plan = deterministicOverTime({ nStates: 2, nActions: 2 }, [0, 1, 1, 1, 0, 0]);

async function read(name: string, content: string | Uint8Array, options = {}) {
  await writeFile(at(name), content);
  return readMarkovPolicy(at(name), options);
}

/** The policy as lists of lists of rows. */
function stepsOf({ horizon, nStates, nActions, probability }: PolicyOverTime): number[][][] {
  return Array.from({ length: horizon }, (_, t) =>
    Array.from({ length: nStates }, (_, s) => {
      const row = (t * nStates + s) * nActions;
      return Array.from(probability.subarray(row, row + nActions));
    }),
  );
}

describe('the file of a policy over time', () => {
  test.prop([plans, fc.boolean()])('comes back bit for bit', async (policy, named) => {
    const whole = { ...policy, ...(named && { space: 'full', discount: 0.9 }) };
    await writePolicy(at('plan.json'), whole, origin, { note: 'extra' });
    expect(await readMarkovPolicy(at('plan.json'))).toEqual({ ...whole, provenance: origin, extra: { note: 'extra' } });
  });

  it('holds the actions of each step, where they are certain', async () => {
    await writePolicy(at('plan.json'), { ...plan, undefinedRows: Uint8Array.of(0, 0, 1, 0, 0, 0) }, origin);
    const file = JSON.parse(await readFile(at('plan.json'), 'utf8')) as Record<string, unknown>;
    expect(file).toEqual({
      couplet: origin,
      format: 'couplet-policy-over-time',
      version: 1,
      horizon: 3,
      nStates: 2,
      nActions: 2,
      action: [
        [0, 1],
        [null, 1],
        [0, 0],
      ],
    });
    const back = (await readMarkovPolicy(at('plan.json'))) as PolicyOverTime;
    expect([...back.undefinedRows!]).toEqual([0, 0, 1, 0, 0, 0]);
    expect([...policyAtStep(back, 1).probability]).toEqual([0.5, 0.5, 0, 1]);
    // One step that is not certain, and all are rows.
    await writePolicy(at('plan.json'), { ...plan, probability: plan.probability.with(0, 0.5).with(1, 0.5) }, origin);
    expect(JSON.parse(await readFile(at('plan.json'), 'utf8'))).toHaveProperty('probability.2', [
      [1, 0],
      [1, 0],
    ]);
  });

  test.prop([plans], { numRuns: 30 })('is the same in every format', async (policy) => {
    const { horizon, nStates, nActions } = policy;
    const probability = stepsOf(policy);
    const same = { ...policy, extra: {} };
    expect(await read('a.json', JSON.stringify({ horizon, nStates, nActions, probability }))).toEqual(same);
    const flat = probability.map((rows) => rows.flat());
    const header = { format: 'couplet-policy-over-time', version: 1, horizon, nStates, nActions };
    expect(await read('a.json', JSON.stringify({ ...header, probability: flat }))).toEqual(same);
    const lines = probability.flatMap((rows, t) => rows.flatMap((row, s) => row.map((p, a) => `${s},${t},${a},${p}`)));
    expect(await read('a.csv', `state,t,action,probability\n${lines.reverse().join('\n')}`)).toEqual(same);
    const wide = probability.flatMap((rows, t) => rows.map((row, s) => [t, s, ...row].join(',')));
    expect(
      await read(
        'a.csv',
        [`t,state,${Array.from(probability[0][0], (_, a) => `p${a}`).join(',')}`, ...wide].join('\n'),
      ),
    ).toEqual(same);
    const array = npy(policy.probability, [horizon, nStates, nActions]);
    expect(await read('a.npy', array)).toEqual(same);
    expect(await read('a.npz', npz({ policy: array }))).toEqual(same);
  });

  it('of actions is the same in CSV, and may leave out states at a step', async () => {
    expect(await read('a.csv', 't,state,action\n0,0,0\n0,1,1\n1,0,1\n1,1,1\n2,0,0\n2,1,0\n')).toEqual({
      ...plan,
      extra: {},
    });
    const less = (await read('a.csv', 't,state,action\n0,0,0\n0,1,1\n1,0,1\n', { nStates: 3 })) as PolicyOverTime;
    expect([less.horizon, less.nStates, ...less.undefinedRows!]).toEqual([2, 3, 0, 0, 1, 0, 1, 1]);
  });

  it('leaves a stationary policy with a field of that name what it is', async () => {
    const file = { horizon: 20, nStates: 2, nActions: 2, action: [1, 0] };
    const policy = await read('a.json', JSON.stringify(file));
    expect(policy).toEqual({ ...tabular([1, 0], 2), extra: { horizon: 20 } });
    expect(await readPolicy(at('a.json'))).toEqual(policy);
  });

  it('is no stationary policy', async () => {
    await writePolicy(at('plan.json'), plan, origin);
    await expect(readPolicy(at('plan.json'))).rejects.toThrow(
      new DataError(
        `${at('plan.json')}: must be a stationary policy, got one over time, for 3 steps - find one with \`couplet solve\` without --horizon`,
      ),
    );
  });

  const header = { format: 'couplet-policy-over-time', version: 1, horizon: 2, nStates: 2, nActions: 2 };
  const action = [
    [0, 1],
    [1, 1],
  ];
  it.each([
    [{ ...header, action, version: 2 }, 'must be version 1, got 2 - use the release of Couplet that wrote it'],
    [{ ...header, action, version: undefined }, 'must be version 1, got none'],
    [{ ...header, action, horizon: undefined }, 'horizon must be an integer ≥ 1, got none'],
    [{ ...header, action, horizon: 0 }, 'horizon must be an integer ≥ 1, got 0'],
    [{ ...header, action, horizon: '2' }, "horizon must be an integer ≥ 1, got '2'"],
    [{ ...header, action, horizon: 3 }, 'action must be a list of 3 lists, one for each step, got 2 entries'],
    [{ ...header, action: [0, 1] }, 'step 0: action must be a list of 2 actions, one for each state, got 0'],
    [
      { ...header, action: [[0, 1], [0]] },
      'step 1: action must be a list of 2 actions, one for each state, got 1 entries',
    ],
    [
      {
        ...header,
        action: [
          [0, 1],
          [0, 2],
        ],
      },
      'step 1: action of state 1 must be an integer from 0 to 1, got 2',
    ],
    [
      {
        ...header,
        probability: [
          [
            [1, 0],
            [1, 0],
          ],
          [
            [1, 0],
            [0.5, 0.4],
          ],
        ],
      },
      'step 1: state 1: probabilities must sum to 1, got 0.9',
    ],
    [{ ...header, action, probability: [] }, "must have either 'action' or 'probability', got both"],
  ])('is checked: %j', async (content, message) => {
    await expect(read('wrong.json', JSON.stringify(content))).rejects.toThrow(`wrong.json: ${message}`);
  });

  it.each([
    ['t,state,action\n0,0,1\n2,0,1\n', 'every step t from 0 must have lines, got none for 1, of 2 steps'],
    ['t,state,action\n0,0,1\n-1,0,1\n', "3: t must be an integer from 0, got '-1'"],
    ['t,state,action\n0,0,1\n0,0,0\n', '3: each state must have one line, got 0 again'],
    ['t,state,action\n', 'a policy over time must have at least one step, got none'],
  ])('is checked as CSV: %j', async (text, message) => {
    await expect(read('wrong.csv', text)).rejects.toThrow(message);
  });

  it('is an array of three dimensions at most', async () => {
    await expect(read('wrong.npy', npy(new Float64Array(8), [2, 2, 2, 1]))).rejects.toThrow(
      'a policy must be an array of shape (states, actions), (states) or (steps, states, actions), got (2, 2, 2, 1)',
    );
  });
});
