import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { npy, npyOf, npz } from '../files/numpyFiles.js';
import { couplet, emptyFolder } from '../support/couplet.js';

/** Figures that others published, each met by a command to the digits that they print. */
const folder = emptyFolder();

function json(...args: string[]): Record<string, unknown> {
  const { code, stdout, stderr } = couplet(folder, [...args, '--json']);
  expect([code, stderr]).toEqual([0, expect.not.stringMatching(/^couplet:/m) as string]);
  return JSON.parse(stdout) as Record<string, unknown>;
}

const written = (file: string): Record<string, unknown> =>
  JSON.parse(readFileSync(join(folder, file), 'utf8')) as Record<string, unknown>;
const write = (file: string, content: unknown): void => {
  writeFileSync(join(folder, file), JSON.stringify(content));
};

/** As few digits as both sides round differently. */
const DIGITS = { rtol: 1e-14, atol: 0 };

describe('sepsis with the corrected glucose and a uniform start', { timeout: 60_000 }, () => {
  // Tang & Wiens, "Model selection for offline reinforcement learning", 2021, and their notebooks on semi-offline
  // evaluation. Their rewards come one step later: a value is 0.99 of ours, and 20 of their steps are 19.
  const ofTheirs = (value: unknown): number => 0.99 * (value as number);
  const valueOf = (policy: string): number =>
    ofTheirs(json('value', '--mdp', 'model.json', '--policy', policy, '--horizon', '19').value);

  it('has 606 states that go on, 832 of death and 2 of discharge', () => {
    const sepsis = ['--env', 'sepsis', '--set', 'version=corrected', '--set', 'start=uniform'];
    const model = json('model', ...sepsis, '--out', 'model.json');
    expect(model.statesByOutcome).toEqual({ alive: 606, death: 832, discharge: 2 });
    const { initial } = written('model.json') as { initial: number[] };
    const share = (from: number, to: number): number => initial.slice(from, to).reduce((sum, p) => sum + p, 0);
    expect([share(0, 720), share(720, 1440)]).toBeAllClose([0.8, 0.2]);
    expect(initial.filter((p) => p > 0)).toHaveLength(606);
  });

  it('is worth .6775418119368786 to the best policy, .40877 of it in 20 steps', () => {
    const { value } = json('solve', 'model.json', '--discount', '0.99', '--out', 'best.json');
    expect(ofTheirs(value)).toBeAllClose(0.6775418119368786, DIGITS);
    expect(valueOf('best.json')).toBeAllClose(0.40877179296760224, DIGITS);
  });

  it('is worth .25038354793851164 to the best policy with vasopressors flipped with .1', () => {
    const { action } = written('best.json') as { action: number[] };
    // Vasopressors are the last bit of an action.
    const probability = action.map((best) =>
      Array.from({ length: 8 }, (_, a) => (a === best ? 0.9 : a === (best ^ 1) ? 0.1 : 0)),
    );
    write('behaviour.json', { nStates: 1440, nActions: 8, space: 'full', discount: 0.99, probability });
    expect(valueOf('behaviour.json')).toBeAllClose(0.25038354793851164, DIGITS);
  });
});

