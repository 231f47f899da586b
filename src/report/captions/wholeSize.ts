import type { LogSize, Report } from '../report.js';

/** The size of the log that means are of: of that of the report, or of the one that it is a sample of. */
export function wholeSize({ about, log }: Pick<Report, 'about' | 'log'>): LogSize {
  return about.sampledFrom ?? { episodes: log.nEpisodes, steps: log.action.length };
}
