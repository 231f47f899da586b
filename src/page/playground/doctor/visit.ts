import { createRng } from '../../../core/random/rng.js';
import { simulator } from '../pipeline/world.js';
import { WARD_STEPS } from './ward.js';

/** A patient of the ward with all that was done: states are those of space `full`. */
export interface Visit {
  /** Whoever treats. */
  readonly doctor: string;
  readonly seed: number;
  /** From 1; the same seed and number are the same patient. */
  readonly patient: number;
  /** One more than there are actions. */
  readonly states: readonly number[];
  readonly actions: readonly number[];
  /** Index of the outcome, 0 while the patient is in care. */
  readonly outcome: number;
}

/** The patient as they come in. */
export function admit(doctor: string, seed: number, patient: number): Visit {
  const state = simulator().initial(noise(seed, patient, 'start'));
  return { doctor, seed, patient, states: [state], actions: [], outcome: 0 };
}

/**
 * The next step: what happens goes by the patient, the step and the action alone, so that two who do the same see the
 * same.
 *
 * @param action of the environment, from 0 to 7
 * @returns the same visit where it is over
 */
export function treat(visit: Visit, action: number): Visit {
  if (isOver(visit)) return visit;
  const env = simulator();
  const { seed, patient, states, actions } = visit;
  const state = env.step(noise(seed, patient, actions.length), states[states.length - 1], action);
  return {
    ...visit,
    states: [...states, state],
    actions: [...actions, action],
    outcome: env.spaces[0].outcome[state],
  };
}

export function isOver({ outcome, actions }: Visit): boolean {
  return outcome !== 0 || actions.length === WARD_STEPS;
}

/** +1 for a discharge, −1 for a death, else 0. */
export function returnOf({ outcome }: Visit): number {
  return simulator().outcomes[outcome].reward;
}

function noise(seed: number, patient: number, step: number | 'start'): ReturnType<typeof createRng> {
  return createRng(seed).fork('ward', patient, step);
}
