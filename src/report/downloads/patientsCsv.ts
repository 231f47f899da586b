import { csvLine } from '../../core/csvLine.js';
import { patientCells, patientColumns } from './patientCells.js';
import type { WholeReport } from '../report.js';

/**
 * The patients of a report as CSV, a row each, after a comment that says how it was made: the rows that
 * `evaluate --bounds --out` writes.
 *
 * @param policy index into the report's policies
 * @param mechanism index into its mechanisms
 */
export function patientsCsv(report: WholeReport, policy: number, mechanism = 0): string {
  const { about, log, mdp, mechanisms, policies } = report;
  const { name, counterfactuals, bounds } = policies[policy];
  const { evaluation } = counterfactuals[mechanism];
  const { version, command, seed, inputs, sampledFrom } = about;
  const line = csvLine(false);
  const made = {
    ...{ version, command, seed, inputs, policy: name, mechanism: mechanisms[mechanism].name },
    ...(sampledFrom && { sampledFrom }),
  };
  const evaluated = { log, mdp, evaluation, bounds };
  const rows = Array.from({ length: log.nEpisodes }, (_, e) => line(patientCells(evaluated, e)));
  return `# couplet ${JSON.stringify(made)}\n${line(patientColumns(evaluated))}${rows.join('')}`;
}
