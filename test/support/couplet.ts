import { spawnSync } from 'node:child_process';
import { program } from './program.js';

export { emptyFolder } from './emptyFolder.js';

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built command in a folder, as a shell would without a terminal. `npm test` builds it first. */
export function couplet(cwd: string, args: readonly string[], input = ''): Finished {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], { cwd, input, encoding: 'utf8' });
  return { code: status, stdout, stderr };
}
