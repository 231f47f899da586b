import { ArgumentError } from '../../../core/errors.js';
import { counterfactualBounds } from '../../../counterfactual/evaluate/counterfactualBounds.js';
import { planned } from '../../../counterfactual/explain/planned.js';
import { findAssumption } from '../../../mechanisms/bounds/registry.js';
import type { Report } from '../../../report/report.js';
import { subset } from '../../../trajectories/subset.js';
import type { Supposed } from '../view.js';
import { planOf } from './planOf.js';

/** How far the expected return under a plan could lie from any one mechanism's answer; or why that cannot be told. */
export type PlanBounds = { readonly lower: number; readonly upper: number } | { readonly fault: string };

/** Those of the report where nothing but its policy is supposed: they need not be computed. */
export function reportedBounds(
  { policies }: Report,
  assumption: string,
  { policy, patient, takeOver, edits }: Supposed,
): PlanBounds | undefined {
  if (takeOver > 0 || Object.keys(edits).length > 0) return undefined;
  const found = policies[policy].bounds.find((one) => one.assumption === assumption);
  return found && { lower: found.lower[patient], upper: found.upper[patient] };
}

/** Bounds of one patient's plan, over all mechanisms that an assumption admits. */
export function planBounds({ log, mdp, about, policies }: Report, assumption: string, supposed: Supposed): PlanBounds {
  const acting = planned(policies[supposed.policy].policy, planOf(supposed));
  const { horizon, discount, unmodelled } = about;
  const options = { horizon, discount, unmodelled };
  try {
    const episode = subset(log, [supposed.patient]);
    const { lower, upper } = counterfactualBounds(episode, mdp, acting, findAssumption(assumption), options);
    return { lower: lower[0], upper: upper[0] };
  } catch (error) {
    // Some mechanism may lead to a state in which an action of the plan is not possible.
    if (error instanceof ArgumentError) return { fault: error.message };
    throw error;
  }
}
