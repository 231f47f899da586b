import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const run = `import { startVitest } from 'vitest/node';
await startVitest('test', [], { config: 'test/vitest.config.ts', include: ['test/fixtures/alwaysFails.ts'], watch: false });`;

/** Runs the property that fails whatever it draws: what it drew, and the seed that its output says to replay. */
function failing(env: NodeJS.ProcessEnv): { drawn: string; seed: string } {
  const inherited = { ...process.env, COUPLET_SEED: undefined, VITEST: undefined, COUPLET_TESTS: undefined };
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', run], {
    cwd: root,
    encoding: 'utf8',
    env: { ...inherited, NO_COLOR: '1', ...env },
  });
  const output = stdout + stderr;
  const drawn = /drew (\d+)/.exec(output)?.[1] ?? output;
  const seed = /COUPLET_SEED=(-?\d+) npm run/.exec(output)?.[1] ?? output;
  expect(stdout).toMatch(/0 passed, 1 failed\n$/);
  return { drawn, seed };
}

it('a property that fails in the long run says how to draw the same case again', () => {
  const [first, second] = [failing({ COUPLET_TESTS: 'long' }), failing({ COUPLET_TESTS: 'long' })];
  expect(first.seed).toMatch(/^\d+$/);
  // Two seeds of 31 bits are the same once in 2^31.
  expect(second.seed).not.toBe(first.seed);
  expect(failing({ COUPLET_TESTS: 'long', COUPLET_SEED: first.seed })).toEqual(first);
  expect(failing({ COUPLET_TESTS: 'long', COUPLET_SEED: second.seed })).toEqual(second);
});

it('a property that fails in npm test draws the same case every time', () => {
  expect(failing({})).toEqual(failing({}));
});
