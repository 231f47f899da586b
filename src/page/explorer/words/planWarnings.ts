import type { WhatIf } from '../../../counterfactual/explain/whatIf.js';
import { percent } from '../../../report/numbers.js';
import type { Report } from '../../../report/report.js';
import type { Moment } from '../../state/compute/moment.js';
import { unseenWords } from './momentWords.js';

/** Shares of a run that are not worth a warning. */
const LITTLE = 0.005;

/** What there is to warn of, a sentence each: what the step and the run under the plan rest on. */
export function planWarnings(
  report: Pick<Report, 'mdp' | 'words'>,
  course: Pick<WhatIf, 'marginals' | 'horizon' | 'thinMass' | 'unseenMass'>,
  { here, seen }: Pick<Moment, 'here' | 'seen'>,
): readonly string[] {
  const warnings: string[] = [];
  const repeats = here && seen && here.state === seen.state && here.action === seen.action;
  if (here?.cases === 0 && !repeats)
    warnings.push(`Never tried in this state in the log: the model supposes that ${unseenWords(report)}.`);
  else if (here && !repeats && (here.cases === 1 || here.cases === 2))
    warnings.push(`Tried in this state ${here.cases === 1 ? 'once' : 'twice'} in the whole log: little to go by.`);
  const { thin, unseen } = restsOn(report.mdp, course);
  if (thin > LITTLE) {
    const never = unseen > LITTLE ? `, ${percent(unseen)} of them on none` : '';
    warnings.push(`${percent(thin)} of the steps of this run rest on at most two logged cases${never}.`);
  }
  return warnings;
}

/** Shares of the steps of a run that go by rows of the model with at most two logged cases, and with none. */
export function restsOn(
  { terminal }: Pick<Report['mdp'], 'terminal'>,
  { marginals, horizon, thinMass, unseenMass }: Pick<WhatIf, 'marginals' | 'horizon' | 'thinMass' | 'unseenMass'>,
): { readonly thin: number; readonly unseen: number } {
  let steps = 0;
  for (let i = 0; i < horizon * terminal.length; i++) if (terminal[i % terminal.length] === 0) steps += marginals[i];
  const share = (mass: Float64Array | undefined): number =>
    mass && steps > 0 ? mass.reduce((sum, value) => sum + value, 0) / steps : 0;
  return { thin: share(thinMass), unseen: share(unseenMass) };
}
