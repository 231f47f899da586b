import { entryScore } from '../../../counterfactual/effects/entryScore.js';
import { bestChanges } from '../../../counterfactual/explain/bestChanges.js';
import type { Edit } from '../../../counterfactual/explain/course.js';
import { type WhatIf, prepareWhatIf } from '../../../counterfactual/explain/whatIf.js';
import { completeMechanism } from '../../../mechanisms/completeMechanism.js';
import type { CompleteMechanism } from '../../../mechanisms/mechanism.js';
import { createMechanism } from '../../../mechanisms/registry.js';
import { world } from '../pipeline/world.js';
import { type Course, courseOf } from './course.js';
import type { Visit } from './visit.js';
import { visitsLog } from './visitsLog.js';
import { WARD_STEPS, bestPlan } from './ward.js';

/** Those that need no solver. */
export const MECHANISMS = ['gumbel-max', 'inverse-cdf', 'reward-cdf', 'maximal'] as const;

export type MechanismName = (typeof MECHANISMS)[number];

/** What another would have achieved for the same patient, with the same noise. */
export interface Other {
  readonly expectedReturn: number;
  /** Shape (3): still in care, dead, discharged. */
  readonly outcomes: readonly number[];
  readonly course: Course;
}

/** What is said of a visit that is over. */
export interface Judgement {
  readonly physician: Other;
  readonly best: Other;
  /** The one action at one step that would have done most, the physician going on after the last; undefined where none would. */
  readonly decision: Decision | undefined;
}

export interface Decision extends Edit {
  readonly value: number;
  /** Shape (3). */
  readonly outcomes: readonly number[];
}

/**
 * Judges a visit in the exact model of the simulator: no error of a fit is in it. What is assumed is the mechanism, by
 * which what happened tells of what would have.
 */
export async function judge(visit: Visit, name: MechanismName): Promise<Judgement> {
  const { exact, physician } = world();
  const trajectories = visitsLog([visit]);
  const mechanism = await mechanismOf(name);
  const under = (policy: Parameters<typeof prepareWhatIf>[0]['policy']): Other =>
    otherOf(
      prepareWhatIf({ trajectories, mdp: exact, policy, mechanism }, { horizon: WARD_STEPS })(0, {
        takeOver: 0,
        actions: new Map(),
      }),
    );
  const { edits, value, outcomeProbability } = bestChanges(trajectories, exact, mechanism, {
    horizon: WARD_STEPS,
    after: physician,
    actions: 'all',
  })(0).fixed(1);
  return {
    physician: under(physician),
    best: under(bestPlan()),
    decision: edits.length === 0 ? undefined : { ...edits[0], value, outcomes: Array.from(outcomeProbability) },
  };
}

async function mechanismOf(name: MechanismName): Promise<CompleteMechanism> {
  return completeMechanism(await createMechanism(name, { score: entryScore(world().exact) }));
}

function otherOf(whatIf: WhatIf): Other {
  return {
    expectedReturn: whatIf.expectedReturn,
    outcomes: Array.from(whatIf.outcomeProbability),
    course: courseOf(whatIf),
  };
}