describe('the examples of pymdptoolbox', { timeout: 60_000 }, () => {
  /** Rewards of (s, a), by rows of successors [state, probability]. */
  function model(nStates: number, rows: readonly (readonly [number, number])[][], reward: readonly number[]): unknown {
    return {
      nStates,
      nActions: rows.length / nStates,
      rowStart: rows.reduce<number[]>((starts, row) => [...starts, starts.at(-1)! + row.length], [0]),
      nextState: rows.flatMap((row) => row.map(([next]) => next)),
      probability: rows.flatMap((row) => row.map(([, p]) => p)),
      reward: rows.flatMap((row, i) => row.map(() => reward[i])),
      initial: Array.from({ length: nStates }, () => 1 / nStates),
      terminal: new Array<number>(nStates).fill(0),
      outcomes: [{ name: 'ongoing', reward: 0 }],
      outcome: new Array<number>(nStates).fill(0),
    };
  }

  /** `mdptoolbox.example.forest()`: wait or cut, 3 ages, a fire with .1. */
  const wait = (age: number): [number, number][] => [
    [0, 0.1],
    [Math.min(2, age + 1), 0.9],
  ];
  const forest = model(3, [wait(0), [[0, 1]], wait(1), [[0, 1]], wait(2), [[0, 1]]], [0, 0, 0, 1, 4, 2]);

  it('policy iteration of the forest', () => {
    write('forest.json', forest);
    const { iterations } = json('solve', 'forest.json', '--discount', '0.9', '--out', 'forest-policy.json');
    expect(iterations).toBeGreaterThan(0);
    const { action, stateValue } = written('forest-policy.json') as { action: number[]; stateValue: number[] };
    expect(action).toEqual([0, 0, 0]);
    expect(stateValue).toBeAllClose([26.244000000000014, 29.484000000000016, 33.484000000000016], DIGITS);
  });

  it('a horizon of three steps in the forest', () => {
    const plan = json('solve', 'forest.json', '--discount', '0.9', '--horizon', '3', '--out', 'first.json');
    const steps = plan.byStepsToGo as { action: number[]; stateValue: number[] }[];
    expect(steps.map(({ action }) => action)).toEqual([[0, 1, 0], [0, 0, 0], [0, 0, 0]]); // prettier-ignore
    expect(steps[2].stateValue).toBeAllClose([2.6973, 5.9373, 9.9373], DIGITS);
    expect(steps[1].stateValue).toBeAllClose([0.81, 3.24, 7.24], DIGITS);
    expect(steps[0].stateValue).toEqual([0, 1, 4]);
  });

  /** `mdptoolbox.example.small()`, rewards [5, 10], [-1, 2]. */
  const small = model(
    2,
    [
      [
        [0, 0.5],
        [1, 0.5],
      ],
      [[1, 1]],
      [
        [0, 0.8],
        [1, 0.2],
      ],
      [
        [0, 0.1],
        [1, 0.9],
      ],
    ],
    [5, 10, -1, 2],
  );

  it('value iteration of the small example, which stops after 26 rounds', () => {
    write('small.json', small);
    const plan = json('solve', 'small.json', '--discount', '0.9', '--horizon', '26', '--out', 'small-policy.json');
    const { action, stateValue } = (plan.byStepsToGo as { action: number[]; stateValue: number[] }[])[25];
    expect(action).toEqual([1, 0]);
    expect(stateValue).toBeAllClose([40.048625392716815, 33.65371175967546], DIGITS);
  });
});

describe('arrays of the form of ICU-Sepsis', { timeout: 60_000 }, () => {
  // Choudhary, Gupta & Thomas, "ICU-Sepsis: A benchmark MDP built from real medical data", 2024. Its arrays are not
  // ours to ship: these have their names, shapes and ends (death, survival, and a state in which nothing happens), and
  // can be worked by hand.
  const [DEATH, SURVIVAL, OVER] = [2, 3, 4];
  const [nStates, nActions] = [5, 2];
  const transition = new Float64Array(nStates * nActions * nStates);
  const reward = new Float64Array(nStates * nActions * nStates);
  const lead = (s: number, a: number, next: number, p: number): void => {
    transition[(s * nActions + a) * nStates + next] = p;
    reward[(s * nActions + a) * nStates + next] = next === SURVIVAL ? 1 : 0;
  };
  lead(0, 0, SURVIVAL, 0.8);
  lead(0, 0, DEATH, 0.2);
  lead(0, 1, 1, 0.5);
  lead(0, 1, 0, 0.5);
  for (const a of [0, 1]) {
    lead(1, a, SURVIVAL, 0.9);
    lead(1, a, DEATH, 0.1);
    for (const s of [DEATH, SURVIVAL, OVER]) lead(s, a, OVER, 1);
  }
  const shape = [nStates, nActions, nStates];
  writeFileSync(
    join(folder, 'dynamics.npz'),
    npz({
      tx_mat: npy(transition, shape),
      r_mat: npy(reward, shape),
      d_0: npyOf([1, 0, 0, 0, 0]),
    }),
  );

  it.each([
    // With probability b of action 1, from state 0: V = (1 - b) .8 + b (.9 + V)/2 and length L = 1 + b (1 + L)/2.
    { name: 'random', chance: 0.5, value: 0.625 / 0.75, length: 1.25 / 0.75 },
    { name: 'expert', chance: 0.9, value: 0.485 / 0.55, length: 1.45 / 0.55 },
    { name: 'optimal', chance: 1, value: 0.9, length: 3 },
  ])('$name is worth $value in $length steps', ({ name, chance, value, length }) => {
    const rows = Float64Array.from({ length: nStates * nActions }, (_, row) => (row % 2 === 1 ? chance : 1 - chance));
    writeFileSync(join(folder, `${name}.npy`), npy(rows, [nStates, nActions]));
    const found = json('value', '--mdp', 'dynamics.npz', '--policy', `${name}.npy`, '--horizon', 'Infinity');
    expect(found.value).toBeAllClose(value);
    expect(found.expectedLength).toBeAllClose(length);
  });

  it('the optimum is found', () => {
    const { value } = json('solve', 'dynamics.npz', '--discount', '1', '--out', 'icu.json');
    expect(value).toBeAllClose(0.9);
    expect(written('icu.json').action).toEqual([1, 0, 0, 0, 0]);
  });
});
