import { copyFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { DataError } from '../../../../src/core/errors.js';
import { readMdp } from '../../../../src/files/models/readMdp.js';
import { expectedLength } from '../../../../src/mdp/evaluate/expectedLength.js';
import { policyValue } from '../../../../src/mdp/evaluate/policyValue.js';
import type { Mdp } from '../../../../src/mdp/mdp.js';
import { policyIteration } from '../../../../src/mdp/optimise/policyIteration.js';
import { npy, npyOf, npz } from '../../numpyFiles.js';
import { temporaryFolder } from '../../temporaryFolder.js';

/** Solved by hand in the README beside them. */
const fixture = (name: string): string => fileURLToPath(new URL(`../../../fixtures/models/${name}`, import.meta.url));
const at = temporaryFolder();

/** The same as arrays: see the README of the fixtures. */
async function arrays(): Promise<string> {
  const transitions = new Float64Array(32);
  const rewards = new Float64Array(32);
  const put = (s: number, a: number, next: number, p: number, r: number): void => {
    transitions[(s * 2 + a) * 4 + next] = p;
    rewards[(s * 2 + a) * 4 + next] = r;
  };
  put(0, 0, 0, 0.5, 0);
  put(0, 0, 1, 0.5, 0);
  put(0, 1, 1, 0.75, -1);
  put(0, 1, 2, 0.25, -1);
  put(1, 0, 2, 0.5, 0);
  put(1, 0, 3, 0.5, 8);
  const shape = [4, 2, 4];
  const file = {
    moves: npy(transitions, shape),
    pay: npy(rewards, shape),
    initial: npyOf([1, 0, 0, 0]),
    terminal: npy(Uint8Array.of(0, 0, 1, 1), [4]),
  };
  await writeFile(at('hand.npz'), npz(file));
  return at('hand.npz');
}

const FOREVER = { horizon: Infinity };

const coin = ({ nStates, nActions }: Mdp) => ({
  nStates,
  nActions,
  probability: Float64Array.of(0.5, 0.5, 1, 0, 1, 0, 1, 0),
});

describe('a model solved by hand', () => {
  it.each<[string, () => Promise<Mdp>]>([
    ['gym', () => readMdp(fixture('hand.json'))],
    ['PRISM', () => readMdp(fixture('hand.tra'))],
    ['arrays', async () => readMdp(await arrays(), { arrays: { transitions: 'moves', rewards: 'pay' } })],
  ])('has those values as %s', async (_format, read) => {
    const mdp = await read();
    expect(Array.from(mdp.terminal)).toEqual([0, 0, 1, 1]);
    expect(policyValue(mdp, coin(mdp), { horizon: Infinity }).value).toBeAllClose(8 / 3, { rtol: 1e-12, atol: 0 });
    expect(expectedLength(mdp, coin(mdp), Infinity)).toBeAllClose(13 / 6, { rtol: 1e-12, atol: 0 });
    const best = policyIteration(mdp, { discount: 1 });
    expect(best.value).toBeAllClose(4, { rtol: 1e-12, atol: 0 });
    expect(Array.from(best.action.slice(0, 2))).toEqual([0, 0]);
    // In 1 there is nothing to choose.
    expect(mdp.rowStart[4]).toBe(mdp.rowStart[3]);
  });

  it("has the labels of PRISM's files", async () => {
    const { actionLabels, outcomes, outcome } = await readMdp(fixture('hand.tra'));
    expect(actionLabels).toEqual(['wait', 'treat']);
    expect(outcomes.map(({ name }) => name)).toEqual(['still going on', 'died', 'home']);
    expect(Array.from(outcome)).toEqual([0, 0, 1, 2]);
  });
});

describe("PRISM's files", () => {
  const read = async (
    files: Readonly<Record<string, string>>,
    endLabels: readonly string[] = [],
    said: string[] = [],
  ): Promise<Mdp> => {
    for (const name of ['tra', 'lab', 'trew', 'srew']) await writeFile(at(`m.${name}`), files[name] ?? EMPTY[name]);
    return readMdp(at('m.tra'), { endLabels, say: (sentence) => said.push(sentence) });
  };
  const tra = '2 2 2\n0 0 1 1\n1 0 1 1\n';
  const EMPTY: Readonly<Record<string, string>> = { tra, lab: '0="init"\n0: 0\n', trew: '2 2 0\n', srew: '2 0\n' };

  it('may be a chain, with rewards of states', async () => {
    const mdp = await read({ tra: '2 3\n0 0 .5\n0 1 5e-1\n1 1 1\n', srew: '2 1\n0 3\n', trew: '2 1\n0 1 4\n' });
    expect(mdp.nActions).toBe(1);
    expect(Array.from(mdp.reward)).toEqual([3, 7, 0]);
  });

  it('alone begin in state 0 and pay nothing, and say so', async () => {
    const said: string[] = [];
    await copyFile(fixture('hand.tra'), at('alone.tra'));
    const mdp = await readMdp(at('alone.tra'), { say: (sentence) => said.push(sentence) });
    expect(mdp.initial[0]).toBe(1);
    expect(said.join('\n')).toMatch(/everything pays 0\n.*the 2 states that nothing follows.*\n.*begin in state 0/);
  });

  it('number choices where labels do not tell actions', async () => {
    const said: string[] = [];
    const mdp = await read({ tra: '2 3 3\n0 0 1 1 go\n0 1 0 1 go\n1 0 1 1\n' }, [], said);
    expect(mdp).toMatchObject({ nActions: 2 });
    expect(mdp.actionLabels).toBeUndefined();
    expect(said[0]).toContain('actions are the numbers of the choices');
  });

  it.each<[string, Readonly<Record<string, string>>, string[], string]>([
    ['an empty file', { tra: '' }, [], 'm.tra: must have a line with its sizes'],
    [
      'too few lines',
      { tra: '2 2 3\n0 0 1 1\n' },
      [],
      'm.tra: must have the 3 transitions that its first line says, got 1',
    ],
    [
      'a row that sums to less',
      { tra: '2 2 2\n0 0 1 0.9\n1 0 1 1\n' },
      [],
      'row (state 0, action 0): probabilities must sum to 1, got 0.9',
    ],
    [
      'a negative number',
      { tra: '2 2 3\n0 0 1 1.5\n0 0 0 -0.5\n1 0 1 1\n' },
      [],
      'row (state 0, action 0): probabilities must be from 0 to 1, got -0.5',
    ],
    ['NaN', { tra: '2 2 2\n0 0 1 NaN\n1 0 1 1\n' }, [], "m.tra:2: the number must be a finite number, got 'NaN'"],
    [
      'a state that there is not',
      { tra: '2 2 2\n0 0 2 1\n1 0 1 1\n' },
      [],
      'm.tra:2: the next state must be an integer from 0 to 1',
    ],
    ['a parameter', { tra: '2 2 2\n0 0 1 p\n1 0 1 1\n' }, [], "got 'p' - export the model with numbers"],
    ['rows', { tra: '2 2 2 4\n0 0 1 1\n' }, [], 'must have the numbers of states, choices and transitions'],
    [
      'sizes beyond its lines',
      { tra: '9999999 1 1\n0 0 1 1\n' },
      [],
      'must have a transition for each of the 9999999 states',
    ],
    ['a label that there is not', {}, ['done'], "must have the label 'done' of ends, got 'init' - name one of these"],
    ['labels of another model', { lab: '0="init"\n7: 0\n' }, [], 'm.lab:2: must be a state below 2'],
    ['labels without names', { lab: '0: 0\n' }, [], 'm.lab:1: must name the labels'],
    [
      'rewards of no transition',
      { trew: '2 2 1\n0 0 0 1\n' },
      [],
      'got a reward of state, choice and next state 0 0 0',
    ],
    [
      'rewards of another model',
      { srew: '3 1\n0 1\n' },
      [],
      'm.srew:1: must be of the 2 states of the .tra file, got 3',
    ],
  ])('are refused with %s', async (_what, files, endLabels, message) => {
    await expect(read(files, endLabels)).rejects.toThrow(message);
    await expect(read(files, endLabels)).rejects.toBeInstanceOf(DataError);
  });
});

describe("gym's table", () => {
  const read = async (content: unknown, said: string[] = []): Promise<Mdp> => {
    await writeFile(at('p.json'), JSON.stringify(content));
    return readMdp(at('p.json'), { say: (sentence) => said.push(sentence) });
  };
  const END = { 0: [[1, 1, 0, true]] };

  it('may stand alone, its start not told', async () => {
    const said: string[] = [];
    const { initial } = await read({ 0: { 0: [[1, 1, 5, true]] }, 1: END }, said);
    expect(Array.from(initial)).toEqual([1, 0]);
    expect(said[0]).toContain('runs begin in each of the 1 states alike');
  });

  it('has a second state for one that runs end in and others go on from', async () => {
    const said: string[] = [];
    const P = {
      0: {
        0: [
          [0.5, 1, 1, false],
          [0.5, 1, 3, true],
        ],
      },
      1: { 0: [[1, 0, 0, false]] },
    };
    const mdp = await read({ P, initial: [1, 0] }, said);
    expect(Array.from(mdp.terminal)).toEqual([0, 0, 1]);
    expect(Array.from(mdp.nextState)).toEqual([1, 2, 0]);
    expect(said[0]).toContain('runs end in 1 states that others go on from (the first is 1)');
  });

  it('ends where every run ends, though the table goes on from there', async () => {
    const said: string[] = [];
    const goal = { 0: [[1, 0, -1, false]] };
    const mdp = await read({ 0: { 0: [[1, 1, -1, true]] }, 1: goal }, said);
    expect(Array.from(mdp.terminal)).toEqual([0, 1]);
    expect(policyValue(mdp, { nStates: 2, nActions: 1, probability: Float64Array.of(1, 1) }, FOREVER).value).toBe(-1);
    expect(said.join(' ')).not.toContain('others go on from');
  });

  it('has a second state for one that runs end in and others begin in', async () => {
    const said: string[] = [];
    const P = { 0: { 0: [[1, 1, -1, true]] }, 1: { 0: [[1, 0, -4, false]] } };
    const mdp = await read({ P, initial: [0, 1] }, said);
    expect(Array.from(mdp.terminal)).toEqual([0, 0, 1]);
    const only = { nStates: 3, nActions: 1, probability: Float64Array.of(1, 1, 1) };
    expect(policyValue(mdp, only, FOREVER).value).toBe(-5);
    expect(said[0]).toContain('runs end in 1 states that others go on from (the first is 1)');
  });

  it('takes the mean of what entries to one state pay', async () => {
    const said: string[] = [];
    const mdp = await read(
      {
        0: {
          0: [
            [0.25, 1, 0, true],
            [0.75, 1, 4, true],
          ],
        },
        1: END,
      },
      said,
    );
    expect(mdp.reward[0]).toBe(3);
    expect(said.join(' ')).toContain('their mean is taken');
  });

  it.each<[string, unknown, string]>([
    ['a gap', { 0: END, 2: END }, 'P must have the states 0 to 1, as it has 2, got none for 1'],
    ['three fields', { 0: { 0: [[1, 0, 0]] } }, 'P[0][0][0] must be [probability, next state, reward, terminated]'],
    [
      'a next state without a member',
      { 0: { 0: [[1, 1, 0, true]] } },
      'P[0][0][0][1], the next state, must be from 0 to 0, got 1',
    ],
    ['a sum', { 0: { 0: [[0.5, 0, 0, false]] } }, 'row (state 0, action 0): probabilities must sum to 1, got 0.5'],
    [
      'a negative number',
      {
        0: {
          0: [
            [-1, 0, 0, false],
            [1, 0, 0, false],
          ],
        },
      },
      'probabilities must',
    ],
    ['a flag', { 0: { 0: [[1, 0, 0, 'no']] } }, "[3], terminated, must be true or false, got 'no'"],
    ['no actions', { 0: {} }, 'P must have an action in some state'],
    ['an action by name', { 0: { left: [] } }, "actions of P[0] must be integers from 0 to 65535, got 'left'"],
    ['a number for a list', { 0: { 0: 1 } }, 'P[0][0] must be an object or a list, got 1'],
    ['a start of another length', { P: { 0: END, 1: END }, initial: [1] }, 'initial must be a list of 2 probabilities'],
    [
      'a state that is no end without actions',
      { 0: { 0: [[1, 1, 1, false]] }, 1: { 0: [[1, 2, 0, false]] }, 2: {}, 3: END },
      'state 2 must have an action that is possible',
    ],
  ])('is refused with %s', async (_what, content, message) => {
    await expect(read(content)).rejects.toThrow(message);
  });
});
