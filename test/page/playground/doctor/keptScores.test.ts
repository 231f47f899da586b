import { expect, it } from 'vitest';
import { forgetScores, keepScores, keptScores } from '../../../../src/page/playground/doctor/keptScores.js';
import { playedOut } from './played.js';

function store(): Storage {
  const held = new Map<string, string>();
  return {
    getItem: (name: string) => held.get(name) ?? null,
    setItem: (name: string, text: string) => void held.set(name, text),
    removeItem: (name: string) => void held.delete(name),
  } as Storage;
}

it('keeps visits, which tell all else, and forgets them', () => {
  const kept = store();
  expect(keptScores(kept)).toBeUndefined();
  const visit = playedOut('Ada', 1, 1, 4);
  keepScores(kept, [{ visit, mechanism: 'maximal' }]);
  expect(keptScores(kept)).toEqual([{ visit, mechanism: 'maximal' }]);
  forgetScores(kept);
  expect(keptScores(kept)).toBeUndefined();
});

it.each([
  ['cut short', '[{'],
  ['of another shape', '{"a": 1}'],
  [
    'of a state that there is not',
    '[{"visit":{"doctor":"a","seed":1,"patient":1,"states":[1440],"actions":[0],"outcome":0},"mechanism":"maximal"}]',
  ],
])('takes what is %s as nothing', (_, text) => {
  const kept = store();
  kept.setItem('couplet-playground-scores', text);
  expect(keptScores(kept)).toBeUndefined();
});
