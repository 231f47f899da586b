import { ArgumentError, DataError } from '../../core/errors.js';
import { didYouMean } from '../../core/didYouMean.js';
import type { DecidedPatients } from '../../counterfactual/causation/decisionCounts.js';
import { type CsvLine, csvLines } from '../models/csvLines.js';
import { listed } from '../read/listed.js';
import { readWhole } from '../read/readWhole.js';
import { csvDialect } from '../trajectories/text/csv/csvDialect.js';

/** Names of the columns of a table of patients. */
export interface PatientColumns {
  readonly treatment: string;
  readonly outcome: string;
  /** Whoever has the same values in all of them is in the same stratum. */
  readonly strata?: readonly string[];
}

/** Most bytes of a table of patients. */
const LARGEST = 2 ** 28;

/**
 * Reads one decision for each patient: CSV with commas, semicolons or tabs, a line of column names and a line a patient;
 * # opens a comment. Values are names, whatever they look like.
 *
 * @param path `-` is standard input
 * @throws ArgumentError where one column is named twice
 * @throws DataError, with the file's name and the line, where a column or a value is missing
 *
 * @example
 * import { mkdtemp, writeFile } from 'node:fs/promises';
 * import { tmpdir } from 'node:os';
 * const file = `${await mkdtemp(`${tmpdir()}/couplet-`)}/patients.csv`;
 * await writeFile(file, 'drug,end\nyes,well\nno,ill\n');
 * await readPatients(file, { treatment: 'drug', outcome: 'end' }) // { treatment: ['yes', 'no'], outcome: ['well', 'ill'] }
 */
export async function readPatients(
  path: string,
  { treatment, outcome, strata = [] }: PatientColumns,
): Promise<DecidedPatients> {
  const named = [treatment, outcome, ...strata];
  const twice = named.find((name, i) => named.indexOf(name) < i);
  if (twice !== undefined)
    throw new ArgumentError(
      `readPatients: treatment, outcome and strata must be different columns, got '${twice}' twice - name another, or leave one out`,
    );
  const text = (await readWhole(path, LARGEST, 'is it a table with a line a patient?')).toString();
  const file = path === '-' ? 'standard input' : path;
  const dialect = csvDialect(withoutComments(text), undefined);
  const [head, ...lines] = csvLines(file, text, dialect.separator).slice(dialect.nSkipped);
  if ((head as CsvLine | undefined) === undefined || lines.length === 0)
    throw new DataError(`${file}: must have a line of column names and a line a patient, got no patient`);
  const column = (name: string): ((line: CsvLine) => string) => {
    const at = head.fields.indexOf(name);
    if (at < 0)
      throw new DataError(
        `${file}:${head.line}: must have a column '${name}', got ${listed(head.fields)}${didYouMean(name, head.fields)}`,
      );
    return ({ line, fields }) => {
      const value = fields.at(at) ?? '';
      if (value === '')
        throw new DataError(
          `${file}:${line}: every patient must have a value in column '${name}', got none - name what is missing, such as 'unknown', or take the patient out`,
        );
      return value;
    };
  };
  const [treatmentOf, outcomeOf] = [column(treatment), column(outcome)];
  const strataOf = strata.map(column);
  return {
    treatment: lines.map(treatmentOf),
    outcome: lines.map(outcomeOf),
    ...(strata.length > 0 && { stratum: lines.map((line) => strataOf.map((of) => of(line)).join(', ')) }),
  };
}

/** The first lines that are none. */
function withoutComments(text: string): string {
  return text
    .slice(0, 2 ** 16)
    .split(/\r\n|\n|\r/)
    .filter((line) => !line.startsWith('#'))
    .join('\n');
}
