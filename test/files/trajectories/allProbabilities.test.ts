import { writeFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { createEnv } from '../../../envs/registry.js';
import { createPolicy } from '../../../policies/registry.js';
import { createRng } from '../../../src/core/random/rng.js';
import { provenance } from '../../../src/files/provenance.js';
import type { ReadTrajectoriesOptions } from '../../../src/files/trajectories/readOptions.js';
import { readTrajectories } from '../../../src/files/trajectories/readTrajectories.js';
import { writeTrajectories } from '../../../src/files/trajectories/writeTrajectories.js';
import { projectTrajectories } from '../../../src/trajectories/projectTrajectories.js';
import { simulate } from '../../../src/trajectories/simulate/simulate.js';
import { subset } from '../../../src/trajectories/subset.js';
import type { Trajectories } from '../../../src/trajectories/trajectories.js';
import { npy, npyOf, npz } from '../numpyFiles.js';
import { temporaryFolder } from '../temporaryFolder.js';

const at = temporaryFolder();
const ALL = Float64Array.of(0.25, 0.75, 0.5, 0.5);
const TAKEN = Float64Array.of(0.25, 0.5);
const HEAD = 'episode,t,state,action,reward,next_state,terminated';
const ROWS = ['0,0,0,0,0,1,0', '0,1,1,1,1,2,1'];
const ARRAYS = {
  episode: npyOf([0, 0]),
  t: npyOf([0, 1]),
  state: npyOf([0, 1]),
  action: npyOf([0, 1]),
  reward: npyOf([0, 1]),
  next_state: npyOf([1, 2]),
  terminated: npyOf([0, 1]),
};

async function read(name: string, content: string | Uint8Array, options?: ReadTrajectoriesOptions) {
  await writeFile(at(name), content);
  return readTrajectories(at(name), options);
}

const csv = (names: string, values: readonly string[], options?: ReadTrajectoriesOptions): Promise<Trajectories> =>
  read('log.csv', [`${HEAD},${names}`, ...ROWS.map((row, i) => `${row},${values[i]}`)].join('\n'), options);

const jsonl = (values: readonly unknown[], options?: ReadTrajectoriesOptions): Promise<Trajectories> =>
  read(
    'log.jsonl',
    ROWS.map((row, i) =>
      JSON.stringify({
        ...Object.fromEntries(HEAD.split(',').map((name, k) => [name, Number(row.split(',')[k])])),
        propensities: values[i],
      }),
    ).join('\n'),
    options,
  );

const archive = (
  more: Readonly<Record<string, Uint8Array>>,
  options?: ReadTrajectoriesOptions,
): Promise<Trajectories> => read('log.npz', npz({ ...ARRAYS, ...more }), options);

function expectAll({ propensity, propensities, nActions }: Trajectories): void {
  expect([propensity, propensities, nActions]).toEqual([TAKEN, ALL, 2]);
}

describe('a simulated log with all probabilities', () => {
  const env = createEnv('sepsis');
  let log: Trajectories;
  beforeAll(() => {
    const policy = createPolicy('uniform', env.exactModel!());
    log = simulate(createRng(1), env, policy, { episodes: 4, horizon: 5, propensities: 'all' });
  });

  it.each(['csv', 'jsonl', 'parquet', 'npz'])('keeps them as %s, projected, and in part', async (format) => {
    const path = at(`simulated.${format}`);
    await writeTrajectories(path, log, provenance('test'));
    const again = subset(projectTrajectories(await readTrajectories(path), env, 'projected'), [2, 1]);
    const expected = subset(projectTrajectories(log, env, 'projected'), [2, 1]);
    expect(again).toEqual(expected);
    expect(again.propensities?.length).toBe(8 * again.state.length);
  });
});

describe('columns p0, p1, ...', () => {
  it('are taken for the probabilities of all actions, which is said', async () => {
    const said: string[] = [];
    const say = (sentence: string): void => void said.push(sentence);
    expectAll(await csv('p0,p1', ['0.25,0.75', '0.5,0.5'], { say }));
    expectAll(await csv('P1,p0', ['0.75,0.25', '0.5,0.5'], { nActions: 2, say }));
    expectAll(await archive({ p0: npyOf([0.25, 0.5]), p1: npyOf([0.75, 0.5]) }, { say }));
    const sentence =
      "columns 'p0' to 'p1' are taken for the probabilities of all actions (--no-propensity leaves them alone)";
    expect(said).toEqual([sentence, sentence, sentence]);
  });

  it.each([
    ['another number of actions', 'p0,p1', ['0.25,0.75', '0.5,0.5'], { nActions: 3 }],
    ['a gap', 'p0,p2', ['0.25,0.75', '0.5,0.5'], {}],
    ['one alone', 'p0', ['9', '9'], {}],
    ['what is not to be read', 'p0,p1', ['7,8', '9,9'], { propensity: false }],
  ] as const)('are left alone with %s', async (_, names, values, options) => {
    expect((await csv(names, values, options)).propensities).toBeUndefined();
  });

  it('stand back behind columns of our own names', async () => {
    expectAll(await csv('propensity_0,propensity_1,p0,p1', ['0.25,0.75,7,7', '0.5,0.5,7,7']));
  });

  it('are checked as all probabilities are', async () => {
    await expect(csv('p0,p1', ['0.25,0.75', '0.5,0.75'])).rejects.toThrow(
      'log.csv:3: p0 to p1: probabilities must sum to 1, got 1.25',
    );
    await expect(csv('propensity,p0,p1', ['0.25,0.25,0.75', '0.4,0.5,0.5'])).rejects.toThrow(
      "log.csv:3: propensity must be p1 (0.5), as that action was taken, got '0.4'",
    );
  });

  it('stand for the propensity of the action taken where that was rounded, and else it stays, to the bit', async () => {
    const { propensity } = await csv('propensity,p0,p1', ['0.2500003,0.25,0.75', '0.5000000003,0.5,0.5']);
    expect(propensity).toEqual(Float64Array.of(0.25, 0.5000000003));
  });
});

describe('lists of probabilities', () => {
  it('are read from JSON, from CSV as JSON, Python or NumPy write them, and from an array', async () => {
    expectAll(
      await jsonl([
        [0.25, 0.75],
        [0.5, 0.5],
      ]),
    );
    expectAll(await csv('propensities', ['"[0.25, 0.75]"', '"[0.5,0.5]"']));
    expectAll(await csv('propensities', ['[0.25 0.75]', '[ 0.5  0.5 ]']));
    const table = npy(ALL, [2, 2]);
    expectAll(await archive({ propensities: table }));
    // With an option that only rows have.
    expectAll(await archive({ propensities: table }, { numberSteps: true }));
  });

  it('may have another name', async () => {
    expectAll(await csv('pi_b', ['"[0.25, 0.75]"', '"[0.5,0.5]"'], { columns: { propensities: 'pi_b' } }));
    expectAll(await archive({ pi_b: npy(ALL, [2, 2]) }, { columns: { propensities: 'pi_b' } }));
  });

  it('tell the number of actions', async () => {
    const { nActions } = await jsonl([
      [0.25, 0.5, 0.25],
      [0.5, 0.5, 0],
    ]);
    expect(nActions).toBe(3);
  });

  it.each<[string, readonly unknown[], ReadTrajectoriesOptions | undefined, string]>([
    ['a number', [[0.25, 0.75], 0.5], {}, 'log.jsonl:2: propensities must be a list of numbers, [0.25, 0.75], got 0.5'],
    [
      'text',
      [
        [0.25, 0.75],
        ['a', 'b'],
      ],
      {},
      'must be a list of numbers, [0.25, 0.75], got ["a","b"]',
    ],
    ['one too few', [[0.25, 0.75], [1]], {}, 'must list the probabilities of all 2 actions, got [1]'],
    [
      'another number of actions',
      [
        [0.25, 0.75],
        [0.5, 0.5],
      ],
      { nActions: 3 },
      'of all 3 actions, got [0.25,0.75]',
    ],
    ['the action taken left out', [[1], [1]], {}, 'must list the probability of action 1, which was taken, got [1]'],
    [
      'a sum above 1',
      [
        [0.25, 0.75],
        [0.5, 0.6],
      ],
      {},
      'log.jsonl:2: propensities: probabilities must sum to 1, got 1.1',
    ],
    [
      '0 for the action taken',
      [
        [0.25, 0.75],
        [1, 0],
      ],
      {},
      'propensities must be above 0 at index 1, as the action was',
    ],
    [
      'actions by name',
      [
        [0.25, 0.75],
        [0.5, 0.5],
      ],
      { numberActions: true },
      "got a list, 'propensities' - name the",
    ],
  ])('are refused with %s', async (_, values, options, message) => {
    await expect(jsonl(values, options)).rejects.toThrow(message);
  });

  it('are refused where they disagree with the propensity of the action taken, or stand beside columns', async () => {
    await expect(csv('propensity,propensities', ['0.3,"[0.25, 0.75]"', '0.5,"[0.5,0.5]"'])).rejects.toThrow(
      "log.csv:2: propensity must be propensities[0] (0.25), as that action was taken, got '0.3'",
    );
    const twice = "got 'propensities' and 'propensity_0' - leave out the one or the other";
    await expect(csv('propensities,propensity_0', ['[1],1', '[1],1'])).rejects.toThrow(twice);
    await expect(archive({ propensities: npy(ALL, [2, 2]), propensity_0: npyOf([1, 1]) })).rejects.toThrow(twice);
    await expect(archive({ propensities: npy(ALL, [4]) })).rejects.toThrow(
      'propensities must have one row for each of the 2 steps, got shape (4)',
    );
    await expect(archive({ propensities: npy(ALL, [2, 2]) }, { nActions: 3 })).rejects.toThrow(
      'propensity arrays must be one for each of the 3 actions, got 2',
    );
  });
});
