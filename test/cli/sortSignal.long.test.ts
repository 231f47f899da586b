import { DuckDBInstance } from '@duckdb/node-api';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { emptyFolder } from '../support/couplet.js';
import { program } from '../support/program.js';

/** Three million steps in no order. */
async function shuffled(path: string): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  await connection.run(
    `copy (select (i // 10)::int as episode, (i % 10)::int as t, (i % 7)::int as state, 0 as action,
             0.5::double as reward, ((i + 1) % 7)::int as next_state, (i % 10 = 9)::int as terminated
           from range(3000000) r(i) order by hash(i)) to '${path}' (format parquet)`,
  );
  connection.closeSync();
  instance.closeSync();
}

it('a signal in the middle of a sort leaves no folder, and the old sums', async () => {
  const folder = emptyFolder();
  const temporary = join(folder, 'temporary');
  mkdirSync(temporary);
  await shuffled(join(folder, 'log.parquet'));
  for (const [signal, exit] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    writeFileSync(join(folder, 'sums.parquet'), 'old');
    const child = spawn(process.execPath, [program, 'aggregate', 'log.parquet', '--sort', '--out', 'sums.parquet'], {
      cwd: folder,
      env: { ...process.env, TMPDIR: temporary },
    });
    let stderr = '';
    child.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
    const sorting = (): boolean => readdirSync(temporary).some((name) => existsSync(join(temporary, name, 'sorted')));
    const watch = setInterval(() => {
      if (sorting()) child.kill(signal);
    }, 5);
    const [code] = (await once(child, 'close')) as [unknown];
    clearInterval(watch);
    expect(stderr).toContain(`couplet: stopped by ${signal}; the file that was being written is left as it was\n`);
    expect(code).toBe(exit);
    expect(readdirSync(temporary)).toEqual([]);
    expect(readdirSync(folder).sort()).toEqual(['log.parquet', 'sums.parquet', 'temporary']);
  }
}, 120_000);
