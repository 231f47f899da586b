import { type FileHandle, lstat, open, readdir, realpath, rename, stat, unlink } from 'node:fs/promises';

/** What writing a file asks of an open one. */
export type WritableHandle = Pick<FileHandle, 'chmod' | 'close' | 'sync' | 'write'>;

/** What writing a file asks of the system. */
export interface FileOperations {
  lstat: typeof lstat;
  open: (path: string, flags: string) => Promise<WritableHandle>;
  readdir: (folder: string) => Promise<string[]>;
  realpath: (path: string) => Promise<string>;
  rename: typeof rename;
  stat: typeof stat;
  unlink: (path: string) => Promise<void>;
  /** Of this process. */
  processId: number;
  /** Whether a process of this machine still runs. */
  isAlive: (processId: number) => boolean;
}

/** Those of Node. Tests put others in their place, to stop at any of them as a kill would. */
export const fileOperations: FileOperations = {
  lstat,
  open,
  readdir,
  realpath,
  rename,
  stat,
  unlink,
  processId: process.pid,
  isAlive(processId) {
    try {
      return process.kill(processId, 0);
    } catch (error) {
      // Without permission to signal it, there is one.
      return error instanceof Error && 'code' in error && error.code === 'EPERM';
    }
  },
};
