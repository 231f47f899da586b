import { describe, expect, it } from 'vitest';
import { guessColumns } from '../../../src/files/description/guessColumns.js';

describe('guessColumns', () => {
  it('maps nothing where the names are ours, whatever their capital letters', () => {
    const fields = ['EPISODE', 'T', 'State', 'action', 'reward', 'next_state', 'terminated', 'propensity_0'];
    const guess = guessColumns(fields);
    expect(guess).toMatchObject({ columns: {}, outcome: undefined, unused: [] });
    expect(guess.found).toMatchObject({ episode: 'EPISODE', state: 'State', terminated: 'terminated' });
  });

  it('knows the names of clinical exports', () => {
    expect(guessColumns(['stay_id', 'bloc', 'cluster', 'action', 'reward', 'died', 'age'])).toEqual({
      found: { episode: 'stay_id', t: 'bloc', state: 'cluster', action: 'action', reward: 'reward' },
      columns: { episode: 'stay_id', t: 'bloc', state: 'cluster' },
      outcome: 'died',
      unused: ['age'],
    });
  });

  it('prefers our own name to another, and leaves the other unused', () => {
    expect(guessColumns(['episode', 'icustayid', 't', 'state', 'action', 'r', 'done'])).toMatchObject({
      columns: { reward: 'r', terminated: 'done' },
      unused: ['icustayid'],
    });
  });

  it('gives a column to one use only', () => {
    const { columns } = guessColumns(['id', 't', 's', 'a', 'r', 'done', 'TimeLimit.truncated']);
    expect(columns).toEqual({
      episode: 'id',
      state: 's',
      action: 'a',
      reward: 'r',
      terminated: 'done',
      truncated: 'TimeLimit.truncated',
    });
  });

  it('keeps what is known, and gives it to nothing else', () => {
    const { columns, unused } = guessColumns(['id', 'state', 's', 'action'], { episode: 's', state: 'id' });
    expect(columns).toEqual({ episode: 's', state: 'id' });
    expect(unused).toEqual(['state']);
  });
});
