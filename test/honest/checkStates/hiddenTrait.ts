import type { Rng } from '../../../src/core/random/rng.js';
import type { Trajectories } from '../../../src/trajectories/trajectories.js';
import { type Step, logOfSteps } from './logOfSteps.js';

/** In what a trait of each patient, who has it or not, makes a difference. */
export interface HiddenTrait {
  /** P(action 1) without and with it. */
  readonly choice?: readonly [number, number];
  /** P(next state 1) without and with it, whatever was done. */
  readonly next?: readonly [number, number];
  /** P(the run ends badly after a step) without and with it; that it ends well has .1. */
  readonly end?: readonly [number, number];
  /** A second draw a step that moves choices: P(action 1) is .1 or .9, and whether it moves the next state and end. */
  readonly mood?: boolean;
}

/** Runs of at most 8 steps through states 0 and 1; bad and good ends are states 2 and 3. Where nothing is given, a coin. */
export function hiddenTraitLog(rng: Rng, nEpisodes: number, trait: HiddenTrait): Trajectories {
  const { choice = [0.5, 0.5], next = [0.5, 0.5], end = [0.1, 0.1], mood = false } = trait;
  const chance = (p: number): number => Number(rng.uniform() < p);
  const episodes = Array.from({ length: nEpisodes }, () => {
    const has = chance(0.5);
    const steps: Step[] = [];
    let [s, over] = [chance(0.5), false];
    while (steps.length < 8 && !over) {
      const feels = mood ? chance(0.5) : has;
      const p1 = mood ? [0.1, 0.9][feels] : choice[has];
      const a = chance(p1);
      const u = rng.uniform();
      const bad = end[feels];
      over = u < bad + 0.1;
      const to = over ? (u < bad ? 2 : 3) : chance(next[feels]);
      steps.push({ s, a, next: to, p: a === 1 ? p1 : 1 - p1 });
      s = to;
    }
    return { steps, ended: over };
  });
  return logOfSteps(episodes, {
    ends: [
      { name: 'bad', state: 2 },
      { name: 'good', state: 3 },
    ],
  });
}
