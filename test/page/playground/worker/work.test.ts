import { expect, it, vi } from 'vitest';
import { playedOut } from '../doctor/played.js';
import { FIRST } from '../../../../src/page/playground/pipeline/settings.js';
import type { Reply } from '../../../../src/page/playground/worker/messages.js';
import { createWork } from '../../../../src/page/playground/worker/work.js';

const SMALL = { ...FIRST, patients: 100 };

async function answers(
  ask: (work: ReturnType<typeof createWork>) => void,
  until: (reply: Reply) => boolean,
): Promise<Reply[]> {
  const replies: Reply[] = [];
  ask(createWork((reply) => replies.push(reply)));
  await vi.waitFor(
    () => {
      expect(replies.some(until)).toBe(true);
    },
    { timeout: 10_000 },
  );
  return replies;
}

const hasEnded = ({ state }: Reply): boolean => state === 'done' || state === 'failed';

it('answers step by step', async () => {
  const replies = await answers((work) => {
    work({ id: 1, kind: 'pipeline', input: SMALL });
  }, hasEnded);
  expect(replies.map(({ state }) => state)).toEqual(['started', ...new Array<string>(7).fill('part'), 'done']);
});

it('sends only what a message can carry', async () => {
  const visit = playedOut('Ada', 1, 1, 4);
  const replies = await answers((work) => {
    work({ id: 1, kind: 'judge', input: { visit, mechanism: 'gumbel-max' } });
  }, hasEnded);
  expect(structuredClone(replies)).toEqual(replies);
  expect(replies.at(-1)!.state).toBe('done');
});

it('leaves a request for a newer one', async () => {
  const replies = await answers(
    (work) => {
      work({ id: 1, kind: 'pipeline', input: SMALL });
      setTimeout(() => {
        work({ id: 2, kind: 'pipeline', input: { ...SMALL, seed: 2 } });
      }, 5);
    },
    ({ id, state }) => id === 2 && state === 'done',
  );
  expect(replies.filter(({ id }) => id === 1).some(({ state }) => state === 'done')).toBe(false);
});

it('says why there is no result', async () => {
  const replies = await answers((work) => {
    work({ id: 1, kind: 'pipeline', input: { ...SMALL, patients: 0 } });
  }, hasEnded);
  expect(replies.at(-1)).toEqual({
    id: 1,
    kind: 'pipeline',
    state: 'failed',
    message: 'simulate: episodes must be an integer ≥ 1, got 0',
  });
});
