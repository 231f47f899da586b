import { ArgumentError } from '../../core/errors.js';
import type { Report } from '../../report/report.js';
import { patientOrder } from './patientOrder.js';
import type { View } from './view.js';

/** What a page shows before anything is asked of it: the patient who would have gained most, with no plan. */
export function firstView(report: Report): View {
  const list = { policy: 0, mechanism: firstMechanism(report), sort: 'gain', filter: 'all' } as const;
  return {
    ...list,
    patient: patientOrder(report, list)[0],
    step: 0,
    takeOver: 0,
    edits: {},
    page: 0,
  };
}

/**
 * The first mechanism that the page can make anew.
 *
 * @throws ArgumentError if there is none
 */
export function firstMechanism({ mechanisms }: Pick<Report, 'mechanisms'>): number {
  const first = mechanisms.findIndex(({ source }) => source !== 'elsewhere');
  if (first < 0)
    throw new ArgumentError(
      `report: one mechanism must be such that the page can compute with it, got ${mechanisms.map(({ name }) => name).join(', ')} - add gumbel-max`,
    );
  return first;
}
