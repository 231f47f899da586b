import { ArgumentError } from '../../../core/errors.js';
import { type NextStatesOf, prepareNextStates } from '../../../counterfactual/explain/nextStates.js';
import { type WhatIf, type WhatIfOf, prepareWhatIf } from '../../../counterfactual/explain/whatIf.js';
import type { CompleteMechanism } from '../../../mechanisms/mechanism.js';
import type { Report } from '../../../report/report.js';
import type { Supposed } from '../view.js';
import { planOf } from './planOf.js';
import { recent } from './recent.js';

/** Courses of patients under plans, each computed when it is first asked for. */
export interface Courses {
  /** @throws ArgumentError where the plan takes an action that is not possible */
  readonly of: (supposed: Supposed) => WhatIf;
  /** Why the plan cannot be carried out, in a sentence; undefined where it can. */
  readonly fault: (supposed: Supposed) => string | undefined;
  /** What may follow a single step, under a mechanism. */
  readonly nextStates: (mechanism: number) => NextStatesOf;
}

/** Courses that are kept for coming back to; a large one takes a hundred kilobytes. */
const MOST_COURSES = 50;

/** @param mechanisms those of the report that the page can make, by their index */
export function courses(report: Report, mechanisms: ReadonlyMap<number, CompleteMechanism>): Courses {
  const { log: trajectories, mdp, policies } = report;
  const { horizon, discount, unmodelled } = report.about;
  const whatIfs = new Map<string, WhatIfOf>();
  const nexts = new Map<number, NextStatesOf>();
  const known = recent<WhatIf>(MOST_COURSES);

  function of(supposed: Supposed): WhatIf {
    const { policy, mechanism, patient } = supposed;
    const key = supposedKey(supposed);
    return known.get(key) ?? known.set(key, whatIf(policy, mechanism)(patient, planOf(supposed)));
  }

  function whatIf(policy: number, mechanism: number): WhatIfOf {
    const key = `${policy} ${mechanism}`;
    const made =
      whatIfs.get(key) ??
      prepareWhatIf(
        { trajectories, mdp, policy: policies[policy].policy, mechanism: mechanisms.get(mechanism)! },
        { horizon, discount, unmodelled },
      );
    whatIfs.set(key, made);
    return made;
  }

  return {
    of,
    fault(supposed) {
      try {
        of(supposed);
        return undefined;
      } catch (error) {
        if (error instanceof ArgumentError) return `This plan cannot be carried out: ${error.message}.`;
        throw error;
      }
    },
    nextStates(mechanism) {
      const made =
        nexts.get(mechanism) ??
        prepareNextStates({ trajectories, mdp, mechanism: mechanisms.get(mechanism)! }, { unmodelled });
      nexts.set(mechanism, made);
      return made;
    },
  };
}

/** The same for the same supposition. */
export function supposedKey({ policy, patient, mechanism, takeOver, edits }: Supposed): string {
  return JSON.stringify([policy, patient, mechanism, takeOver, edits]);
}
