import { abstractionBetween, spaceOf } from '../../../mdp/env.js';
import type { OutcomeWords } from '../../../report/report.js';
import { simulator } from '../pipeline/world.js';
import type { Visit } from './visit.js';

/** How much of a patient whoever treats is shown. */
export type Sight = 'full' | 'observed' | 'projected';

/** By outcome of the simulator. */
export const OUTCOMES: readonly OutcomeWords[] = [
  { was: 'still in care', share: 'in care', tone: 'going' },
  { was: 'died', share: 'dead', tone: 'bad' },
  { was: 'was discharged', share: 'discharged', tone: 'good' },
];

/** The state that the patient is in, in the words of the simulator, as far as it is shown. */
export function stateWords({ states }: Visit, sight: Sight): string {
  const env = simulator();
  // By the variables alone: a patient who died has them, too.
  const { interior } = abstractionBetween(env, 'full', sight);
  return spaceOf(env, sight).words!(interior[states[states.length - 1]]);
}

/** What was or would be given: `antibiotics and ventilation`, `no treatment`. */
export function actionWords(action: number): string {
  return simulator().actionWords!(action);
}
