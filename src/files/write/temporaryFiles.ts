import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { threadId } from 'node:worker_threads';
import { murmur3 } from '../../core/random/murmur3.js';
import { type WritableHandle, fileOperations as files } from './fileOperations.js';

/** Bytes that a name in a folder may have, on all systems that are used. */
const LONGEST_NAME = 255;

/** Folders on a shared disk hold files of other machines, whose processes cannot be seen from here. */
const HOST = murmur3(new TextEncoder().encode(hostname()), 0).toString(16).padStart(8, '0');
const OURS = new RegExp(`^\\..*\\.couplet-${HOST}-(\\d+)-(\\d+)-\\d+\\.tmp$`);

/** Those of this thread, as another has its own, and what makes their writers stop. */
const underWay = new Map<string, (() => void) | undefined>();
let listener: ((count: number) => void) | undefined;

/** A new file in the target's folder, to be written and then renamed; `release` it in the end. */
export async function openTemporary(target: string): Promise<readonly [handle: WritableHandle, path: string]> {
  await sweep(dirname(target));
  for (let attempt = 0; ; attempt++) {
    const path = temporaryPath(target, attempt);
    // Another write of this process is under way to the same path.
    if (underWay.has(path)) continue;
    // Before it is there: a signal may come at any moment.
    underWay.set(path, undefined);
    listener?.(underWay.size);
    try {
      return [await files.open(path, 'wx'), path];
    } catch (error) {
      release(path);
      // One that a process of the same number left, and that could not be removed.
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
  }
}

/**
 * A new folder for temporary files, in the system's place for such, which goes with the process that a signal ends.
 *
 * @param name begins its name
 * @param stop makes what writes into it stop, before a signal removes it
 */
export async function openTemporaryFolder(
  name: string,
  stop?: () => void,
): Promise<{
  readonly path: string;
  /** Removes it and all that is in it. */
  readonly remove: () => Promise<void>;
}> {
  const path = await mkdtemp(join(tmpdir(), name));
  underWay.set(path, stop);
  listener?.(underWay.size);
  return {
    path,
    async remove() {
      await rm(path, { recursive: true, force: true });
      release(path);
    },
  };
}

/** To be called when a temporary file is renamed or removed. */
export function release(path: string): void {
  underWay.delete(path);
  listener?.(underWay.size);
}

/** Removes what is half written: for a process that is about to end. */
export function removeTemporaries(): void {
  for (const [path, stop] of underWay) {
    try {
      stop?.();
      // Into a folder another thread may write until the end.
      rmSync(path, { recursive: true, maxRetries: 3 });
    } catch {
      // It has taken its name in the meantime, or its disk is gone.
    }
  }
  underWay.clear();
}

/**
 * Tells the program how many files and folders are temporary, at every change; the program alone decides what signals do to it.
 */
export function watchTemporaries(listen: (count: number) => void): void {
  listener = listen;
}

function temporaryPath(target: string, attempt: number): string {
  const end = `.couplet-${HOST}-${files.processId}-${threadId}-${attempt}.tmp`;
  let start = basename(target);
  while (Buffer.byteLength(start) + end.length + 1 > LONGEST_NAME) start = start.slice(0, -1);
  return join(dirname(target), `.${start}${end}`);
}

/** Removes what processes that were killed left behind. */
async function sweep(folder: string): Promise<void> {
  // A folder that may be written and not listed is no reason not to write.
  const names = await files.readdir(folder).catch(() => []);
  for (const name of names) if (isLeftover(folder, name)) await files.unlink(join(folder, name)).catch(() => undefined);
}

function isLeftover(folder: string, name: string): boolean {
  const found = OURS.exec(name);
  if (!found) return false;
  const [, owner, thread] = found;
  // In a container every run may have the same number.
  if (Number(owner) === files.processId) return Number(thread) === threadId && !underWay.has(join(folder, name));
  return !files.isAlive(Number(owner));
}
