import { type Rng, createRng } from '../src/core/random/rng.js';
import type { Trajectories } from '../src/trajectories/trajectories.js';
import { TrajectoriesBuilder } from '../src/trajectories/trajectoriesBuilder.js';

const STATES = 750;
const ACTIONS = 25;
/** The last two states are the ends. */
const [DEATH, DISCHARGE] = [STATES - 2, STATES - 1];
const LIVING = STATES - 2;

/**
 * A log of the size of one of intensive care whose patients were put into clusters: 3 to 20 steps a stay, 750 states in
 * order of severity with two ends among them, 25 actions (two drugs in five doses). Every dose is tried somewhere, most
 * pairs a few times only, and the same pair leads to states far apart: what such logs are made of. Not a model of any
 * disease.
 *
 * Stay e is drawn from its own stream, so a longer log begins with the shorter one.
 */
export function intensiveCareLog(seed: number, stays: number): Trajectories {
  const root = createRng(seed);
  const builder = new TrajectoriesBuilder({ nStates: STATES, nActions: ACTIONS, source: {} });
  for (let e = 0; e < stays; e++) {
    const rng = root.fork('stay', e);
    const length = 3 + Math.floor(18 * rng.uniform());
    let state = Math.floor(LIVING * rng.uniform());
    for (let t = 1; t < length; t++) {
      const action = doseOf(rng, state);
      const next = stateAfter(rng, state, action);
      builder.step(state, action, 0, next);
      state = next;
    }
    const dies = rng.uniform() < 0.4 * (state / LIVING);
    builder.step(state, doseOf(rng, state), dies ? -1 : 1, dies ? DEATH : DISCHARGE);
    builder.endEpisode(true);
  }
  return builder.finish();
}

/** The same as a file. */
export function intensiveCareCsv(seed: number, stays: number): string {
  const { episodeStart, state, action, reward, nextState } = intensiveCareLog(seed, stays);
  const lines = ['episode,t,state,action,reward,next_state,terminated'];
  for (let e = 0; e < stays; e++)
    for (let i = episodeStart[e]; i < episodeStart[e + 1]; i++) {
      const terminated = i + 1 === episodeStart[e + 1];
      lines.push([e, i - episodeStart[e], state[i], action[i], reward[i], nextState[i], terminated].join());
    }
  return `${lines.join('\n')}\n`;
}

/** Either drug in the dose that goes with the severity, or one beside it. */
function doseOf(rng: Rng, state: number): number {
  const usual = (5 * state) / LIVING;
  const dose = (): number => Math.min(4, Math.max(0, Math.floor(usual + 2 * (rng.uniform() - 0.5))));
  return 5 * dose() + dose();
}

/** A few steps up or down, or anywhere now and then; some doses help more than others. */
function stateAfter(rng: Rng, state: number, action: number): number {
  if (rng.uniform() < 0.1) return Math.floor(LIVING * rng.uniform());
  const drift = ((action * 7) % 11) - 5;
  const next = Math.round(state + drift + 40 * (rng.uniform() + rng.uniform() - 1));
  return Math.min(LIVING - 1, Math.max(0, next));
}
