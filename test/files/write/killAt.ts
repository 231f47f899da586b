import { type FileOperations, type WritableHandle, fileOperations } from '../../../src/files/write/fileOperations.js';

/** A number that no process has. */
const DEAD = 2 ** 30;

/** What a write did of which a kill can come in the way: every operation that changes something. */
export interface Killed {
  /** Of the operations that changed something, in their order; the last one was not done, or half of it. */
  readonly operations: readonly string[];
}

/**
 * Runs `work` as a process that is killed at its operation number `at`, counted from 0, before it is done, and, where
 * it writes, after half of its bytes. Nothing happens afterwards: no cleaning up either.
 *
 * @param at past the last operation for a run to the end
 */
export async function killAt(at: number, work: () => Promise<void>): Promise<Killed> {
  const original: FileOperations = { ...fileOperations };
  const operations: string[] = [];
  const dies = (operation: string): boolean => {
    if (operations.length > at) throw new Killing();
    operations.push(operation);
    return operations.length > at;
  };
  const change = <Arguments extends unknown[], Result>(
    name: string,
    run: (...args: Arguments) => Promise<Result>,
  ): ((...args: Arguments) => Promise<Result>) => {
    return async (...args) => {
      if (dies(name)) throw new Killing();
      return run(...args);
    };
  };
  Object.assign(fileOperations, {
    processId: DEAD,
    unlink: change('unlink', original.unlink),
    rename: change('rename', original.rename),
    open: change('open', async (path: string, flags: string) => {
      const handle = await original.open(path, flags);
      const write = async (bytes: Uint8Array, from = 0): Promise<{ bytesWritten: number; buffer: Uint8Array }> => {
        const dead = dies('write');
        const end = dead ? Math.floor((from + bytes.length) / 2) : bytes.length;
        const written = await handle.write(bytes.subarray(from, end));
        if (dead) throw new Killing();
        return { ...written, buffer: bytes };
      };
      const guarded: Record<keyof WritableHandle, unknown> = {
        write,
        sync: change('fsync', () => handle.sync()),
        chmod: change('chmod', (mode: number) => handle.chmod(mode)),
        // The system closes what a dead process had open.
        close: () => handle.close(),
      };
      return guarded as unknown as WritableHandle;
    }),
  });
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Killing)) throw error;
  } finally {
    Object.assign(fileOperations, original);
  }
  return { operations };
}

class Killing extends Error {}
