import type { MarkovPolicy } from '../overTime/policyOverTime.js';
import type { Advice } from './advice.js';

/** What acts, in place of a policy, where a clinician follows advice: no policy over the states of the advice. */
export interface Advised {
  readonly advice: Advice;
}

/** Whether it is a clinician who follows advice that acts, and no policy. */
export function isAdvised<Acting extends Advised>(acting: MarkovPolicy | Acting): acting is Acting {
  return 'advice' in acting;
}
