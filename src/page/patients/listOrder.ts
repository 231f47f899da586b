import { type ReadonlySignal, computed } from '@preact/signals';
import type { PageContents } from '../state/pageContext.js';
import type { PageState } from '../state/pageState.js';
import { sortedPatients, withOutcome } from './patientOrder.js';
import { shownOf } from './useShown.js';

const known = new WeakMap<PageState, ReadonlySignal<Uint32Array>>();

/**
 * The episodes of the list of patients in its order, for all who go by it. It is sorted anew where the policy, the
 * mechanism or what it is sorted by changes, not with the plan or the patient.
 */
export function listOrder({ report, state }: Pick<PageContents, 'report' | 'state'>): ReadonlySignal<Uint32Array> {
  let order = known.get(state);
  if (!order) {
    const policy = computed(() => state.view.value.policy);
    const mechanism = computed(() => state.view.value.mechanism);
    const sort = computed(() => state.view.value.sort);
    const filter = computed(() => state.view.value.filter);
    const shown = computed(() => shownOf(report, policy.value, mechanism.value));
    const sorted = computed(() => sortedPatients(shown.value, sort.value));
    order = computed(() => withOutcome(sorted.value, shown.value.figures.evaluation.observedOutcome, filter.value));
    known.set(state, order);
  }
  return order;
}
