import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
// Refuses declarations of an older build.
import '../support/program.js';

const script = fileURLToPath(new URL('../../scripts/apiReport.js', import.meta.url));

it('the public API is what the reports beside this test say, and names no type that cannot be imported', () => {
  const { status, stderr } = spawnSync(process.execPath, [script, '--check'], { encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(status).toBe(0);
});
