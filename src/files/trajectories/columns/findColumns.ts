import type { FoundColumns, WantedColumns } from './foundColumns.js';
import { nearestName } from '../../../core/didYouMean.js';
import { DataError } from '../../../core/errors.js';
import { checkKind, kindOfColumns } from '../../read/fileKind.js';
import type { LogColumn } from './logColumn.js';
import { TRUNCATION_NAMES, saysDone } from './conventions.js';
import { fieldsNamed } from './fieldsNamed.js';
import { listed } from '../../read/listed.js';
import { saysOutcome, unusedColumns } from './unusedColumns.js';

/**
 * Finds the columns of a log by name, whatever the case of its letters. Others are left alone; those that may be of use
 * are said.
 *
 * @param where opens the message of an error: file and line
 * @param found the names in the file
 * @throws DataError if one is missing, is there twice, or the propensities have a gap
 */
export function findColumns(where: string, found: readonly string[], wanted: WantedColumns): FoundColumns {
  const { names, renamed } = wanted;
  const columns = new Columns(where, found);
  const optional = (column: LogColumn, others: readonly string[] = []): number | undefined =>
    columns.first([names[column], ...(renamed[column] === undefined ? others : [])]) ??
    (renamed[column] === undefined
      ? undefined
      : columns.fail(names[column], `correct the name, or leave out --column ${column}`));
  const required = (column: LogColumn): number =>
    columns.first([names[column]]) ?? columns.fail(names[column], remedy(column, found));
  const episode = required('episode');
  const t = wanted.numberSteps ? optional('t') : required('t');
  const features = wanted.features && fieldsNamed(where, found, wanted.features, '--states');
  const [state, action, reward] = [features?.[0] ?? required('state'), required('action'), required('reward')];
  const nextState = features ? undefined : optional('next_state');
  const outcome = wanted.outcome === undefined ? undefined : columns.first([wanted.outcome]);
  if (wanted.outcome !== undefined && outcome === undefined) columns.fail(wanted.outcome, 'correct --outcome');
  const terminated = optional('terminated', names.terminated === 'terminateds' ? ['dones'] : []);
  const truncated = optional('truncated', TRUNCATION_NAMES);
  checkEnds(columns, wanted, { terminated, truncated, outcome });
  const result = {
    ...{ episode, t, state, features, action, reward, nextState, terminated, truncated, outcome },
    hidden: optional('hidden'),
    ...propensityColumns(columns, wanted, optional),
    done: terminated !== undefined && saysDone(found[terminated]),
  };
  if (truncated !== undefined && found[truncated].toLowerCase() !== names.truncated.toLowerCase())
    wanted.say(`column '${found[truncated]}' says where runs are cut off`);
  for (const sentence of unusedColumns(found, result, wanted)) wanted.say(sentence);
  return result;
}

/** The columns of a file by name. */
class Columns {
  readonly #where: string;
  readonly found: readonly string[];
  readonly #exact = new Map<string, number[]>();
  readonly #anyCase = new Map<string, number[]>();

