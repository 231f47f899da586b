import { projectTrajectories } from '../../../trajectories/projectTrajectories.js';
import type { Trajectories } from '../../../trajectories/trajectories.js';
import { TrajectoriesBuilder } from '../../../trajectories/trajectoriesBuilder.js';
import { simulator } from '../pipeline/world.js';
import { type Visit, isOver } from './visit.js';
import { WARD_STEPS } from './ward.js';

/**
 * Visits as a log of the simulator, in its space `full`, named by doctor, ward and patient: `Ada, ward 1, patient 3`. One that was
 * played more than once has its turn behind it. Those that are not over, and have a decision, are cut off where they are.
 */
export function visitsLog(visits: readonly Visit[]): Trajectories {
  const env = simulator();
  const [full] = env.spaces;
  const builder = new TrajectoriesBuilder({
    nStates: full.nStates,
    nActions: env.nActions,
    source: { env: env.name, parameters: env.parameters, space: full.name, horizon: WARD_STEPS },
  });
  const held = visits.filter(({ actions }) => actions.length > 0);
  for (const { states, actions, outcome } of held) {
    actions.forEach((action, t) => {
      builder.step(states[t], action, env.reward(states[t], action, states[t + 1]), states[t + 1]);
    });
    builder.endEpisode(outcome !== 0);
  }
  return { ...builder.finish(), episodeId: namesOf(held) };
}

/** The same as `couplet simulate` records it: what the record hides, diabetes, in a column of its own. */
export function recordedLog(visits: readonly Visit[]): Trajectories {
  const env = simulator();
  const log = visitsLog(visits.filter(isOver));
  const hidden = Int32Array.from({ length: log.nEpisodes }, (_, e) => env.hidden!(log.state[log.episodeStart[e]]));
  return { ...projectTrajectories(log, env, env.recorded), hidden, source: { ...log.source, space: env.recorded } };
}

function namesOf(visits: readonly Visit[]): string[] {
  const turns = new Map<string, number>();
  return visits.map(({ doctor, seed, patient }) => {
    const name = `${doctor}, ward ${seed}, patient ${patient}`;
    const turn = (turns.get(name) ?? 0) + 1;
    turns.set(name, turn);
    return turn === 1 ? name : `${name}, turn ${turn}`;
  });
}
