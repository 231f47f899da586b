import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { emptyFolder } from '../emptyFolder.js';
import { freePort } from './freePort.js';
import { programAt } from './onPath.js';

/** A cluster of one node, this machine, on the loopback. */
export interface SlurmCluster {
  /** For commands such as sbatch. */
  readonly env: NodeJS.ProcessEnv;
  readonly stop: () => void;
}

/** Programs that it needs; Debian's packages are slurm-wlm and munge. */
export const SLURM_PROGRAMS = ['munged', 'slurmctld', 'slurmd', 'sbatch', 'squeue', 'sinfo'] as const;

/** Starts munge, the controller and a node, all files of theirs in a folder of their own. */
export async function slurmCluster(): Promise<SlurmCluster> {
  const folder = emptyFolder();
  for (const name of ['munge', 'state', 'spool']) mkdirSync(join(folder, name), { mode: 0o700 });
  const at = (name: string): string => join(folder, name);
  writeFileSync(at('munge/key'), randomBytes(1024));
  chmodSync(at('munge/key'), 0o400);
  writeFileSync(at('slurm.conf'), configuration(folder, await freePort(), await freePort()));
  const env = { ...process.env, SLURM_CONF: at('slurm.conf') };
  const started: ChildProcess[] = [];
  const start = (name: string, args: readonly string[]): void => {
    const log = openSync(at(`${name}.out`), 'a');
    started.push(spawn(programAt(name)!, args, { env, stdio: ['ignore', log, log] }));
  };
  const munge = ['socket', 'key-file', 'pid-file', 'seed-file', 'log-file'].map(
    (option) => `--${option}=${at(`munge/${option.replace('-file', '')}`)}`,
  );
  start('munged', ['--foreground', '--force', ...munge]);
  await wait(1000);
  start('slurmctld', ['-D', '-f', at('slurm.conf')]);
  await wait(1000);
  start('slurmd', ['-D', '-f', at('slurm.conf'), '-N', shortName()]);
  const stop = (): void => {
    for (const child of started.reverse()) child.kill('SIGKILL');
  };
  for (let tries = 0; tries < 60; tries++) {
    await wait(1000);
    try {
      if (execFileSync('sinfo', ['-h', '-o', '%t'], { env, encoding: 'utf8', stdio: 'pipe' }).trim() === 'idle')
        return { env, stop };
    } catch {
      // The controller does not listen yet.
    }
  }
  stop();
  throw new Error(`the cluster did not come up; its logs are in ${folder}`);
}

function shortName(): string {
  return hostname().split('.', 1)[0];
}

function configuration(folder: string, controller: number, node: number): string {
  const user = userInfo().username;
  const settings = {
    ClusterName: 'couplet',
    SlurmctldHost: `${shortName()}(127.0.0.1)`,
    ...{ SlurmUser: user, SlurmdUser: user },
    ...{ AuthType: 'auth/munge', AuthInfo: `socket=${folder}/munge/socket`, CredType: 'cred/munge' },
    ...{ SlurmctldPort: controller, SlurmdPort: node },
    ...{ SlurmctldPidFile: `${folder}/slurmctld.pid`, SlurmdPidFile: `${folder}/slurmd.pid` },
    ...{ StateSaveLocation: `${folder}/state`, SlurmdSpoolDir: `${folder}/spool` },
    ...{ SlurmctldLogFile: `${folder}/slurmctld.log`, SlurmdLogFile: `${folder}/slurmd.log` },
    ...{ ProctrackType: 'proctrack/linuxproc', TaskPlugin: 'task/none', JobAcctGatherType: 'jobacct_gather/none' },
    ...{ AccountingStorageType: 'accounting_storage/none', SwitchType: 'switch/none', MpiDefault: 'none' },
    ...{ SelectType: 'select/cons_tres', SelectTypeParameters: 'CR_Core', MailProg: '/bin/true', ReturnToService: 2 },
  };
  return [
    ...Object.entries(settings).map(([key, value]) => `${key}=${value}`),
    `NodeName=${shortName()} NodeAddr=127.0.0.1 CPUs=2 RealMemory=1000 State=UNKNOWN`,
    `PartitionName=short Nodes=${shortName()} Default=YES MaxTime=INFINITE State=UP`,
    '',
  ].join('\n');
}
