import { inert } from '../../../core/csvLine.js';
import { columnNames } from '../../../files/trajectories/columns/columnNames.js';
import { logHeaderText } from '../../../files/trajectories/logHeader.js';
import { csvLog } from '../../../files/trajectories/text/csv/csvLog.js';
import type { Visit } from './visit.js';
import { recordedLog } from './visitsLog.js';

/**
 * The visits that are over as a log that the commands read, as `couplet simulate` would have written it. A class opens
 * it in a spreadsheet, which must not run a name that somebody gave.
 */
export function visitsCsv(visits: readonly Visit[], version: string): string {
  const log = recordedLog(visits);
  const header = logHeaderText(log, log.state.length, { version, command: 'playground' });
  return [...csvLog({ ...log, episodeId: log.episodeId!.map(inert) }, header, columnNames('playground'))].join('');
}
