import { ArgumentError } from '../../core/errors.js';
import { logFile } from './options.js';

/** The log, as a positional of a command that can do with sums of one in its place. */
export const optionalLogFile: { readonly type: 'string'; readonly describe: string } = {
  type: logFile.type,
  describe: logFile.describe,
};

/** @throws ArgumentError where neither is given */
export function demandedLog(where: string, log: string | undefined, instead: string): string {
  if (log !== undefined) return log;
  throw new ArgumentError(`${where}: a log is needed, got none - name its file, or sums of one with ${instead}`);
}
