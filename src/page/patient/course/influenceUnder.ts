import { influence } from '../../../counterfactual/explain/influence.js';
import { planned } from '../../../counterfactual/explain/planned.js';
import type { Report } from '../../../report/report.js';
import type { CompleteMechanism } from '../../../mechanisms/mechanism.js';
import { subset } from '../../../trajectories/subset.js';
import { planOf } from '../../state/compute/planOf.js';
import type { Supposed } from '../../state/view.js';

/**
 * How much of each step of a patient's course what was seen decides, under the plan and the mechanism of a view: see
 * `influence`. Of a log of this patient alone, so that a change of plan costs no check of the others.
 *
 * @returns shape (steps of the log)
 */
export function influenceUnder(
  { log, mdp, about, policies }: Report,
  mechanism: CompleteMechanism,
  { policy, patient, takeOver, edits }: Omit<Supposed, 'mechanism'>,
): Float64Array {
  const { horizon, unmodelled } = about;
  const acting = planned(policies[policy].policy, planOf({ takeOver, edits }));
  return influence(subset(log, [patient]), mdp, acting, mechanism, { horizon, unmodelled })(0);
}
