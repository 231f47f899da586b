import { gadgetMechanism } from '../gadgets/gadgetMechanism.js';
import { completeMechanism } from '../mechanisms/completeMechanism.js';
import type { CompleteMechanism } from '../mechanisms/mechanism.js';
import { createMechanism } from '../mechanisms/registry.js';
import type { Report } from './report.js';

/** The mechanisms of a report that a page can make anew, by their index in it. */
export async function liveMechanisms({
  mechanisms,
  stateScore: score,
}: Pick<Report, 'mechanisms' | 'stateScore'>): Promise<ReadonlyMap<number, CompleteMechanism>> {
  const made = new Map<number, CompleteMechanism>();
  for (const [i, { name, source }] of mechanisms.entries()) {
    if (source === 'elsewhere') continue;
    const mechanism =
      source === 'registered' ? await createMechanism(name, { score }) : gadgetMechanism(source.gadget, name);
    made.set(i, completeMechanism(mechanism));
  }
  return made;
}
