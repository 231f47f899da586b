import { ArgumentError } from '../../core/errors.js';
import type { ReadTrajectoriesOptions } from './readOptions.js';

/** @throws ArgumentError on options of `readTrajectories` that are out of range, or do not go together */
export function checkReadOptions(options: ReadTrajectoriesOptions): void {
  const { nStates, nActions, columns = {}, emptyReward = 0 } = options;
  for (const [name, value] of Object.entries({ nStates, nActions })) {
    if (value !== undefined && !(Number.isSafeInteger(value) && value >= 1))
      throw new ArgumentError(`readTrajectories: ${name} must be an integer ≥ 1, got ${value}`);
  }
  if (!Number.isFinite(emptyReward))
    throw new ArgumentError(`readTrajectories: emptyReward must be a finite number, got ${emptyReward}`);
  const fail = (one: string, other: string, remedy: string): never => {
    throw new ArgumentError(`readTrajectories: ${one} must not go with ${other} - ${remedy}`);
  };
  if (nStates !== undefined && options.numberStates) fail('nStates', 'numberStates', 'the states are counted');
  if (nActions !== undefined && options.numberActions) fail('nActions', 'numberActions', 'the actions are counted');
  const chances = (['propensity', 'log_propensity', 'propensity_'] as const).find(
    (column) => columns[column] !== undefined,
  );
  if (options.propensity === false && chances !== undefined)
    fail(`a column ${chances}`, 'propensity: false', 'either read it or leave it alone');
  for (const other of ['state', 'next_state'] as const)
    if (options.features && columns[other] !== undefined)
      fail('features', `a column ${other}`, 'states are made of the one or the other');
  if (options.features && options.numberStates) fail('features', 'numberStates', 'they are numbered by their centres');
  if (options.features && nStates !== undefined) fail('features', 'nStates', 'the centres are counted');
  if (options.features && options.source?.env !== undefined)
    fail('features', `env '${options.source.env}'`, 'its states are known');
  const ends = options.ends !== undefined || options.outcome !== undefined || options.endsTerminate === true;
  if (options.source?.env !== undefined && (ends || options.numberStates))
    fail(
      'ends, outcome, endsTerminate and numberStates',
      `env '${options.source.env}'`,
      'its states and ends are known',
    );
}
