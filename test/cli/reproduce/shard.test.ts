import { fc, test } from '@fast-check/vitest';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseShard, trialsOf } from '../../../src/cli/reproduce/shard.js';
import { couplet, emptyFolder } from '../../support/couplet.js';

describe('a shard', () => {
  it.each(['3/3', '0/0', '-1/2', '1', '1/2/3', 'a/b', '0.5/2', ''])("is not '%s'", (text) => {
    expect(() => parseShard(text)).toThrow(`--shard: must be i/n with i from 0 to n - 1, got '${text}'`);
  });

  test.prop([fc.integer({ min: 1, max: 9 }), fc.array(fc.integer(), { maxLength: 30 })])(
    'has what no other has, all together have everything, and none has two more than another',
    (count, trials) => {
      const named = trials.map((value, k) => ({ value, k }));
      const shards = Array.from({ length: count }, (_, i) => trialsOf(named, parseShard(`${i}/${count}`)));
      expect(shards.flat().sort((a, b) => a.k - b.k)).toEqual(named);
      const sizes = shards.map((shard) => shard.length);
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
    },
  );
});

describe('couplet reproduce --shard', () => {
  const command = ['reproduce', 'oberst-sontag', '--quick', '--episodes', '60', '--trials', '3', '--workers', '1'];

  it('gives the bytes of one run, put together by the plain command, which runs what is missing', () => {
    const folder = emptyFolder();
    const one = couplet(folder, [...command, '--out', 'one']);
    for (const [shard, own] of [
      ['0/3', 2],
      ['2/3', 1],
    ] as const) {
      const { code, stdout, stderr } = couplet(folder, [...command, '--out', 'many', '--shard', shard]);
      expect([code, stdout]).toEqual([0, '']);
      expect(stderr).toContain(`shard ${shard}: ${own} of 4 trials (0 from an earlier run) in many/trials`);
    }
    const whole = couplet(folder, [...command, '--out', 'many']);
    expect(whole.stderr).toContain('4 trials (3 from an earlier run)');
    expect(whole.stdout).toBe(one.stdout);
    const [first, second] = ['one', 'many'].map((name) => readFileSync(join(folder, name, 'results.json'), 'utf8'));
    expect(second).toBe(first);
  });

  it('needs a folder', () => {
    const { code, stderr } = couplet(emptyFolder(), [...command, '--shard', '0/3']);
    expect(code).toBe(2);
    expect(stderr).toContain('--shard: a folder that all shards share is needed, got none - name it with --out');
  });
});
