import { decimal } from '../../report/numbers.js';
import type { PolicyReport } from '../../report/report.js';
import type { Reference } from '../figure/ReferenceLines.js';

/** What methods are held against: what was observed, and the truth where it is known. */
export function worthReferences({ counterfactuals, truth }: PolicyReport, isNarrow: boolean): readonly Reference[] {
  const { mean } = counterfactuals[0].summary.observed;
  const observed: Reference = { kind: 'observed', value: mean, label: ['what was observed', decimal(mean)] };
  if (!truth) return [observed];
  const name = isNarrow ? 'the truth' : 'the truth, in the simulator';
  return [observed, { kind: 'truth', value: truth.value, label: [name, decimal(truth.value)] }];
}
