import { describe, expect, it } from 'vitest';
import { DataError } from '../../../src/core/errors.js';
import { checkKind, kindOfColumns, kindOfJson, kindOfText } from '../../../src/files/read/fileKind.js';

describe('the kind of a file', () => {
  it.each<[unknown, string | undefined]>([
    [{ nStates: 2, nActions: 1, rowStart: [0] }, 'model'],
    [{ P: [], R: [] }, 'model'],
    [{ nStates: 2, nActions: 2, action: [0, 1] }, 'policy'],
    [{ episode: 0, t: 0, state: 1, action: 0, reward: 1 }, 'log'],
    [[{ state: 1, action: 0, reward: 1 }], 'log'],
    [{ scores: {} }, 'scores'],
    [{ format: 'couplet-gadget' }, 'gadget'],
    [{ format: 'couplet-gadget-checkpoint' }, 'checkpoint'],
    [{ estimates: [] }, 'report'],
    [{ 0: 1 }, undefined],
    [[[0.5, 0.5]], undefined],
    [3, undefined],
  ])('is seen in JSON: %j', (content, kind) => {
    expect(kindOfJson(content)).toBe(kind);
    expect(kindOfText(JSON.stringify(content))).toBe(kind);
  });

  it.each([
    ['# a log\nepisode,t,state,action,reward,next_state,terminated\n', 'log'],
    ['"State";"Action";"Reward"\n', 'log'],
    ['{"state":1,"action":0,"reward":1}\n{"state":1,"action":0,"reward":1}\n', 'log'],
    ['state,action,probability\n', 'policy'],
    ['state,harm\n', undefined],
    ['{"rowStart":[', undefined],
    ['', undefined],
  ])('is seen in lines: %j', (text, kind) => {
    expect(kindOfText(text)).toBe(kind);
  });

  it('is seen in the names of arrays', () => {
    expect(kindOfColumns(['tx_mat', 'r_mat', 'd_0', 'expert_policy'])).toBe('model');
    expect(kindOfColumns(['observations', 'actions', 'rewards'])).toBe('log');
  });

  it('is named where another is wanted', () => {
    expect(() => {
      checkKind('a.json', 'model', 'policy');
    }).toThrow(new DataError('a.json: must be a model, got a policy, which goes with --policy'));
    checkKind('a.json', 'model', 'model');
    checkKind('a.json', 'model', undefined);
  });
});
