import type { Judgement, MechanismName } from '../doctor/judge.js';
import type { Visit } from '../doctor/visit.js';
import type { Progress } from '../pipeline/runPipeline.js';
import type { Settings } from '../pipeline/settings.js';

/** What can be asked to be computed, and what is answered, perhaps in several parts. */
export interface Kinds {
  readonly pipeline: { readonly input: Settings; readonly part: Progress };
  readonly judge: {
    readonly input: { readonly visit: Visit; readonly mechanism: MechanismName };
    readonly part: Judgement;
  };
}

export type Kind = keyof Kinds;

/** To the worker. A newer request of a kind takes the place of an older one. */
export interface Request {
  readonly id: number;
  readonly kind: Kind;
  readonly input: Kinds[Kind]['input'];
}

/** From the worker, in the order: started, any number of parts, done or failed. */
export interface Reply {
  readonly id: number;
  readonly kind: Kind;
  readonly state: 'started' | 'part' | 'done' | 'failed';
  readonly part?: unknown;
  /** What was wrong, in the words of the library. */
  readonly message?: string;
}
