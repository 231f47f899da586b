import { readdirSync, readlinkSync, realpathSync } from 'node:fs';

/** Whether this system tells which files a process has open. */
export const tellsHandles: boolean = process.platform === 'linux';

/** How often this process has a file open. */
export function openHandles(path: string): number {
  const target = realpathSync(path);
  return readdirSync('/proc/self/fd').filter((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`) === target;
    } catch {
      // That by which the folder was listed.
      return false;
    }
  }).length;
}
