import { type LogDescription, logFields } from '../../files/index.js';
import { type GuessedColumns, guessColumns } from '../../files/description/guessColumns.js';
import type { FeatureStates } from '../../states/featureStates.js';
import type { ListedPart } from '../../mdp/parts/actionPart.js';
import type { Trajectories } from '../../trajectories/trajectories.js';
import { type DescribedLog, readDescribedLog } from '../input/loadLog.js';
import { partsOfLog } from '../input/partsOfLog.js';
import { type Remedy, asksForEnds, offeredRemedy } from './remedies.js';

/** A log as it was understood, and by which description. */
export interface Understanding {
  readonly log: Trajectories;
  /** What the user says that actions are made of. */
  readonly parts: readonly ListedPart[] | undefined;
  /** Everything that reading the log again needs. */
  readonly description: LogDescription;
  /** What was supposed and nobody said: for the user to confirm. */
  readonly supposed: readonly string[];
  /** What the reader said of the file, each once. */
  readonly said: readonly string[];
  /** What the columns of the file are taken for. */
  readonly guess: GuessedColumns;
}

/**
 * Reads a log by what is known of it, and by what its column names and the readers' own remedies suggest for the rest.
 *
 * @param described what the user says of the log; nothing of it is changed
 * @param askEnds answers how runs end that no column tells of; undefined where nobody can be asked
 * @throws DataError as `readTrajectories`, where no remedy that can be supposed helps
 */
export async function understandLog(
  path: string,
  { description: known, further }: DescribedLog,
  askEnds: () => Promise<'terminated' | 'truncated' | undefined>,
): Promise<Understanding> {
  const { columns: named, ...rest } = known;
  // Where the library is known that wrote the log, its names are.
  const fields = known.names === undefined ? await logFields(path, known) : undefined;
  const guess = guessColumns(known.features ? withoutStates(fields ?? [], known.features) : (fields ?? []), named);
  const supposed: string[] = [];
  let description: LogDescription = {
    ...(Object.keys(guess.columns).length > 0 && { columns: guess.columns }),
    ...rest,
  };
  const saysEnds = guess.found.terminated ?? guess.found.truncated ?? rest.outcome ?? rest.missingEnds;
  if (guess.outcome !== undefined && saysEnds === undefined) {
    supposed.push(`the column '${guess.outcome}' tells how each run ended`);
    description = { ...description, outcome: guess.outcome };
  }
  const tried: Remedy[] = [];
  for (;;) {
    const said = new Set<string>();
    try {
      const loaded = await readDescribedLog(path, description, (sentence) => said.add(sentence), further);
      const { log } = loaded;
      return { log, parts: partsOfLog(loaded), description, supposed, said: [...said], guess };
    } catch (error) {
      const remedy = offeredRemedy(error, tried);
      if (remedy) {
        tried.push(remedy);
        supposed.push(remedy.supposes);
        description = { ...description, ...remedy.description };
        continue;
      }
      const missingEnds = description.missingEnds === undefined && asksForEnds(error) ? await askEnds() : undefined;
      if (missingEnds === undefined) throw error;
      description = { ...description, missingEnds };
    }
  }
}

/** Columns that may be guessed where states are made of features: neither these nor states of another origin. */
function withoutStates(fields: readonly string[], { columns }: FeatureStates): string[] {
  const made = new Set(columns.map(({ name }) => name.toLowerCase()));
  return fields.filter((field) => {
    const { found } = guessColumns([field]);
    return !made.has(field.toLowerCase()) && found.state === undefined && found.next_state === undefined;
  });
}
