import { type Env, spaceOf } from '../mdp/env.js';
import type { Mdp } from '../mdp/mdp.js';
import { listedVariables } from '../mdp/parts/listedVariables.js';
import type { ListedVariable } from '../mdp/parts/stateVariable.js';
import type { Trajectories } from '../trajectories/trajectories.js';
import type { ObservedVariable } from './report.js';

/** Stands for no level. */
export const NO_LEVEL = 255;

/**
 * The variables of a log's own states that the states of a model do not tell.
 *
 * @param recorded the log as it was written, in the same order as the one in the model's states
 *
 * Cost O(steps) a variable.
 */
export function observedOnly(recorded: Trajectories, env: Env | undefined, mdp: Mdp): readonly ObservedVariable[] {
  const told = new Set(mdp.variables?.map(({ name }) => name));
  return recordedVariables(recorded, env)
    .filter(({ name }) => !told.has(name))
    .map(({ level: levelOf, ...variable }) => {
      const level = new Uint8Array(recorded.state.length + recorded.nEpisodes);
      recorded.state.forEach((s, i) => (level[i] = levelOf[s] ?? NO_LEVEL));
      lastStates(recorded).forEach((s, e) => (level[recorded.state.length + e] = levelOf[s] ?? NO_LEVEL));
      return { ...variable, level };
    });
}

/**
 * The levels in which runs ended, by variable of a model: the log's own last states may tell them where the model has
 * one state for every end.
 *
 * @returns shape (n) each, `NO_LEVEL` where the log does not tell; nothing where it has none of the variables
 */
export function endLevels(
  recorded: Trajectories,
  env: Env | undefined,
  { variables = [] }: Mdp,
): readonly Uint8Array[] | undefined {
  const known = new Map(recordedVariables(recorded, env).map((variable) => [variable.name, variable]));
  if (!variables.some(({ name }) => known.has(name))) return undefined;
  const last = lastStates(recorded);
  return variables.map(({ name, levels }) => {
    const own = known.get(name);
    const isSame = own?.levels.length === levels.length && own.levels.every((level, i) => level === levels[i]);
    return Uint8Array.from(last, (s) => (isSame ? (own.level[s] ?? NO_LEVEL) : NO_LEVEL));
  });
}

function recordedVariables({ source }: Trajectories, env: Env | undefined): readonly ListedVariable[] {
  return env ? (listedVariables(spaceOf(env, source.space ?? env.recorded)) ?? []) : [];
}

/** Shape (n). */
function lastStates({ nEpisodes, episodeStart, nextState }: Trajectories): readonly number[] {
  return Array.from({ length: nEpisodes }, (_, e) => nextState[episodeStart[e + 1] - 1]);
}
