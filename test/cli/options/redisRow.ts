import type { Row } from './optionTable.js';

/** `--redis` of commands that run trials: workers are to run them, and where no Redis answers nothing is run. */
export const redisRow: Row = {
  option: 'redis',
  value: 'redis://127.0.0.1:1',
  beside: { out: 'kept' },
  manner: true,
  see: ({ code, stdout, stderr }) => [code, stdout === '', stderr.slice(0, 75)],
  expected: () => [1, true, 'couplet: --redis: a Redis server must answer at redis://127.0.0.1:1, got co'],
};
