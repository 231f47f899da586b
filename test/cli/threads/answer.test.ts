import { expect, it } from 'vitest';
import { answerOf, resultOf } from '../../../src/cli/threads/answer.js';
import { ArgumentError, DataError, NumericalError } from '../../../src/core/errors.js';

it.each([ArgumentError, DataError, NumericalError])(
  '%o comes back from a thread as what it was, in its own words',
  async (Fault) => {
    const answer = await answerOf(() => {
      throw new Fault('log.csv: must be a log');
    });
    // What another thread is sent is copied, which leaves no class of an error.
    const back = (): unknown => resultOf(structuredClone(answer));
    expect(back).toThrow(Fault);
    expect(back).toThrow('log.csv: must be a log');
  },
);

it('brings a result back, and leaves other errors as they are', async () => {
  expect(resultOf(await answerOf(() => Promise.resolve(3)))).toBe(3);
  const bug = new RangeError('of ours');
  await expect(
    answerOf(() => {
      throw bug;
    }),
  ).rejects.toBe(bug);
});
