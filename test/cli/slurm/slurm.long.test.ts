import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { couplet, emptyFolder } from '../../support/couplet.js';
import { program } from '../../support/program.js';
import { missingPrograms } from '../../support/servers/onPath.js';
import { SLURM_PROGRAMS, type SlurmCluster, slurmCluster } from '../../support/servers/slurmCluster.js';

const missing = missingPrograms(...SLURM_PROGRAMS);
const why = missing.length > 0 ? ` (left out: ${missing.join(', ')} of Slurm are not installed)` : '';

describe.skipIf(missing.length > 0)(`couplet slurm on a cluster${why}`, () => {
  const folder = emptyFolder();
  const command = ['reproduce', 'oberst-sontag', '--quick', '--episodes', '60', '--trials', '3'];
  let cluster: SlurmCluster;

  beforeAll(async () => {
    mkdirSync(join(folder, 'bin'));
    writeFileSync(join(folder, 'bin', 'main'), `#!/bin/sh\nexec "${process.execPath}" "${program}" "$@"\n`, {
      mode: 0o755,
    });
    symlinkSync('main', join(folder, 'bin', 'couplet'));
    cluster = await slurmCluster();
  });

  afterAll(() => {
    cluster.stop();
  });

  it('gives the bytes of one process by what it writes and says', async () => {
    const out = "it's shared";
    const { code, stderr } = couplet(folder, [
      ...['slurm', ...command, '--out', out, '--shards', '3', '--script', 'job.sh', '--partition', 'short'],
      ...['--setup', `export PATH='${join(folder, 'bin')}':"$PATH"`, '--time', '10'],
    ]);
    expect(code).toBe(0);
    const [said, ...submit] = stderr.trimEnd().split('\n');
    expect(said).toContain('4 trials in 3 shards');
    const { env } = cluster;
    const submitted = spawnSync('bash', ['-e', '-c', submit.join('\n')], { cwd: folder, env, encoding: 'utf8' });
    expect([submitted.status, submitted.stderr]).toEqual([0, '']);
    while (execFileSync('squeue', ['-h'], { env, encoding: 'utf8' }).trim() !== '') await wait(2000);

    const logs = readdirSync(folder).filter((name) => /^slurm-.*\.out$/.test(name));
    expect(logs).toHaveLength(4);
    const text = logs.map((name) => readFileSync(join(folder, name), 'utf8')).join('');
    for (const shard of ['0/3: 2', '1/3: 1', '2/3: 1']) expect(text).toContain(`shard ${shard} of 4 trials`);
    expect(text).toContain('4 trials (4 from an earlier run)');
    const one = couplet(folder, [...command, '--out', 'one']);
    expect(text).toContain(one.stdout);
    const [first, second] = ['one', out].map((name) => readFileSync(join(folder, name, 'results.json'), 'utf8'));
    expect(second).toBe(first);
  });
});