  constructor(where: string, found: readonly string[]) {
    this.#where = where;
    this.found = found;
    found.forEach((name, index) => {
      add(this.#exact, name, index);
      add(this.#anyCase, name.toLowerCase(), index);
    });
  }

  /** The column of the first of these names that there is. */
  first(names: readonly string[]): number | undefined {
    for (const name of names) {
      const indices = name === '' ? undefined : (this.#exact.get(name) ?? this.#anyCase.get(name.toLowerCase()));
      if (indices === undefined) continue;
      if (indices.length > 1) {
        const got = indices.map((index) => this.found[index]);
        const twice = got.every((other) => other === name)
          ? 'it twice'
          : got.map((other) => `'${other}'`).join(' and ');
        throw new DataError(`${this.#where}: column '${name}' must be there once, got ${twice} - rename or remove one`);
      }
      return indices[0];
    }
    return undefined;
  }

  /** @throws DataError that there is no such column, or what the file is instead of a log */
  fail(name: string, remedy: string): never {
    checkKind(this.#where, 'log', kindOfColumns(this.found));
    // A letter or two are near everything; one name alone is not separated at all.
    const near = name.length > 2 && this.found.length > 1 ? nearestName(name, this.found) : undefined;
    const meant = near === undefined ? '' : `did you mean '${near}'? Else `;
    throw new DataError(`${this.#where}: must have a column '${name}', got ${listed(this.found)} - ${meant}${remedy}`);
  }

  failOther(requirement: string): never {
    throw new DataError(`${this.#where}: ${requirement}`);
  }
}

function add(map: Map<string, number[]>, name: string, index: number): void {
  const indices = map.get(name);
  if (indices) indices.push(index);
  else map.set(name, [index]);
}

/** How runs end is asked for, never guessed. */
function checkEnds(
  columns: Columns,
  { names, missingEnds, say }: WantedColumns,
  { terminated, truncated, outcome }: Pick<FoundColumns, 'terminated' | 'truncated' | 'outcome'>,
): void {
  const by = outcome ?? terminated;
  if (by !== undefined && missingEnds !== undefined)
    say(`that every run is ${missingEnds} is left alone: column '${columns.found[by]}' says how runs end`);
  if (by !== undefined || missingEnds === 'terminated') return;
  if (missingEnds === 'truncated' && truncated === undefined) return;
  if (truncated !== undefined)
    columns.fail(
      names.terminated,
      `'${columns.found[truncated]}' says which runs are cut off: if all others ended, say --ends terminated, or missingEnds: 'terminated'`,
    );
  const done = columns.found.find(saysDone);
  const byName = columns.found.find(saysOutcome);
  columns.fail(
    names.terminated,
    `name the column that holds it: --column terminated=${done ?? 'NAME'}, or say how every run ended: --ends terminated, or --ends truncated${byName === undefined ? '' : `, or by a column of outcomes: --outcome ${byName}`}`,
  );
}

function propensityColumns(
  columns: Columns,
  wanted: WantedColumns,
  optional: (column: LogColumn) => number | undefined,
): Pick<FoundColumns, 'propensity' | 'logPropensity' | 'propensities' | 'propensityList' | 'actionNames'> {
  const { names, renamed, propensity, numberActions } = wanted;
  const none = { propensities: [], propensityList: undefined, actionNames: [] };
  if (!propensity) return { propensity: undefined, logPropensity: undefined, ...none };
  const taken = optional('propensity');
  const logarithm = optional('log_propensity');
  const byLogarithm = taken === undefined || (renamed.log_propensity !== undefined && renamed.propensity === undefined);
  const one = {
    propensity: byLogarithm ? undefined : taken,
    logPropensity: byLogarithm ? logarithm : undefined,
  };
  const prefix = names.propensity_;
  const suffixed = columns.found.filter(
    (name) => name.toLowerCase().startsWith(prefix.toLowerCase()) && name.length > prefix.length,
  );
  const list = optional('propensities');
  if (list !== undefined) {
    const remedy = 'leave out the one or the other';
    if (suffixed.length > 0)
      columns.failOther(
        `must have the probabilities of all actions once, got '${columns.found[list]}' and '${suffixed[0]}' - ${remedy}`,
      );
    if (numberActions)
      columns.failOther(
        `must have a column of probabilities for each action by its name where actions are numbered, got a list, '${columns.found[list]}' - name the columns ${prefix}NAME, or number the actions from 0 in the log`,
      );
    return { ...one, ...none, propensityList: list };
  }
  if (numberActions) {
    const propensities = suffixed.map((name) => columns.found.indexOf(name));
    return { ...one, ...none, propensities, actionNames: suffixed.map((name) => name.slice(prefix.length)) };
  }
  const propensities: number[] = [];
  for (;;) {
    const index = columns.first([`${prefix}${propensities.length}`]);
    if (index === undefined) break;
    propensities.push(index);
  }
  // Not one column fewer than there are: a gap in the numbers is a mistake, not the end of the actions.
  const stray = suffixed.find((name) => numberOf(name.slice(prefix.length)) >= propensities.length);
  if (stray !== undefined)
    columns.failOther(
      `must have a column '${prefix}${propensities.length}' beside '${stray}', got ${listed(columns.found)} - number the actions from 0`,
    );
  if (renamed.propensity_ !== undefined && propensities.length === 0)
    columns.fail(`${prefix}0`, remedy('propensity_', columns.found));
  const short = propensities.length === 0 ? shortNames(columns, wanted) : [];
  return { ...one, ...none, propensities: short.length > 0 ? short : propensities };
}

/** Columns `p0`, `p1`, ... of probabilities, if there is one for each of at least two actions and no other of the kind. */
function shortNames(columns: Columns, { nActions, say }: WantedColumns): number[] {
  const named = columns.found.filter((name) => /^p\d+$/i.test(name));
  if (named.length < 2 || (nActions !== undefined && named.length !== nActions)) return [];
  const found = named.map((_, a) => columns.first([`p${a}`]));
  if (!found.every((index) => index !== undefined)) return [];
  say(takenForProbabilities(named.length));
  return found;
}

/** What is said of columns `p0`, `p1`, ..., whose names say little. */
export function takenForProbabilities(nActions: number): string {
  return `columns 'p0' to 'p${nActions - 1}' are taken for the probabilities of all actions (--no-propensity leaves them alone)`;
}

/** The number that digits name; NaN if there is something else. */
function numberOf(text: string): number {
  return /^(0|[1-9]\d*)$/.test(text) ? Number(text) : NaN;
}

function remedy(column: LogColumn, found: readonly string[]): string {
  if (found.length === 1 && /[;\t|]/.test(found[0])) return 'separate the columns by commas';
  const name = `name the column that holds it: --column ${column}=NAME, or columns: { ${column}: 'NAME' }`;
  if (column === 't') return `${name}; or number the rows of each episode as they come, by --number-steps`;
  return name;
}
