import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { couplet, emptyFolder } from '../support/couplet.js';
import { program } from '../support/program.js';

const write = (episodes: number): string[] =>
  `simulate --env two-armed --policy uniform --episodes ${episodes} --horizon 5 --out log.csv`.split(' ');

/** Sends a signal as soon as the file is being written. */
async function stopped(folder: string, signal: NodeJS.Signals): Promise<{ code: unknown; stderr: string }> {
  const child = spawn(process.execPath, [program, ...write(400_000)], { cwd: folder });
  let stderr = '';
  child.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
  const watch = setInterval(() => {
    if (readdirSync(folder).some((name) => name.endsWith('.tmp'))) child.kill(signal);
  }, 5);
  const [code] = (await once(child, 'close')) as [unknown];
  clearInterval(watch);
  return { code, stderr };
}

describe('a write that a signal stops', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('by %s leaves the old file and no other, and says so', async (signal, exit) => {
    const folder = emptyFolder();
    writeFileSync(join(folder, 'log.csv'), 'old');
    const { code, stderr } = await stopped(folder, signal);
    expect(stderr).toBe(`couplet: stopped by ${signal}; the file that was being written is left as it was\n`);
    expect(code).toBe(exit);
    expect(readdirSync(folder)).toEqual(['log.csv']);
    expect(readFileSync(join(folder, 'log.csv'), 'utf8')).toBe('old');
  });

  it('by SIGKILL leaves what the next write removes', async () => {
    const folder = emptyFolder();
    expect((await stopped(folder, 'SIGKILL')).code).toBe(null);
    expect(readdirSync(folder)).toEqual([expect.stringMatching(/\.tmp$/)]);
    expect(couplet(folder, write(3)).code).toBe(0);
    expect(readdirSync(folder)).toEqual(['log.csv']);
  });
});
