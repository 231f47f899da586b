import { DataError } from '../../../core/errors.js';
import type { ColumnNames, LogColumn } from '../columns/logColumn.js';
import type { StepArrays } from './stepArrays.js';

export interface FlatEpisodes {
  /** Shape (episodes + 1). */
  readonly episodeStart: Uint32Array;
  /** Shape (episodes). */
  readonly terminated: Uint8Array;
  /** The number of each episode, where the archive numbers them. */
  readonly number: readonly number[] | undefined;
}

/**
 * Where the episodes of flat arrays begin, and how they end.
 *
 * They begin where `episode` changes; without it, where `t` is 0; without either, after a step that ends one, and every
 * `step_per_trajectory` steps. An episode ended if the last of its steps has `terminated`, or has `done` and not
 * `terminal`: the first is that it ended for any reason, the second that it came to the most steps it could have.
 *
 * @throws DataError where the arrays contradict each other
 */
export function flatEpisodes(file: string, arrays: StepArrays, names: Readonly<Required<ColumnNames>>): FlatEpisodes {
  const { nSteps } = arrays;
  const flags = endFlags(file, arrays, names);
  const block = arrays.count('step_per_trajectory');
  const episode = arrays.has(names.episode) ? arrays.integers(names.episode, -(2 ** 31)) : undefined;
  const t = arrays.has(names.t) ? arrays.integers(names.t) : undefined;
  if (block !== undefined && nSteps % block !== 0)
    throw new DataError(
      `${file}: must hold whole trajectories of step_per_trajectory ${block}, got ${nSteps} steps - leave out step_per_trajectory if they differ in length`,
    );
  const isLast = (i: number): boolean => {
    if (i === nSteps - 1) return true;
    if (episode) return episode[i + 1] !== episode[i];
    if (t) return t[i + 1] === 0;
    return block === undefined ? flags.ends(i) : (i + 1) % block === 0;
  };
  const starts = [0];
  for (let i = 0; i < nSteps; i++) {
    const start = starts[starts.length - 1];
    if (t && t[i] !== i - start)
      throw new DataError(
        `${file}: ${names.t}[${i}] must be ${i - start}, as its episode begins at ${start}, got ${t[i]} - sort the steps by episode and ${names.t}`,
      );
    if (isLast(i)) starts.push(i + 1);
    else if (flags.ends(i))
      throw new DataError(
        `${file}: ${flags.names} must be 0 before the last step of an episode, got 1 at index ${i} - take out the steps that follow if the run was stepped on past its end, or number the episodes in an array '${names.episode}' if it began anew`,
      );
  }
  const nEpisodes = starts.length - 1;
  const expected = arrays.count('n_trajectories');
  if (expected !== undefined && expected !== nEpisodes)
    throw new DataError(
      `${file}: must hold the n_trajectories ${expected} episodes, got ${nEpisodes} - number them in an array '${names.episode}'`,
    );
  const number = episode && Array.from({ length: nEpisodes }, (_, e) => episode[starts[e]]);
  if (number) checkDistinct(file, names.episode, number);
  const terminated = Uint8Array.from({ length: nEpisodes }, (_, e) => Number(flags.terminated(starts[e + 1] - 1)));
  return { episodeStart: Uint32Array.from(starts), terminated, number };
}

interface EndFlags {
  /** For messages. */
  readonly names: string;
  /** Whether an episode ends with a step, for any reason. */
  ends(step: number): boolean;
  /** Whether the process ends with it. */
  terminated(step: number): boolean;
}

function endFlags(file: string, arrays: StepArrays, names: Readonly<Record<LogColumn, string>>): EndFlags {
  if (arrays.has(names.terminated)) {
    const flags = arrays.flags(names.terminated);
    const ends = (i: number): boolean => flags[i] === 1;
    return { names: names.terminated, ends, terminated: ends };
  }
  if (!arrays.has('done'))
    throw new DataError(
      `${file}: must have the array '${names.terminated}', or 'done' and 'terminal', got neither - say which steps ended the process`,
    );
  const done = arrays.flags('done');
  const cut = arrays.has('terminal') ? arrays.flags('terminal') : undefined;
  return {
    names: cut ? 'done and terminal' : 'done',
    ends: (i) => done[i] === 1 || cut?.[i] === 1,
    terminated: (i) => done[i] === 1 && cut?.[i] !== 1,
  };
}

function checkDistinct(file: string, name: string, numbers: readonly number[]): void {
  const seen = new Set<number>();
  for (const number of numbers) {
    if (seen.has(number))
      throw new DataError(
        `${file}: ${name} must keep the steps of an episode together, got ${number} again after others - sort the steps by ${name}`,
      );
    seen.add(number);
  }
}
